/** Rows summed up. */

import type { AnyAggregate } from "./query.js";
import { encodeAggregate } from "./query.js";
import type { RequestOptions, Transport } from "./transport.js";

/** Asks for sums and reads the groups; `T` is what the query asks for. */
export async function aggregateRows<T>(
  transport: Transport,
  path: string,
  query: AnyAggregate,
  options?: RequestOptions,
): Promise<T[]> {
  const url = path + encodeAggregate(query);
  const { data } = await transport.request<{ data: T[] }>("GET", url, options);
  return data;
}
