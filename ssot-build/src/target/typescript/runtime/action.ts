/** Actions. */

import { passTag } from "./tag.js";
import type { OnceOptions, Transport } from "./transport.js";
import type { ActionResult, ReturnPreference, Written } from "./types.js";

/** Runs an action; the row that it answers with has its tag. */
export async function runAction<Row, R extends ReturnPreference>(
  transport: Transport,
  path: string,
  data?: object,
  options?: OnceOptions<R>,
): Promise<Written<R, ActionResult<Row>>> {
  type Answer = Written<R, ActionResult<Row>>;
  const answer = await transport.writeShown<Answer>(
    "POST",
    path,
    options,
    data,
  );
  const result: Partial<ActionResult<Row>> | void = answer;
  if (result && typeof result.data === "object" && result.data !== null) {
    passTag(result, result.data);
  }
  return answer;
}
