/** What can go wrong with a call, as typed errors. */

/** Every `code` that a server answers with; the contract lists when. */
export const problemCodes = [
  "invalid_json",
  "invalid_query",
  "invalid_id",
  "invalid_cursor",
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "not_acceptable",
  "too_large",
  "uri_too_long",
  "unsupported_media_type",
  "unique_violation",
  "foreign_key_violation",
  "restricted",
  "max_affected",
  "in_progress",
  "precondition_failed",
  "precondition_required",
  "validation",
  "idempotency_mismatch",
  "check_violation",
  "action_rejected",
  "rate_limited",
  "unavailable",
  "internal",
] as const;

/** The kind of a problem; decide by this, never by its texts. */
export type ProblemCode = (typeof problemCodes)[number];

/** What is wrong with one value of a body or one parameter of a query. */
export type ProblemDetailCode =
  | "required"
  | "null_not_allowed"
  | "unknown_field"
  | "unknown_operator"
  | "unknown_parameter"
  | "read_only"
  | "wrong_type"
  | "too_short"
  | "too_long"
  | "too_small"
  | "too_large"
  | "pattern"
  | "not_in_enum"
  | "format"
  | "scale"
  // Actions answer with codes of their own.
  | (string & Record<never, never>);

/** One of the things that are wrong with a request. */
export interface ProblemDetail {
  /** Where in the body, as a JSON pointer: `/author/connect/id`. */
  pointer: string | null;
  /** Which parameter of the query: `where[views][gte]`. */
  parameter: string | null;
  /** What is wrong. */
  code: ProblemDetailCode;
  /** The same for people. */
  message: string;
  /** What to do about it. */
  help: string | null;
}

/** The body of an answer that is no success (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /** `unknown` if the answer did not come from a server that keeps the contract, but from a proxy before it. */
  code: ProblemCode | "unknown";
  detail: string | null;
  instance: string | null;
  requestId: string | null;
  errors: readonly ProblemDetail[];
  /** Everything that the answer says, as it came. */
  members: Readonly<Record<string, unknown>>;
}

/** The server answered, and it was no success. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** The HTTP status. */
  readonly status: number;
  /** The kind of the problem. */
  readonly code: ProblemCode | "unknown";
  /** All that is wrong with the request, if it was the request. */
  readonly errors: readonly ProblemDetail[];
  /** The name of this exchange in the logs of the server. */
  readonly requestId: string | null;
  /** How many milliseconds the server asked to wait. */
  readonly retryAfter: number | null;
  /** The whole answer. */
  readonly problem: Problem;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail ?? problem.title);
    this.status = problem.status;
    this.code = problem.code;
    this.errors = problem.errors;
    this.requestId = problem.requestId;
    this.retryAfter = retryAfter;
    this.problem = problem;
  }
}

/** There was no answer, or none that could be read. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
  /** `network`: not reached or cut off; `timeout`: took too long; `malformed`: a success that does not say what it should. */
  readonly code: "network" | "timeout" | "malformed";

  constructor(code: ConnectionError["code"], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Reads the body of an answer that is no success, whatever it is. */
export function readProblem(response: Response, body: string): Problem {
  const known = parseObject(body);
  const text = (key: string): string | null => {
    const value = known[key];
    return typeof value === "string" ? value : null;
  };
  const code = problemCodes.find((candidate) => candidate === known["code"]);
  return {
    type: text("type") ?? "about:blank",
    title: text("title") ?? `HTTP ${response.status}`,
    status: response.status,
    code: code ?? "unknown",
    detail: text("detail"),
    instance: text("instance"),
    requestId: text("requestId") ?? response.headers.get("x-request-id"),
    errors: Array.isArray(known["errors"])
      ? known["errors"].map(readDetail)
      : [],
    members: known,
  };
}

function readDetail(value: unknown): ProblemDetail {
  const known: Record<string, unknown> = isObject(value) ? value : {};
  const text = (key: string): string | null => {
    const found = known[key];
    return typeof found === "string" ? found : null;
  };
  return {
    pointer: text("pointer"),
    parameter: text("parameter"),
    code: text("code") ?? "unknown",
    message: text("message") ?? "",
    help: text("help"),
  };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
