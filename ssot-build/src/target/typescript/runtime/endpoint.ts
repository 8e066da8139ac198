/** Calls of endpoints that a server declares by itself, and the errors that it declares for them. */

import { ApiError, ConnectionError } from "./problem.js";
import type { HttpMethod, RequestOptions, Transport } from "./transport.js";

/** Where an endpoint is, and what it takes. */
export interface EndpointRoute {
  readonly method: HttpMethod;
  /** With the names of parameters in braces: `/notes/{id}`. */
  readonly path: string;
  /** The names of parameters of the query. */
  readonly query?: readonly string[];
  /** The name of what is sent as the body. */
  readonly body?: string;
  /** What makes of the answer more than JSON has. */
  readonly answer?: JsonReader;
  /** The name of the type that it refuses with. */
  readonly error?: string;
  /** The codes of that type. */
  readonly codes?: readonly string[];
  /** What makes of such an error more than JSON has. */
  readonly failure?: JsonReader;
}

/** Reads JSON; throws if it is not what it should be. A Zod schema is one. */
export interface JsonReader {
  parse(json: unknown): unknown;
}

/** An endpoint refused with one of the errors that it declares. */
export class EndpointError<
  E extends { readonly code: string },
> extends ApiError {
  /** The name of the error's type. */
  readonly kind: string;
  /** The error; decide by its `code`. */
  readonly failure: E;

  constructor(kind: string, cause: ApiError, failure: unknown) {
    super(cause.problem, cause.retryAfter);
    this.kind = kind;
    this.failure = failure as E;
  }
}

/** Whether a call was refused with an error of that type. */
export function isEndpointError(error: unknown, kind: string): boolean {
  return error instanceof EndpointError && error.kind === kind;
}

/** Calls an endpoint. Throws `EndpointError` for what it declares, and what `Transport.request` throws for the rest. */
export async function callEndpoint<T>(
  transport: Transport,
  route: EndpointRoute,
  input: Readonly<Record<string, unknown>> = {},
  options?: RequestOptions,
): Promise<T> {
  const body = route.body === undefined ? undefined : input[route.body];
  const url = pathOf(route, input) + queryOf(route, input);
  let answer: unknown;
  try {
    const sent = withDigits(body);
    answer = await transport.request<unknown>(route.method, url, options, sent);
  } catch (error) {
    throw refused(route, error);
  }
  try {
    return (
      route.answer === undefined ? answer : route.answer.parse(answer)
    ) as T;
  } catch (cause) {
    const message = `the answer from ${url} is not what it should be`;
    throw new ConnectionError("malformed", message, cause);
  }
}

/** JSON has no `bigint`: its digits are sent as text. */
function withDigits(value: unknown): unknown {
  if (typeof value === "bigint") {
    return value.toString();
  }
  if (Array.isArray(value)) {
    return value.map(withDigits);
  }
  if (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  ) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, inner]) => [key, withDigits(inner)]),
    );
  }
  return value;
}

/** The error as the endpoint declares it, if it does. */
function refused(route: EndpointRoute, error: unknown): unknown {
  if (!(error instanceof ApiError) || route.error === undefined) {
    return error;
  }
  const code = error.problem.members["code"];
  if (typeof code !== "string" || route.codes?.includes(code) !== true) {
    return error;
  }
  const { members } = error.problem;
  try {
    const failure = route.failure?.parse(members) ?? members;
    return new EndpointError(route.error, error, failure);
  } catch {
    // It has the code, but is not what was declared.
    return error;
  }
}

function pathOf(
  route: EndpointRoute,
  input: Readonly<Record<string, unknown>>,
): string {
  return route.path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const text = String(input[name]);
    // URLs give these a meaning of their own.
    if (text === "" || text === "." || text === "..") {
      throw new TypeError(`\`${name}\` cannot be "${text}": it is in a path`);
    }
    return encodeURIComponent(text);
  });
}

function queryOf(
  route: EndpointRoute,
  input: Readonly<Record<string, unknown>>,
): string {
  const query = new URLSearchParams();
  for (const name of route.query ?? []) {
    const value = input[name];
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        query.append(name, String(one));
      }
    }
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
