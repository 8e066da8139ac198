/** Actions. */

import { passTag } from "./tag.js";
import type { OnceOptions, Transport } from "./transport.js";
import type { ActionResult } from "./types.js";

/** Runs an action; the row that it answers with has its tag. */
export async function runAction<Row>(
  transport: Transport,
  path: string,
  data?: object,
  options?: OnceOptions,
): Promise<ActionResult<Row>> {
  const result = await transport.write<ActionResult<Row> | undefined>(
    "POST",
    path,
    options,
    data,
  );
  if (typeof result?.data === "object" && result.data !== null) {
    passTag(result, result.data);
  }
  return result as ActionResult<Row>;
}
