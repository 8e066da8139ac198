// The generated client against a running club: actions, and who may see what of a feed. CLUB is the base URL of its API; the
// database holds the rows of `tests/club/seed.sql`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const { createClient, tagOf } = await load("club/index.ts");
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
