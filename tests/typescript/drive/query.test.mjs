// How queries and ids are written into URLs and bodies.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const { encodeId, encodeQuery } = await load("blog/runtime/query.ts");
const plain = (query) => decodeURIComponent(encodeQuery(query));

test("an empty query is no query", () => {
  assert.equal(encodeQuery(undefined), "");
  assert.equal(encodeQuery({}), "");
  assert.equal(encodeQuery({ where: {}, take: undefined }), "");
});

test("conditions", () => {
  for (const [where, expected] of [
    [{ published: true }, "where[published]=true"],
    [{ title: { contains: "50%_\\" } }, "where[title][contains]=50%_\\"],
    [
      { views: { gte: 100, lt: 1000 } },
      "where[views][gte]=100&where[views][lt]=1000",
    ],
    [{ id: { in: ["a,b", "c"] } }, "where[id][in][]=a,b&where[id][in][]=c"],
    [{ id: { in: [] } }, "where[id][in]="],
    [{ id: { in: [""] } }, "where[id][in][]="],
    [
      { title: { between: ["a,b", "c\\"] } },
      "where[title][between]=a\\,b,c\\\\",
    ],
    [{ rating: { isNull: true } }, "where[rating][isNull]=true"],
    [{ author: { is: { name: "Ann" } } }, "where[author][is][name]=Ann"],
    [
      { comments: { none: { approved: false } } },
      "where[comments][none][approved]=false",
    ],
    [{ category: { isNull: true } }, "where[category][isNull]=true"],
    [{ not: { published: true } }, "where[not][published]=true"],
    [
      { or: [{ title: { contains: "x" } }, { views: { gte: 10 } }] },
      "where[or][0][title][contains]=x&where[or][1][views][gte]=10",
    ],
    [{ settings: { path: { "a.b": 1 } } }, "where[settings][path][a.b][eq]=1"],
    [
      { settings: { path: { "a.b": { contains: "1" } } } },
      'where[settings][path][a.b][contains]="1"',
    ],
    [{ settings: { path: { a: "1" } } }, 'where[settings][path][a][eq]="1"'],
    [{ settings: { eq: { a: [1] } } }, 'where[settings][eq]={"a":[1]}'],
  ]) {
    assert.equal(plain({ where }), `?${expected}`);
  }
});

test("text goes through unharmed", () => {
  const text = "a&b=c+d%20#é\u{1f600}[]";
  const query = encodeQuery({ where: { title: text } });
  assert.equal(new URLSearchParams(query).get("where[title]"), text);
  assert.match(query, /^\?[\w%.~!*'()=&-]+$/);
});

test("a condition that a URL cannot say is refused, not left out", () => {
  for (const where of [
    { authorId: undefined },
    { authorId: null },
    { authorId: { eq: undefined } },
    { id: { in: [1, undefined] } },
    { or: [] },
    { or: [{}] },
    { and: [{}] },
    { not: {} },
    { not: undefined },
    { comments: { some: {} } },
    { views: { between: [1, undefined] } },
  ]) {
    assert.throws(
      () => encodeQuery({ where }),
      TypeError,
      JSON.stringify(where),
    );
  }
});

test("order", () => {
  assert.equal(plain({ orderBy: "-createdAt" }), "?orderBy=-createdAt");
  assert.equal(
    plain({
      orderBy: [
        "title",
        { views: "desc" },
        { rating: { sort: "asc", nulls: "first" } },
      ],
    }),
    "?orderBy=title,-views,rating:asc:nullsFirst",
  );
  assert.equal(
    plain({ orderBy: { rating: { sort: "desc" } } }),
    "?orderBy=rating:desc",
  );
});

test("include and fields", () => {
  assert.equal(plain({ include: {} }), "?include=");
  assert.equal(
    plain({ include: { author: true, tags: undefined } }),
    "?include=author",
  );
  assert.equal(
    plain({
      fields: ["id", "title"],
      include: {
        author: { fields: ["name"] },
        comments: {
          take: 5,
          orderBy: "-createdAt",
          where: { approved: true },
          include: { author: { fields: ["email"] }, replies: { take: 2 } },
        },
      },
    }),
    [
      "?include=author,comments,comments.author,comments.replies",
      "fields[author]=name",
      "include[comments][where][approved]=true",
      "include[comments][orderBy]=-createdAt",
      "include[comments][take]=5",
      "fields[comments.author]=email",
      "include[comments.replies][take]=2",
      "fields=id,title",
    ].join("&"),
  );
});

test("ids", () => {
  assert.equal(encodeId(7), "7");
  assert.equal(encodeId("a/b?c#d,e"), "a%2Fb%3Fc%23d%2Ce");
  assert.equal(encodeId("c1", "p,9"), "c1,p%2C9");
  for (const id of ["", ".", ".."]) {
    assert.throws(() => encodeId(id), TypeError);
  }
  assert.equal(encodeId(".", "a"), ".,a");
});
