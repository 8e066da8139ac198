/** Many rows in one request. */

import { checkWhere } from "./query.js";
import type { Transport, WriteOptions } from "./transport.js";

/** Writes many rows: all of them, or none. Throws a `TypeError` for a condition that would vanish. */
export async function writeMany<T>(
  transport: Transport,
  path: string,
  body: object,
  options?: WriteOptions,
): Promise<T> {
  checkWhere((body as { where?: object }).where);
  return transport.request("POST", path, options, body);
}
