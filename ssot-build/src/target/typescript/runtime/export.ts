/** All rows of a list, as they come. */

import { ConnectionError } from "./problem.js";
import type { AnyQuery } from "./query.js";
import { encodeQuery } from "./query.js";
import type { RequestOptions, Transport } from "./transport.js";

/** Reads row after row. */
export async function* exportRows<T>(
  transport: Transport,
  path: string,
  query?: AnyQuery,
  options?: RequestOptions,
): AsyncGenerator<T, void, undefined> {
  const url = path + encodeQuery(query);
  let rest = "";
  const media = "application/x-ndjson";
  for await (const part of transport.stream(url, media, options)) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      yield readLine(path, line);
    }
  }
  if (rest !== "") {
    throw new ConnectionError("malformed", `${path} ended within a row`);
  }
}

/** Reads the same as CSV, with a line of names. The parts may end anywhere. */
export async function* exportCsv(
  transport: Transport,
  path: string,
  query?: AnyQuery,
  options?: RequestOptions,
): AsyncGenerator<string, void, undefined> {
  const url = path + encodeQuery(query);
  const sign = url === path ? "?" : "&";
  yield* transport.stream(`${url}${sign}format=csv`, "text/csv", options);
}

function readLine<T>(path: string, line: string): T {
  try {
    return JSON.parse(line) as T;
  } catch (cause) {
    const message = `a row of ${path} is no JSON`;
    throw new ConnectionError("malformed", message, cause);
  }
}
