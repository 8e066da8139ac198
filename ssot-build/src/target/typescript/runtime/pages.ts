/** Page after page. */

import type { AnyQuery } from "./query.js";
import { encodeQuery, searchBody } from "./query.js";
import type { RequestOptions, Transport } from "./transport.js";
import type { Page } from "./types.js";

/** Reads pages until none is left: by the server's cursor if it gives one, else by counting rows. */
export async function* readPages<T>(
  query: AnyQuery | undefined,
  read: (query: AnyQuery) => Promise<Page<T>>,
): AsyncGenerator<Page<T>, void, undefined> {
  let next: AnyQuery = query ?? {};
  for (;;) {
    const page = await read(next);
    yield page;
    if (!page.page.hasMore || page.data.length === 0) {
      return;
    }
    const { skip: passed = 0, before: _, ...rest } = next;
    next =
      page.page.next === null
        ? { ...rest, skip: passed + page.data.length }
        : { ...rest, after: page.page.next };
  }
}

/** Reads row after row, a page at a time. */
export async function* readRows<T>(
  source: AsyncIterable<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  for await (const page of source) {
    yield* page.data;
  }
}

/** Counts the rows of a list that fulfil a condition. */
export async function countRows(
  transport: Transport,
  path: string,
  where?: object,
  options?: RequestOptions,
): Promise<number> {
  const query = encodeQuery({ where, take: 1, count: "exact" });
  const { page } = await transport.request<Page<unknown>>(
    "GET",
    path + query,
    options,
  );
  return page.total ?? 0;
}

/** Reads a page of a list, the query in a body. */
export async function searchRows<T>(
  transport: Transport,
  path: string,
  query?: AnyQuery,
  options?: RequestOptions,
): Promise<Page<T>> {
  // It changes nothing, so it may be repeated.
  return transport.request("POST", path, options, searchBody(query), true);
}
