// The generated client against a running club: actions, and who may see what of a feed. CLUB is the base URL of its API; the
// database holds the rows of `tests/club/seed.sql`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const { createClient, tagOf } = await load("club/index.ts");
const schemas = await load("club/schemas.ts");
const baseUrl = process.env.CLUB ?? "http://127.0.0.1:3000/api";

function as(id) {
  const headers = { "x-caller": JSON.stringify({ id }) };
  return createClient({ baseUrl, headers });
}

async function failure(promise) {
  return promise.then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
}

test("an action is done once, and its row has its tag", async () => {
  const { post, comment } = as("ann");
  const key = { idempotencyKey: `drive-${process.pid}-${Date.now()}` };
  const note = { note: "by client" };
  const done = await post.runPublish(2, note, {}, key);
  assert.deepEqual(done.updatedFields, ["published", "rating"]);
  assert.equal(done.data.published, true);
  assert.deepEqual(await post.runPublish(2, note, {}, key), done);
  assert.equal(await comment.count({ text: "by client" }), 1);
  const { title } = done.data;
  const changed = await post.update(2, { title }, {}, { ifMatch: done.data });
  assert.equal(changed.published, true);
  await post.update(2, { title: "Other" }, {}, { ifMatch: changed });
  const late = await failure(post.delete(2, { ifMatch: tagOf(changed) }));
  assert.equal(late.code, "precondition_failed");
  const again = await failure(post.runPublish(2, {}));
  assert.equal(again.errors[0].code, "already_out");
});

test("who may not see what it has written gets nothing", async () => {
  const { tip, post, person } = as("ann");
  const mine = { text: "More hops", fromId: "ann" };
  const kept = await tip.create({ id: 1, ...mine });
  assert.deepEqual(kept, { id: 1, ...mine, sent: false });
  assert.equal(await tip.create({ id: 2, ...mine, sent: true }), undefined);
  assert.equal((await tip.update(1, { text: "More" })).text, "More");
  assert.equal(await tip.replace(1, { ...mine, sent: true }), undefined);
  await tip.create({ id: 3, ...mine });
  assert.equal(await tip.update(3, { sent: true }), undefined);
  assert.equal((await failure(tip.get(3))).code, "not_found");

  // Whoever makes a post or changes itself sees that.
  const data = { slug: "seen", title: "Seen", authorId: "ann" };
  const { id } = await post.create(data);
  assert.equal((await person.update("ann", { name: "Ann" })).name, "Ann");
  await post.update(id, { title: "Still seen" });
});

test("what a caller may not read is null, as types and schemas say", async () => {
  const { person, book } = as("ben");
  const { data } = await person.list({ orderBy: "id" });
  assert.deepEqual(
    data.map(({ email, fee }) => [email, fee]),
    [
      [null, null],
      ["ben@club.example", null],
      [null, null],
    ],
  );
  for (const row of data) {
    assert.deepEqual(schemas.PersonSchema.parse(row), row);
  }
  const nameless = { id: "x", name: "X", email: null };
  assert.ok(!schemas.PersonCreateSchema.safeParse(nameless).success);
  const [group] = await person.aggregate({
    groupBy: ["email"],
    where: { id: "ann" },
  });
  assert.deepEqual(group, { email: null });

  const headers = { "x-caller": '{"id": "mia", "roles": ["member"]}' };
  const member = createClient({ baseUrl, headers });
  const { data: books } = await member.book.list({ orderBy: "id" });
  assert.deepEqual(
    books.map(({ price, priceTag }) => [price, priceTag]),
    books.map(() => [null, null]),
  );
  for (const row of books) {
    assert.deepEqual(schemas.BookSchema.parse(row), row);
  }
  assert.equal((await failure(book.list())).status, 403);
});

test("who wants nothing back gets nothing", async () => {
  const { post, comment } = as("ann");
  const less = { return: "minimal" };
  const data = { slug: "less", title: "Less", authorId: "ann", rating: 1 };
  assert.equal(await post.create(data, {}, less), undefined);
  const { id } = await post.getBySlug("less");
  assert.equal(await post.update(id, { title: "b" }, {}, less), undefined);
  assert.equal(await post.replace(id, data, {}, less), undefined);
  assert.equal(
    await post.runPublish(id, { note: "less" }, {}, less),
    undefined,
  );
  assert.equal(await comment.count({ text: "less" }), 1);
  const rows = [{ ...data, slug: "lesser" }];
  assert.equal(await post.createMany({ data: rows }, less), undefined);
  const chosen = { where: { slug: { startsWith: "less" } } };
  const change = { ...chosen, data: { title: "c" } };
  assert.equal(await post.updateMany(change, less), undefined);
  assert.equal(await post.deleteMany(chosen, less), undefined);
  assert.equal(await post.count(chosen.where), 0);
});

test("what was kept of a call that wanted nothing is nothing for another", async () => {
  const { post } = as("ann");
  const data = { slug: "replayed", title: "a", authorId: "ann" };
  const once = { idempotencyKey: `less-${process.pid}-${Date.now()}` };
  await post.create(data, {}, { ...once, return: "minimal" });
  const error = await failure(post.create(data, {}, once));
  assert.equal(error.code, "malformed");
  assert.equal(await post.count({ slug: "replayed" }), 1);
});

test("a feed tells what its caller may see", async () => {
  const { post } = as("ann");
  const told = [];
  for await (const change of as("ben").post.changes({ fields: ["slug"] })) {
    told.push(change);
    if (change.type === "started") {
      const data = { slug: "fed", title: "Fed", rating: 1, authorId: "ann" };
      const { id } = await post.create(data);
      await post.update(id, { published: true });
      await post.delete(id);
    } else if (change.type === "deleted") {
      break;
    }
  }
  const [, created, deleted] = told;
  assert.deepEqual([created.type, created.data.slug], ["created", "fed"]);
  assert.deepEqual(deleted.data, { id: created.data.id });
  assert.equal(told.length, 3);
});
