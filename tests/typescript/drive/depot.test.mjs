// The generated client against a running depot: what the blog does not have. DEPOT is the base URL of its API; the database
// holds the rows of `tests/depot/seed.sql`.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const { createClient, tagOf } = await load("depot/index.ts");
const baseUrl = process.env.DEPOT ?? "http://127.0.0.1:3000/api";
const { label, loan, part, plan, shelf, tool } = createClient({
  baseUrl,
  retries: 0,
});

async function all(rows) {
  const found = [];
  for await (const row of rows) {
    found.push(row);
  }
  return found;
}

async function failure(promise) {
  return promise.then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
}

test("an export gives what a list pages through", async () => {
  const query = { where: { size: { lt: 3 } }, orderBy: "-name" };
  assert.deepEqual(
    await all(part.export(query)),
    await all(part.iterate(query)),
  );
  assert.deepEqual(
    await all(part.export({ ...query, fields: ["name"], orderBy: ["name"] })),
    [
      { id: 8, name: "Hook" },
      { id: 2, name: "bolt" },
      { id: 6, name: "flange" },
    ],
  );
  assert.deepEqual(await all(part.export({ where: { id: { in: [] } } })), []);
  const error = await failure(all(part.export({ where: { cost: 1 } })));
  assert.equal(error.code, "invalid_query");
  assert.equal(error.errors[0].parameter, "where[cost]");
  assert.equal(label.export, undefined, "labels are not exported");
});

test("an export as CSV is text", async () => {
  const query = { where: { id: { in: [1, 2] } }, fields: ["name", "price"] };
  const text = (await all(part.exportCsv(query))).join("");
  assert.equal(text, "id,name,price\r\n1,axle,12.5\r\n2,bolt,0.1\r\n");
  assert.match((await all(tool.exportCsv())).join(""), /^id,code,/);
});

test("an export of many rows comes whole, and can be left", async () => {
  const data = Array.from({ length: 1_000 }, (_, index) => ({
    name: `bulk ${index} ${"ö".repeat(50)}`,
    size: -1 - index,
  }));
  const made = await part.createMany({ data });
  assert.equal(made.count, 1_000);
  const more = { data: made.data.map(({ name, size }) => ({ name, size })) };
  assert.equal((await part.createMany(more)).count, 1_000);
  const where = { name: { startsWith: "bulk " } };
  const rows = await all(part.export({ where, orderBy: ["-size", "id"] }));
  assert.equal(rows.length, 2_000);
  assert.deepEqual(
    rows.filter((_, index) => index % 2 === 0),
    made.data,
  );
  for await (const row of part.export({ where, orderBy: "id" })) {
    assert.equal(row.id, made.data[0].id);
    break;
  }
  const change = { where, data: { stock: "9007199254740993" } };
  const refused = await failure(part.updateMany(change));
  assert.equal(refused.code, "max_affected");
  assert.deepEqual(await part.updateMany({ ...change, maxAffected: 2_000 }), {
    count: 2_000,
  });
  const every = { where, maxAffected: 2_000 };
  assert.deepEqual(await part.deleteMany(every), { count: 2_000 });
});

test("rows are told apart by the key that is named", async () => {
  const { data } = await shelf.upsertMany({
    on: ["code"],
    data: [
      { id: "a", code: "A-1", level: 7 },
      { id: "n", code: "N-1" },
    ],
  });
  assert.deepEqual(
    data.map(({ id, level }) => [id, level]),
    [
      ["a", 7],
      ["n", null],
    ],
  );
  const moved = await shelf.upsertMany({
    on: ["room", "level"],
    data: [{ id: "a", code: "A-2", room: "hall", level: 7 }],
  });
  assert.equal(moved.data[0].code, "A-2");
  await shelf.update("a", { code: "A-1", level: 1 });
  await shelf.delete("n");
});

test("a change is bound to what its maker has seen", async () => {
  const seen = await plan.get(1);
  const changed = await plan.update(1, { title: "a" }, {}, { ifMatch: seen });
  assert.notEqual(tagOf(changed), tagOf(seen));
  const late = await failure(plan.delete(1, { ifMatch: seen }));
  assert.equal(late.code, "precondition_failed");
  const blind = await failure(plan.update(1, { title: "b" }));
  assert.equal(blind.code, "precondition_required");
  const whole = { title: "c" };
  const third = await plan.replace(1, whole, undefined, { ifMatch: changed });
  assert.equal(third.title, "c");
  await plan.update(1, { title: seen.title }, {}, { ifMatch: tagOf(third) });
  await plan.update(2, { title: "move" }, {}, { ifMatch: "*" });
});

test("a replacement can be told to make, and nothing else", async () => {
  const make = { ifNoneMatch: "*" };
  const row = { code: "Z-1", room: "attic" };
  assert.equal((await shelf.replace("z", row, {}, make)).code, "Z-1");
  const again = await failure(shelf.replace("z", row, {}, make));
  assert.equal(again.code, "precondition_failed");
  await shelf.delete("z");
});

test("a call under a key is done once, and answered alike", async () => {
  const key = { idempotencyKey: `drive-${process.pid}-${Date.now()}` };
  const data = { title: "once" };
  const first = await plan.create(data, {}, key);
  const second = await plan.create(data, {}, key);
  assert.deepEqual(second, first);
  assert.equal(tagOf(second), tagOf(first));
  assert.equal(await plan.count({ title: "once" }), 1);
  const other = await failure(plan.create({ title: "other" }, {}, key));
  assert.equal(other.code, "idempotency_mismatch");
  await plan.delete(first.id, { ifMatch: first });
});

test("what is committed is told, and again to who comes back", async () => {
  const query = { where: { size: { lt: 0 } }, fields: ["name", "size"] };
  const told = [];
  let from;
  let id;
  for await (const change of part.changes(query)) {
    told.push(change);
    if (change.type === "started") {
      from = change.position;
      ({ id } = await part.create({ name: "feed", size: -5 }));
      await part.update(id, { name: "fed" });
      await part.update(id, { stock: "7" });
      await part.update(id, { size: 5 });
    } else if (change.type === "deleted") {
      break;
    }
  }
  const shape = told.map(({ type, data }) => [type, data]);
  assert.deepEqual(shape, [
    ["started", undefined],
    ["created", { id, name: "feed", size: -5 }],
    ["updated", { id, name: "fed", size: -5 }],
    ["updated", { id, name: "fed", size: -5 }],
    ["deleted", { id }],
  ]);
  const again = [];
  for await (const change of part.changes({ ...query, after: from })) {
    again.push(change);
    if (again.length === told.length) {
      break;
    }
  }
  assert.deepEqual(again, told);
  const signal = AbortSignal.timeout(200);
  const late = part.changes({ after: told.at(-1).position }, { signal });
  const waited = await failure(all(late));
  assert.equal(waited, signal.reason);
  await part.delete(id);
  const wrong = await failure(all(part.changes({ where: { cost: 1 } })));
  assert.equal(wrong.code, "invalid_query");
  const lost = await failure(all(part.changes({ after: "x" })));
  assert.equal(lost.code, "invalid_cursor");
  assert.equal(label.changes, undefined, "nobody asked for those of labels");
});

test("where changes need If-Match, rows are only made in bulk", async () => {
  const made = await plan.createMany({ data: [{ title: "sweep" }] });
  assert.equal(made.data[0].version, 1);
  assert.equal(plan.updateMany, undefined);
  assert.equal(plan.deleteMany, undefined);
  assert.equal(plan.upsertMany, undefined);
});

test("deleted rows stay, and come back", async () => {
  assert.deepEqual(await tool.deleteMany({ where: { id: "axe" } }), {
    count: 1,
  });
  assert.equal((await failure(tool.get("axe"))).code, "not_found");
  const dry = await tool.restore("axe", undefined, { dryRun: true });
  assert.equal(dry.id, "axe");
  assert.equal((await failure(tool.get("axe"))).code, "not_found");
  assert.equal((await tool.restore("axe", { fields: ["code"] })).code, "A");
  assert.equal((await tool.get("axe")).code, "A");
});

test("a deleted row is null to the rows that point at it", async () => {
  const { data } = await loan.list({ orderBy: "id", include: { tool: true } });
  const tools = data.map(({ toolId, tool }) => [toolId, tool && tool.id]);
  assert.deepEqual(tools.slice(0, 2), [
    ["axe", "axe"],
    ["old", null],
  ]);
});
