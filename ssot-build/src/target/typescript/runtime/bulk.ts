/** Many rows in one request. */

import { checkWhere } from "./query.js";
import type { OnceOptions, Transport } from "./transport.js";
import type { ReturnPreference } from "./types.js";

/** Writes many rows: all of them, or none. Throws a `TypeError` for a condition that would vanish. */
export async function writeMany<T>(
  transport: Transport,
  path: string,
  body: object,
  options?: OnceOptions<ReturnPreference>,
): Promise<T> {
  checkWhere((body as { where?: object }).where);
  return transport.writeShown("POST", path, options, body);
}
