// The values that Zod schemas accept and refuse: the table of the contract, section 2.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import { load } from "./bundle.mjs";

const rule = await load("blog/runtime/schema.ts");
const blog = await load("blog/schemas.ts");
const shop = await load("shop/schemas.ts");
const keys = await load("keys/schemas.ts");

function table(name, schema, good, bad) {
  test(name, () => {
    for (const value of good) {
      assert.ok(schema.safeParse(value).success, `refused ${inspect(value)}`);
    }
    for (const value of bad) {
      assert.ok(!schema.safeParse(value).success, `accepted ${inspect(value)}`);
    }
  });
}

const wide = "\u{1f600}";
table(
  "text",
  rule.text(),
  ["", "a", " ", wide, "é"],
  ["a\0b", 1, null, undefined, ["a"]],
);
table(
  "text of a length",
  rule.text({ max: 5 }),
  ["", "abcde", wide.repeat(5)],
  ["abcdef", wide.repeat(6)],
);
table("text of a least length", rule.text({ min: 2 }), ["ab"], ["", "a", wide]);
table(
  "32 bits",
  rule.int(),
  [0, -0, 1.0, 2147483647, -2147483648],
  [
    1.5,
    2147483648,
    -2147483649,
    "1",
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    1n,
  ],
);
table("small integers", rule.int(-32768, 32767), [32767], [32768]);
table(
  "64 bits",
  rule.bigInt(),
  [
    "0",
    "-1",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
  ],
  [
    "9223372036854775808",
    "-9223372036854775809",
    "1.0",
    "1e3",
    "0x10",
    "",
    " 1",
    "1n",
    1,
  ],
);
table(
  "doubles",
  rule.float(),
  [0, 1.5, -1e300, 5e-324],
  [Number.NaN, Number.POSITIVE_INFINITY, "1", null],
);
table(
  "decimals",
  rule.decimal(12, 2),
  ["0", "1.5", "1.50", "1.5000", "-9999999999.99", "0001"],
  ["1.505", "10000000000", "1e3", ".5", "1.", "+1", "", "NaN", 1.5],
);
table(
  "decimals without a scale",
  rule.decimal(),
  [
    "123456789012345678901234567890.123456789",
    `${"9".repeat(35)}.${"9".repeat(30)}`,
  ],
  [`0.${"1".repeat(31)}`, "9".repeat(66)],
);
table("truth", rule.bool(), [true, false], ["true", 1, 0, null]);
table(
  "moments",
  rule.dateTime(),
  [
    "2026-01-31T09:30:00.000Z",
    "2026-01-31T09:30:00Z",
    "2026-01-31T09:30:00.5+02:00",
    "2024-02-29T23:59:59.999-11:30",
    "2026-01-31T09:30:00.123000Z",
  ],
  [
    "2026-01-31T09:30:00.1234Z",
    "2026-01-31T09:30:00",
    "2026-01-31",
    "2026-02-30T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z",
    "yesterday",
    0,
  ],
);
table(
  "dates",
  rule.date(),
  ["2026-01-31", "2024-02-29"],
  ["2023-02-29", "2026-1-1", "2026-01-31T00:00:00Z", ""],
);
table(
  "times",
  rule.time(),
  ["00:00:00", "23:59:59.999"],
  ["24:00:00", "9:30:00", "09:30", "09:30:00.1234"],
);
table(
  "bytes",
  rule.bytes(),
  ["", "aGk=", "aGkh", "+/8="],
  ["aGk", "aGk-", "aG k=", "====", 1],
);
table(
  "bytes of a length",
  rule.bytes({ max: 2 }),
  ["", "aA==", "aGk="],
  ["aGkh"],
);
table(
  "uuids",
  rule.uuid(),
  [
    "00000000-0000-0000-0000-000000000000",
    "018F0C3E-7B1A-7cc2-98b4-2f5f0c3e7b1a",
  ],
  [
    "018f0c3e7b1a7cc298b42f5f0c3e7b1a",
    "x",
    "{018f0c3e-7b1a-7cc2-98b4-2f5f0c3e7b1a}",
  ],
);
table(
  "json",
  rule.json(),
  [[], 1, "x", false, { a: [null, { b: 1 }] }],
  [null, undefined, Number.NaN, 1n],
);

const post = { slug: "a", title: "b", content: "", authorId: "u" };
table(
  "a new post",
  blog.PostCreateSchema,
  [
    post,
    {
      ...post,
      rating: null,
      status: "DRAFT",
      createdAt: "2026-01-31T09:30:00Z",
      views: undefined,
    },
  ],
  [
    {},
    null,
    [],
    { ...post, id: 1 },
    { ...post, updatedAt: "2026-01-31T09:30:00Z" },
    { ...post, extra: 1 },
    { ...post, title: null },
    { ...post, status: "draft" },
    { ...post, views: 1.5 },
  ],
);
table(
  "a change of a post",
  blog.PostUpdateSchema,
  [{}, { rating: null }, { title: "" }],
  [{ id: 1 }, { title: null }],
);
table(
  "ty7: lengths of native types",
  keys.NoteCreateSchema,
  [{ text: "abcde", authorId: "018f0c3e-7b1a-7cc2-98b4-2f5f0c3e7b1a" }],
  [
    { text: "abcdef", authorId: "018f0c3e-7b1a-7cc2-98b4-2f5f0c3e7b1a" },
    { text: "abcde", authorId: "nobody" },
  ],
);
table(
  "lists, dates and scales",
  shop.ProductUpdateSchema,
  [{ images: [] }, { images: ["a", "b"], price: "1.25" }],
  [{ images: null }, { images: [1] }, { images: [null] }, { price: "1.255" }],
);
table(
  "a date without time",
  shop.CustomerUpdateSchema,
  [{ birthday: "2000-02-29" }],
  [{ birthday: "2000-02-29T00:00:00Z" }],
);
table(
  "defined keys only",
  shop.WebhookCreateSchema,
  [],
  [{ tenantId: "x", url: "u", secret: "s", secretHash: "h" }],
);

test("an answer with related rows passes, without them", () => {
  const tag = blog.TagSchema.parse({ id: 1, name: "x", posts: [] });
  assert.deepEqual(tag, { id: 1, name: "x" });
});
