/** What happens to the rows of a list, as it is committed. */

import { readBlocks } from "./events.js";
import { CallLimit } from "./limit.js";
import { ApiError, ConnectionError } from "./problem.js";
import { encodeQuery } from "./query.js";
import { pauseAfter } from "./retry.js";
import type { FollowOptions, Transport } from "./transport.js";
import type { RowChange } from "./types.js";

/** Milliseconds without a sign of life after which a connection is taken for dead; servers give one every 15 seconds. */
const longestSilence = 45_000;

/** A query of any feed, as far as the encoder cares. */
export interface AnyChangesQuery {
  where?: object;
  fields?: readonly PropertyKey[];
  after?: string | undefined;
}

/**
 * Follows a feed until the loop is left or the signal says so, over as many connections as it takes. Throws `ApiError` for what
 * the server refuses, `ConnectionError` if it is not reached as often as agreed, and the reason of the signal.
 */
export async function* followChanges<Row, Key>(
  transport: Transport,
  path: string,
  query: AnyChangesQuery = {},
  options: FollowOptions = {},
): AsyncGenerator<RowChange<Row, Key>, void, undefined> {
  const { after, ...asked } = query;
  const url = path + encodeQuery(asked);
  let position = after;
  let begun = false;
  let failures = 0;
  let rest = 1_000;
  for (;;) {
    let pause: number | null;
    try {
      for await (const block of connect(transport, url, options, position)) {
        failures = 0;
        rest = block.retry ?? rest;
        position = block.id ?? position;
        if (!begun && position !== undefined) {
          begun = true;
          yield { type: "started", position };
        }
        const change = changeOf<Row, Key>(url, block.event, block.data);
        if (change !== null && position !== undefined) {
          yield { ...change, position };
        }
      }
      // Those that a server has sent away together do not come back together.
      pause = rest * (0.5 + Math.random());
    } catch (error) {
      const passes =
        error instanceof ApiError ||
        (error instanceof ConnectionError && error.code !== "malformed");
      if (!passes || options.signal?.aborted === true) {
        throw error;
      }
      const first = begun ? Number.POSITIVE_INFINITY : transport.retries;
      const wait = pauseAfter(error, Math.min(failures, 16));
      pause = failures < (options.retries ?? first) ? wait : null;
      failures++;
      if (pause === null) {
        throw error;
      }
    }
    await sleep(pause, options.signal);
  }
}

/** The blocks of one connection, from behind a position on. */
function connect(
  transport: Transport,
  url: string,
  options: FollowOptions,
  position: string | undefined,
) {
  const last = position === undefined ? {} : { "last-event-id": position };
  const once = {
    ...options,
    retries: 0,
    headers: { ...options.headers, ...last },
  };
  const silence = options.silence ?? longestSilence;
  return readBlocks(transport.stream(url, "text/event-stream", once, silence));
}

type Unplaced<Row, Key> =
  | { type: "created" | "updated"; data: Row }
  | { type: "deleted"; data: Key }
  | { type: "reset" };

/** What a block tells; null for one that only says where the feed is, and for kinds that are not known. */
function changeOf<Row, Key>(
  url: string,
  type: string,
  data: string,
): Unplaced<Row, Key> | null {
  switch (type) {
    case "created":
    case "updated":
      return { type, data: readRow<Row>(url, data) };
    case "deleted":
      return { type, data: readRow<Key>(url, data) };
    case "reset":
      return { type };
    default:
      return null;
  }
}

function readRow<T>(url: string, data: string): T {
  try {
    return JSON.parse(data) as T;
  } catch (cause) {
    const message = `a change of ${url} is no JSON`;
    throw new ConnectionError("malformed", message, cause);
  }
}

async function sleep(
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const limit = new CallLimit(signal, 0);
  try {
    await limit.sleep(milliseconds);
  } finally {
    limit.release();
  }
}
