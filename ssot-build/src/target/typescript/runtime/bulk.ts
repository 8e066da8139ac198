/** Many rows in one request. */

import { checkWhere } from "./query.js";
import type { OnceOptions, Transport } from "./transport.js";

/** Writes many rows: all of them, or none. Throws a `TypeError` for a condition that would vanish. */
export async function writeMany<T>(
  transport: Transport,
  path: string,
  body: object,
  options?: OnceOptions,
): Promise<T> {
  checkWhere((body as { where?: object }).where);
  return transport.write("POST", path, options, body);
}
