// The generated client of a trait against a running server: every method, errors by their codes, and the same routes on both sides.
// PINBOARD is the base URL.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const all = await load("../generated-pinboard/web/index.ts");
const { ApiError, EndpointError, PinboardApi, Transport, isPinError } = all;
const baseUrl = process.env.PINBOARD;
const api = new PinboardApi(new Transport({ baseUrl, retries: 0 }));

test("every method calls its endpoint", async () => {
  const pin = await api.add({
    pin: { title: "Milk & bread?", color: "red", tags: ["a/b"] },
  });
  assert.equal(pin.timesSeen, 9007199254740993n);
  assert.deepEqual(pin.tags, ["a/b"]);
  assert.equal((await api.pin({ id: pin.id })).timesSeen, 9007199254740994n);
  const found = await api.list({ search: "& bread?", color: ["red"], take: 1 });
  assert.equal(found.length, 1);
  assert.equal((await api.list({ color: ["green"] })).length, 0);
  assert.equal((await api.list()).length, 1);
  await api.add({ pin: { title: "dry", color: "green" }, dry_run: true });
  assert.equal((await api.list()).length, 1);
  assert.equal(await api.retitle({ id: pin.id, title: "Butter" }), undefined);
  assert.equal((await api.pin({ id: pin.id })).title, "Butter");
  assert.equal(await api.next({ number: 9007199254740993n }), 9007199254740994n);
  for (const text of ["a/b", "ä?#%", " ", "+"]) {
    assert.equal(await api.echo({ text }), text);
  }
  await assert.rejects(api.echo({ text: ".." }), TypeError);
  assert.equal(await api.takeDown({ id: pin.id }), undefined);
});

test("errors are those that the endpoint declares", async () => {
  const pin = await api.add({ pin: { title: "Taken", color: "red" } });
  const again = api.add({ pin: { title: "Taken", color: "red" } });
  const error = await again.then(assert.fail, (error) => error);
  assert.ok(isPinError(error) && error instanceof EndpointError);
  assert.ok(error instanceof ApiError);
  assert.equal(error.status, 409);
  assert.equal(error.failure.code, "title_taken");
  assert.equal(error.failure.otherPin, pin.id);
  const missing = await api.pin({ id: 0 }).then(assert.fail, (error) => error);
  assert.equal(missing.failure.code, "pin_missing");
  // What every server refuses is no error of the endpoint's.
  const wrong = await api.pin({ id: -1 }).then(assert.fail, (error) => error);
  assert.ok(wrong instanceof ApiError && !isPinError(wrong));
  assert.equal(wrong.code, "invalid_id");
  await assert.rejects(
    api.list({}, { signal: AbortSignal.abort(new Error("enough")) }),
    /enough/,
  );
});

test("the router and the client have the same endpoints", async () => {
  const routes = Object.values(all).filter((value) => value?.path && value.method);
  const expected = {};
  for (const { method, path } of routes) {
    (expected[path] ??= ["OPTIONS"]).push(...(method === "GET" ? ["GET", "HEAD"] : [method]));
  }
  const actual = {};
  for (const path of Object.keys(expected)) {
    const url = baseUrl + path.replace(/\{[^}]*\}/g, "1");
    const answer = await fetch(url, { method: "OPTIONS" });
    actual[path] = answer.headers.get("allow")?.split(", ").sort();
    expected[path].sort();
  }
  assert.deepEqual(actual, expected);
  const methods = Object.getOwnPropertyNames(PinboardApi.prototype);
  assert.equal(methods.length - 1, routes.length);
});
