// How the client follows a feed when connections come and go, against a server that makes them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";
import { cut, events, fake, problem, silence } from "./fake.mjs";

const { ApiError, ConnectionError, createClient } =
  await load("depot/index.ts");

const begin = "retry: 1\nid: 4\n\n";
const made = 'event: created\nid: 5\ndata: {"id":1}\n\n';
const gone = 'event: deleted\nid: 6\ndata: {"id":1}\n\n';

/** So many changes. */
async function some(changes, count) {
  const found = [];
  for await (const change of changes) {
    found.push(change);
    if (found.length === count) {
      break;
    }
  }
  return found;
}

async function failure(promise) {
  return promise.then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
}

test("a feed goes on behind what it has told, however often it breaks", async (t) => {
  const server = await fake(
    t,
    events([begin, made], true),
    cut,
    problem(503, "unavailable", {}, { "retry-after": "0" }),
    events(["id: 5\n\n", ":\n\n", "id: 9\n\n"], true),
    events(["id: 9\n\n", gone.replace("6", "10")]),
  );
  const { part } = createClient({ ...server, retries: 0 });
  const query = { where: { size: { lt: 3 } }, fields: ["name"] };
  assert.deepEqual(await some(part.changes(query), 3), [
    { type: "started", position: "4" },
    { type: "created", position: "5", data: { id: 1 } },
    { type: "deleted", position: "10", data: { id: 1 } },
  ]);
  assert.deepEqual(
    server.requests.map(({ headers }) => headers["last-event-id"]),
    [undefined, "5", "5", "5", "9"],
  );
  const { url, headers } = server.requests[4];
  assert.equal(
    decodeURIComponent(url),
    "/api/parts/-/changes?where[size][lt]=3&fields=name",
  );
  assert.equal(headers.accept, "text/event-stream");
});

test("who knows where it was begins there", async (t) => {
  const server = await fake(
    t,
    events(["id: 3\n\n", "event: reset\nid: 8\ndata: {}\n\n"]),
  );
  const { part } = createClient(server);
  assert.deepEqual(await some(part.changes({ after: "3" }), 2), [
    { type: "started", position: "3" },
    { type: "reset", position: "8" },
  ]);
  assert.equal(server.requests[0].headers["last-event-id"], "3");
  assert.equal(server.requests[0].url, "/api/parts/-/changes");
});

test("blocks may be cut anywhere, and end in any line break", async (t) => {
  const text =
    'retry: 1\r\nid: 1\r\n\r\n: a comment\nevent: updated\rid: 2\rdata: {"name":\rdata:"ö\\n"}\r\r' +
    "event: unheard\nid: 3\ndata: {}\n\nevent\ndata\nwhat: 7\n\n" +
    'event: deleted\nid: 4\ndata: {"id":1}\n\n';
  const bytes = Array.from(Buffer.from(text), (byte) => Buffer.of(byte));
  for (const parts of [[text], bytes]) {
    const server = await fake(t, events(parts));
    const { part } = createClient(server);
    assert.deepEqual(await some(part.changes(), 3), [
      { type: "started", position: "1" },
      { type: "updated", position: "2", data: { name: "ö\n" } },
      { type: "deleted", position: "4", data: { id: 1 } },
    ]);
  }
});

test("half of a block is none, and comes again", async (t) => {
  const half = made.slice(0, -1);
  const server = await fake(t, events([begin, half], true), events([made]));
  const { part } = createClient(server);
  const told = await some(part.changes(), 2);
  assert.deepEqual(told[1], {
    type: "created",
    position: "5",
    data: { id: 1 },
  });
  assert.equal(server.requests[1].headers["last-event-id"], "4");
});

test("a refusal ends a feed, at first and later", async (t) => {
  for (const answers of [
    [problem(403, "forbidden")],
    [events([begin], true), problem(403, "forbidden")],
  ]) {
    const server = await fake(t, ...answers);
    const { part } = createClient(server);
    const error = await failure(some(part.changes(), 9));
    assert.ok(error instanceof ApiError);
    assert.equal(error.code, "forbidden");
    assert.equal(server.requests.length, answers.length);
  }
});

test("a server that is not there is given up at first, and later if so agreed", async (t) => {
  const never = await fake(t, cut);
  const { part } = createClient({ ...never, retries: 1 });
  const error = await failure(some(part.changes(), 1));
  assert.ok(error instanceof ConnectionError);
  assert.equal(never.requests.length, 2);
  const later = await fake(t, events([begin], true), cut);
  const changes = createClient(later).part.changes({}, { retries: 1 });
  await failure(some(changes, 9));
  assert.equal(later.requests.length, 3);
});

test("a token is fetched anew for each connection", async (t) => {
  const server = await fake(
    t,
    events([begin], true),
    problem(401, "unauthenticated"),
    events([made]),
  );
  let asked = 0;
  const token = () => `t${++asked}`;
  const { part } = createClient({ ...server, token });
  await some(part.changes(), 2);
  assert.deepEqual(
    server.requests.map(({ headers }) => headers.authorization),
    ["Bearer t1", "Bearer t2", "Bearer t3"],
  );
});

test("a connection without a sign of life is left", async (t) => {
  const server = await fake(t, events([begin]), events([made]));
  const { part } = createClient({ ...server, timeout: 10_000 });
  const [, second] = await some(part.changes({}, { silence: 50 }), 2);
  assert.equal(second.type, "created");
  const hung = await fake(t, silence);
  const other = createClient({ ...hung, retries: 0 }).part;
  const error = await failure(some(other.changes({}, { timeout: 50 }), 1));
  assert.equal(error.code, "timeout");
});

test("a change that is no JSON is a malformed answer", async (t) => {
  const server = await fake(
    t,
    events([begin, "event: created\nid: 5\ndata: {\n\n"]),
  );
  const error = await failure(some(createClient(server).part.changes(), 2));
  assert.equal(error.code, "malformed");
  assert.equal(server.requests.length, 1);
});

test("the signal ends a feed: connecting, listening, and waiting", async (t) => {
  for (const answer of [silence, events([begin]), events([begin], true), cut]) {
    const server = await fake(t, answer);
    const { part } = createClient({ ...server, retries: 99 });
    const signal = AbortSignal.timeout(60);
    const error = await failure(some(part.changes({}, { signal }), 99));
    assert.equal(error, signal.reason);
  }
});

test("leaving the loop ends the request", async (t) => {
  let closed;
  const ended = new Promise((resolve) => {
    closed = resolve;
  });
  const server = await fake(t, (request, response) => {
    response.on("close", closed);
    return events([begin, made])(request, response);
  });
  await some(createClient(server).part.changes(), 2);
  await ended;
});
