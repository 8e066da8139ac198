// A tiny HTTP server that answers from a list and remembers what it was asked.

import { createServer } from "node:http";

/** Starts a server. `answers` are functions of (request, response), one for each request; the last repeats. */
export async function fake(t, ...answers) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
      at: Date.now(),
    });
    answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${server.address().port}/api`, requests };
}

/** Answers JSON. */
export const json =
  (status, body, headers = {}) =>
  (_, response) => {
    response.writeHead(status, {
      "content-type": "application/json",
      ...headers,
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };

/** Answers a problem. */
export const problem = (status, code, more = {}, headers = {}) =>
  json(
    status,
    { type: `/problems/${code}`, title: code, status, code, ...more },
    { "content-type": "application/problem+json", ...headers },
  );

/** Breaks the connection. */
export const cut = (request) => request.socket.destroy();

/** Never answers. */
export const silence = () => {};

/** An empty page. */
export const page = (data = [], more = {}) =>
  json(200, {
    data,
    page: {
      take: 20,
      skip: 0,
      hasMore: false,
      next: null,
      prev: null,
      ...more,
    },
  });

/** Sends server-sent events, part by part as given, and stays open unless it is to end. */
export const events =
  (parts, end = false) =>
  async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    for (const part of parts) {
      response.write(part);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    if (end) {
      response.end();
    }
  };
