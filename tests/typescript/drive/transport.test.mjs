// What the client does when things go wrong (SDK4), against a server that makes them go wrong.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";
import { cut, fake, json, page, problem, silence } from "./fake.mjs";

const { ApiError, ConnectionError, createClient, tagOf } =
  await load("blog/index.ts");
const depot = await load("depot/index.ts");
const draft = { slug: "a", title: "b", content: "c", authorId: "d" };

async function failure(promise) {
  return promise.then(
    () => assert.fail("it succeeded"),
    (error) => error,
  );
}

test("sdk4: a read is repeated when the server is busy, and not after success", async (t) => {
  const server = await fake(
    t,
    problem(503, "unavailable"),
    cut,
    page([{ id: 1 }]),
  );
  const { post } = createClient(server);
  const { data } = await post.list();
  assert.deepEqual(data, [{ id: 1 }]);
  assert.equal(server.requests.length, 3);
});

test("sdk4: it gives up after as many tries as agreed", async (t) => {
  const server = await fake(t, problem(503, "unavailable"));
  const { post } = createClient({ ...server, retries: 1 });
  const error = await failure(post.list());
  assert.ok(error instanceof ApiError);
  assert.equal(error.code, "unavailable");
  assert.equal(server.requests.length, 2);
  await failure(post.list({}, { retries: 0 }));
  assert.equal(server.requests.length, 3);
});

test("sdk4: a POST or PATCH is repeated under a key of its own", async (t) => {
  for (const answer of [
    problem(503, "unavailable"),
    problem(429, "rate_limited", {}, { "retry-after": "0" }),
    problem(409, "in_progress", {}, { "retry-after": "0" }),
    cut,
  ]) {
    const done = json(200, { id: 1 });
    const server = await fake(t, answer, done, answer, done);
    const { post } = createClient(server);
    await post.create(draft);
    await post.update(1, { title: "x" });
    const keys = server.requests.map(
      ({ headers }) => headers["idempotency-key"],
    );
    assert.match(keys[0], /^[0-9a-f]{32}$/);
    assert.match(keys[2], /^[0-9a-f]{32}$/);
    assert.deepEqual(keys, [keys[0], keys[0], keys[2], keys[2]]);
    assert.notEqual(keys[0], keys[2]);
  }
});

test("sdk4: without retries a POST or PATCH has no key, and is sent once", async (t) => {
  const server = await fake(t, problem(503, "unavailable"));
  const once = { retries: 0 };
  await failure(createClient(server).post.create(draft, {}, once));
  await failure(createClient({ ...server, ...once }).post.update(1, {}));
  assert.equal(server.requests.length, 2);
  for (const { headers } of server.requests) {
    assert.equal("idempotency-key" in headers, false);
  }
});

test("a key that is given is the one that is sent", async (t) => {
  const server = await fake(t, json(201, { id: 1 }));
  const { post } = createClient({ ...server, retries: 0 });
  await post.create(draft, {}, { idempotencyKey: "order-7" });
  await post.createMany({ data: [draft] }, { idempotencyKey: "order-8" });
  const headers = { "Idempotency-Key": "of the headers" };
  await post.create(draft, {}, { headers });
  await post.create(draft, {}, { headers, retries: 2 });
  await post.create(draft, {}, { headers, idempotencyKey: "order-9" });
  assert.deepEqual(
    server.requests.map(({ headers }) => headers["idempotency-key"]),
    ["order-7", "order-8", "of the headers", "of the headers", "order-9"],
  );
});

test("an answer is left out by an option, and not by headers", async (t) => {
  const server = await fake(t, json(204), json(201, { id: 1 }));
  const headers = { Prefer: "respond-async" };
  const { post } = createClient({ ...server, headers });
  const less = { return: "minimal" };
  assert.equal(await post.create(draft, {}, less), undefined);
  assert.deepEqual(await post.create(draft), { id: 1 });
  assert.deepEqual(
    server.requests.map(({ headers }) => headers.prefer),
    ["respond-async, return=minimal", "respond-async"],
  );
  for (const prefer of [
    "return=minimal",
    'wait=1, Return = "minimal"',
    "a;return=minimal",
  ]) {
    const headers = { prefer };
    const error = await failure(post.create(draft, {}, { headers }));
    assert.ok(error instanceof TypeError);
    assert.match(error.message, /the option `return: "minimal"` does/);
    const client = createClient({ ...server, headers });
    await assert.rejects(client.post.deleteMany({ all: true }), TypeError);
    await client.post.update(1, {}, {}, less);
    await client.post.get(1);
  }
  assert.equal(server.requests.length, 2 + 3 * 2);
});

test("a row that should have come and did not is an error", async (t) => {
  const server = await fake(t, json(204));
  const { post, tag } = createClient(server);
  for (const call of [
    post.create(draft),
    post.update(1, {}),
    tag.createMany({ data: [] }),
  ]) {
    const error = await failure(call);
    assert.ok(error instanceof ConnectionError);
    assert.equal(error.code, "malformed");
    assert.match(error.message, /is done, but the answer does not show/);
  }
  assert.equal(server.requests.length, 3);
  assert.equal(await post.delete(1), undefined);
});

test("what is kept of nothing may be repeated, and needs no key", async (t) => {
  const server = await fake(t, cut, json(201, { id: 1 }));
  const { post } = createClient(server);
  const options = { dryRun: true, idempotencyKey: "k" };
  assert.deepEqual(await post.create(draft, {}, options), { id: 1 });
  assert.equal(server.requests.length, 2);
  assert.equal("idempotency-key" in server.requests[0].headers, false);
});

test("a row that came alone has its tag, and a change can be bound to it", async (t) => {
  const tagged = json(200, { id: 1, title: "a" }, { etag: '"one"' });
  const weak = json(200, { id: 1 }, { etag: 'W/"two"' });
  const server = await fake(t, tagged, weak, json(200, { id: 1 }), page([{}]));
  const { post } = createClient(server);
  const row = await post.get(1);
  assert.equal(tagOf(row), '"one"');
  assert.deepEqual(Object.keys(row), ["id", "title"]);
  const changed = await post.update(1, { title: "b" }, {}, { ifMatch: row });
  assert.equal(tagOf(changed), '"two"', "whatever a proxy makes of it");
  await post.replace(1, draft, {}, { ifMatch: tagOf(changed) });
  await post.delete(1, { ifMatch: "*" });
  assert.deepEqual(
    server.requests.map(({ headers }) => headers["if-match"]),
    [undefined, '"one"', '"two"', "*"],
  );
  const { data } = await post.list();
  const asked = server.requests.length;
  for (const ifMatch of [data[0], { ...row }, undefined, null, "", 7]) {
    const error = await failure(post.update(1, {}, {}, { ifMatch }));
    assert.ok(error instanceof TypeError, String(ifMatch));
  }
  assert.throws(() => tagOf({ ...row }), TypeError);
  assert.equal(server.requests.length, asked, "nothing was sent without it");
});

test("a replacement that may have been done is not called a conflict", async (t) => {
  const refused = problem(412, "precondition_failed");
  const server = await fake(t, cut, refused);
  const { post } = createClient(server);
  const options = { ifMatch: '"one"' };
  const error = await failure(post.replace(1, draft, {}, options));
  assert.ok(error instanceof ConnectionError);
  assert.equal(server.requests.length, 2);
  const busy = await fake(t, problem(503, "unavailable"), refused);
  const other = createClient(busy).post;
  const known = await failure(other.replace(1, draft, {}, options));
  assert.equal(known.code, "precondition_failed");
});

test("sdk4: a POST with a key is repeated with the same key", async (t) => {
  const server = await fake(
    t,
    problem(503, "unavailable"),
    json(201, { id: 1 }),
  );
  const { post } = createClient(server);
  await post.create(draft, {}, { headers: { "Idempotency-Key": "k" } });
  assert.deepEqual(
    server.requests.map(({ method, headers, body }) => [
      method,
      headers["idempotency-key"],
      JSON.parse(body),
    ]),
    [
      ["POST", "k", draft],
      ["POST", "k", draft],
    ],
  );
});

test("sdk4: PUT and DELETE are repeated", async (t) => {
  const server = await fake(
    t,
    problem(502, "x"),
    json(204),
    problem(504, "x"),
    json(204),
  );
  const { post } = createClient(server);
  assert.equal(await post.linkTags(1, 2), undefined);
  assert.equal(await post.unlinkTags(1, 2), undefined);
  assert.deepEqual(
    server.requests.map(({ method, url }) => `${method} ${url}`),
    ["PUT", "PUT", "DELETE", "DELETE"].map(
      (method) => `${method} /api/posts/1/tags/2`,
    ),
  );
});

test("a deletion that broke off and is then not found has happened", async (t) => {
  const gone = await fake(t, cut, problem(404, "not_found"));
  assert.equal(await createClient(gone).post.delete(1), undefined);
  const never = await fake(
    t,
    problem(503, "unavailable"),
    problem(404, "not_found"),
  );
  assert.equal(
    (await failure(createClient(never).post.delete(1))).code,
    "not_found",
  );
});

test("sdk4: what the request itself got wrong is not repeated", async (t) => {
  for (const [status, code] of [
    [400, "invalid_query"],
    [404, "not_found"],
    [409, "restricted"],
    [500, "internal"],
  ]) {
    const server = await fake(t, problem(status, code));
    const error = await failure(createClient(server).post.delete(1));
    assert.equal(error.status, status);
    assert.equal(error.code, code);
    assert.equal(server.requests.length, 1);
  }
});

test("sdk4: Retry-After is kept, as seconds and as a date", async (t) => {
  const date = () => new Date(Date.now() + 2000).toUTCString();
  for (const value of ["1", date]) {
    const after = () => (typeof value === "function" ? value() : value);
    const busy = (request, response) =>
      problem(
        429,
        "rate_limited",
        {},
        { "retry-after": after() },
      )(request, response);
    const server = await fake(t, busy, page());
    await createClient(server).post.list();
    const [first, second] = server.requests;
    assert.ok(second.at - first.at >= 990, `${second.at - first.at} ms`);
  }
});

test("sdk4: a wait longer than the call may last is not begun", async (t) => {
  const server = await fake(
    t,
    problem(503, "unavailable", {}, { "retry-after": "30" }),
  );
  const start = Date.now();
  const error = await failure(
    createClient({ ...server, timeout: 2000 }).post.list(),
  );
  assert.equal(error.code, "unavailable");
  assert.equal(error.retryAfter, 30_000);
  assert.ok(Date.now() - start < 1000);
});

test("sdk4: time ends a call, retries included", async (t) => {
  const server = await fake(t, silence);
  const start = Date.now();
  const error = await failure(
    createClient({ ...server, timeout: 200 }).post.get(1),
  );
  assert.ok(error instanceof ConnectionError);
  assert.equal(error.code, "timeout");
  assert.ok(Date.now() - start < 1500);
  assert.equal(server.requests.length, 1);
});

test("sdk4: time ends a body that never ends", async (t) => {
  const server = await fake(t, (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write("{");
  });
  const error = await failure(
    createClient({ ...server, timeout: 200 }).post.get(1),
  );
  assert.equal(error.code, "timeout");
});

test("sdk4: the caller's signal ends a call, with its reason", async (t) => {
  const server = await fake(t, silence);
  const { post } = createClient(server);
  const reason = new Error("changed my mind");
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 50);
  assert.equal(
    await failure(post.get(1, {}, { signal: controller.signal })),
    reason,
  );
  assert.equal(
    await failure(post.get(1, {}, { signal: AbortSignal.abort(reason) })),
    reason,
  );
  assert.equal(server.requests.length, 1);
});

test("sdk4: the caller's signal ends a wait between two tries", async (t) => {
  const server = await fake(
    t,
    problem(503, "unavailable", {}, { "retry-after": "20" }),
  );
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  const error = await failure(
    createClient(server).post.get(1, {}, { signal: controller.signal }),
  );
  assert.equal(error.name, "AbortError");
  assert.equal(server.requests.length, 1);
});

test("sdk4: signal and time together: whichever comes first", async (t) => {
  const server = await fake(t, silence);
  const { post } = createClient(server);
  const late = AbortSignal.timeout(60_000);
  assert.equal(
    (await failure(post.get(1, {}, { signal: late, timeout: 100 }))).code,
    "timeout",
  );
});

test("a problem is an error with its code, errors and request", async (t) => {
  const errors = [
    {
      pointer: "/title",
      parameter: null,
      code: "too_short",
      message: "m",
      help: "h",
    },
    {
      pointer: null,
      parameter: "where[views]",
      code: "wrong_type",
      message: "n",
    },
  ];
  const server = await fake(
    t,
    problem(422, "validation", {
      detail: "two problems",
      requestId: "r",
      errors,
    }),
  );
  const error = await failure(createClient(server).post.create(draft));
  assert.ok(error instanceof ApiError && error instanceof Error);
  assert.equal(error.name, "ApiError");
  assert.equal(error.message, "two problems");
  assert.equal(error.status, 422);
  assert.equal(error.code, "validation");
  assert.equal(error.requestId, "r");
  assert.deepEqual(error.errors, [errors[0], { ...errors[1], help: null }]);
});

test("an answer that is no problem is an unknown one", async (t) => {
  const server = await fake(t, (_, response) => {
    response.writeHead(502, {
      "content-type": "text/html",
      "x-request-id": "p",
    });
    response.end("<h1>Bad Gateway</h1>");
  });
  const error = await failure(
    createClient({ ...server, retries: 0 }).post.list(),
  );
  assert.equal(error.code, "unknown");
  assert.equal(error.status, 502);
  assert.equal(error.requestId, "p");
  assert.deepEqual(error.errors, []);
});

test("a success that is no JSON is a malformed answer, and not repeated", async (t) => {
  const server = await fake(t, (_, response) => response.end("<html>"));
  const error = await failure(createClient(server).post.list());
  assert.ok(error instanceof ConnectionError);
  assert.equal(error.code, "malformed");
  assert.equal(server.requests.length, 1);
});

test("no server is a network error with its cause", async () => {
  const error = await failure(
    createClient({ baseUrl: "http://127.0.0.1:1", retries: 0 }).post.list(),
  );
  assert.equal(error.code, "network");
  assert.ok(error.cause instanceof Error);
});

test("headers come from the client, a function of it, and the call", async (t) => {
  const server = await fake(t, page());
  let count = 0;
  const headers = async () => ({
    authorization: `Bearer ${(count += 1)}`,
    "x-a": "client",
  });
  const { post } = createClient({ ...server, headers });
  await post.list({}, { headers: { "X-A": "call" } });
  await post.list();
  assert.deepEqual(
    server.requests.map(({ headers }) => [
      headers.authorization,
      headers["x-a"],
      headers.accept,
    ]),
    [
      ["Bearer 1", "call", "application/json"],
      ["Bearer 2", "client", "application/json"],
    ],
  );
});

test("pages follow cursors where there are any, and count rows where not", async (t) => {
  const counted = await fake(
    t,
    page([{ id: 1 }, { id: 2 }], { hasMore: true }),
    page([{ id: 3 }]),
  );
  const ids = [];
  for await (const { id } of createClient(counted).post.iterate({
    take: 2,
    orderBy: "title",
  })) {
    ids.push(id);
  }
  assert.deepEqual(ids, [1, 2, 3]);
  assert.deepEqual(
    counted.requests.map(({ url }) => url),
    [
      "/api/posts?orderBy=title&take=2",
      "/api/posts?orderBy=title&take=2&skip=2",
    ],
  );
  const cursors = await fake(
    t,
    page([{ id: 1 }], { hasMore: true, next: "a+b" }),
    page([{ id: 2 }]),
  );
  const pages = [];
  for await (const { data } of createClient(cursors).post.pages({
    take: 1,
    skip: 4,
  })) {
    pages.push(data.length);
  }
  assert.deepEqual(pages, [1, 1]);
  assert.deepEqual(
    cursors.requests.map(({ url }) => url),
    ["/api/posts?take=1&skip=4", "/api/posts?take=1&after=a%2Bb"],
  );
});

test("iteration that is left early reads no further", async (t) => {
  const server = await fake(t, page([{ id: 1 }, { id: 2 }], { hasMore: true }));
  for await (const _ of createClient(server).post.iterate()) {
    break;
  }
  assert.equal(server.requests.length, 1);
});

test("a token goes along, and a refused one is replaced once", async (t) => {
  const refusal = problem(401, "unauthenticated");
  const fixed = await fake(t, page());
  await createClient({ ...fixed, token: "t0" }).post.list();
  assert.equal(fixed.requests[0].headers.authorization, "Bearer t0");

  const server = await fake(t, refusal, json(201, { id: 1 }), page());
  const asked = [];
  const token = async (refused) => {
    asked.push(refused);
    return refused === undefined && asked.length === 1 ? "old" : "new";
  };
  const { post } = createClient({ ...server, token });
  assert.deepEqual(await post.create(draft), { id: 1 });
  await post.list();
  assert.deepEqual(asked, [undefined, "old", undefined]);
  assert.deepEqual(
    server.requests.map(({ headers }) => headers.authorization),
    ["Bearer old", "Bearer new", "Bearer new"],
  );

  const closed = await fake(t, refusal);
  for (const provider of [() => "same", (refused) => refused && null]) {
    const client = createClient({ ...closed, token: provider, retries: 5 });
    const error = await failure(client.post.list());
    assert.equal(error.status, 401);
  }
  assert.equal(closed.requests.length, 2);
  const always = (refused) => (refused === undefined ? "a" : "b");
  const client = createClient({ ...closed, token: always });
  assert.equal((await failure(client.post.list())).status, 401);
  assert.equal(closed.requests.length, 4);
});

test("sdk4: a search is repeated, and a bulk change under a key", async (t) => {
  const busy = problem(503, "unavailable");
  const search = await fake(t, busy, page([{ id: 1 }]));
  const found = await createClient(search).post.search({ orderBy: "-title" });
  assert.deepEqual(found.data, [{ id: 1 }]);
  assert.deepEqual(
    search.requests.map(({ method, url, body }) => [method, url, body]),
    Array(2).fill(["POST", "/api/posts/-/search", '{"orderBy":["-title"]}']),
  );
  assert.equal("idempotency-key" in search.requests[0].headers, false);
  const done = json(200, { count: 0 });
  const many = await fake(t, busy, done);
  await createClient(many).post.createMany({ data: [draft] });
  const keys = many.requests.map(({ headers }) => headers["idempotency-key"]);
  assert.match(keys[0], /^[0-9a-f]{32}$/);
  assert.deepEqual(keys, [keys[0], keys[0]]);
  const bulk = await fake(t, busy);
  const { post } = createClient({ ...bulk, retries: 0 });
  await failure(post.createMany({ data: [draft] }));
  await failure(post.deleteMany({ all: true }, { dryRun: true }));
  assert.deepEqual(
    bulk.requests.map(({ url }) => url),
    ["/api/posts/-/bulk/create", "/api/posts/-/bulk/delete?dryRun=true"],
  );
  const dry = { dryRun: true };
  await failure(post.update(1, { title: "a" }, { fields: ["id"] }, dry));
  assert.equal(bulk.requests[2].url, "/api/posts/1?fields=id&dryRun=true");
});

test("sdk4: an export is repeated until it begins, and no row of it is lost", async (t) => {
  const parts = (texts, end) => (_, response) => {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    const [first, ...rest] = texts;
    response.write(first);
    rest.forEach((text, index) =>
      setTimeout(() => response.write(text), 20 * (index + 1)),
    );
    setTimeout(() => end?.(response), 20 * (rest.length + 1));
  };
  const read = async (server, options) => {
    const { part } = depot.createClient(server);
    const rows = [];
    try {
      for await (const { id } of part.export({}, options)) {
        rows.push(id);
      }
    } catch (error) {
      return [rows, error];
    }
    return [rows];
  };
  const finish = (response) => response.end();
  const text = '{"id":1}\n{"id":"ö"}\n{"id":3}\n';
  const bytes = Buffer.from(text);
  const middle = bytes.indexOf("ö") + 1;
  const split = [bytes.subarray(0, middle), bytes.subarray(middle)];
  const whole = await fake(
    t,
    problem(503, "unavailable"),
    parts(split, finish),
  );
  assert.deepEqual(await read(whole), [[1, "ö", 3]]);
  assert.equal(whole.requests.length, 2);
  assert.equal(whole.requests[0].headers.accept, "application/x-ndjson");

  const broken = await fake(
    t,
    parts(['{"id":1}\n', '{"id":2}\n{"i'], (response) => response.destroy()),
  );
  const [before, error] = await read(broken);
  assert.deepEqual(before, [1, 2]);
  assert.ok(error instanceof depot.ConnectionError, String(error));
  assert.equal(error.code, "network");
  assert.equal(broken.requests.length, 1);

  const short = await fake(t, parts(['{"id":1}\n{"id":2'], finish));
  const [, cutOff] = await read(short);
  assert.equal(cutOff.code, "malformed");
  const wrong = await fake(t, parts(["<html>\n"], finish));
  assert.equal((await read(wrong))[1].code, "malformed");

  const stuck = await fake(t, parts(['{"id":1}\n']));
  const [some, late] = await read(stuck, { timeout: 100 });
  assert.deepEqual(some, [1]);
  assert.equal(late.code, "timeout");
  const slow = await fake(
    t,
    parts(
      ["1", "2", "3", "4", "5", "6"].map((id) => `{"id":${id}}\n`),
      finish,
    ),
  );
  assert.deepEqual(await read(slow, { timeout: 70 }), [[1, 2, 3, 4, 5, 6]]);

  const given = AbortSignal.timeout(50);
  const open = await fake(t, parts(['{"id":1}\n']));
  const [, reason] = await read(open, { signal: given, timeout: 0 });
  assert.equal(reason, given.reason);
  const refused = await fake(t, problem(403, "forbidden"));
  assert.equal((await read(refused))[1].code, "forbidden");
});
