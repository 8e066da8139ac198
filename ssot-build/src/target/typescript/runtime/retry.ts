/** When to try again. */

import type { ConnectionError } from "./problem.js";
import { ApiError } from "./problem.js";

/** Statuses of servers that are busy or gone for a moment. */
const passing = new Set([408, 429, 502, 503, 504]);
/** Milliseconds: the longest first pause, and the longest of all. */
const firstPause = 200;
const longestPause = 10_000;
const longestRetryAfter = 60_000;

/** Milliseconds to wait before the next try; null if there is no point in one. */
export function pauseAfter(
  error: ApiError | ConnectionError,
  attempt: number,
): number | null {
  if (error instanceof ApiError) {
    // The first try of the same call is still on its way.
    const early = error.code === "in_progress";
    if (!passing.has(error.status) && !early) {
      return null;
    }
    if (error.retryAfter !== null) {
      const wait = error.retryAfter + Math.random() * firstPause;
      return wait <= longestRetryAfter ? wait : null;
    }
  }
  // Full jitter: clients that failed together do not come back together.
  return Math.random() * Math.min(longestPause, firstPause * 2 ** attempt);
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110, section 10.2.3). */
export function parseRetryAfter(header: string | null): number | null {
  if (header === null) {
    return null;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header) * 1000;
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}
