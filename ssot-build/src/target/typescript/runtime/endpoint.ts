/** Calls of endpoints that a server declares by itself, and the errors that it declares for them. */

import { ApiError } from "./problem.js";
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
  /** The name of the type that it refuses with. */
  readonly error?: string;
  /** The codes of that type. */
  readonly codes?: readonly string[];
}

/** An endpoint refused with one of the errors that it declares. */
export class EndpointError<
  E extends { readonly code: string },
> extends ApiError {
  /** The name of the error's type. */
  readonly kind: string;
  /** The error; decide by its `code`. */
  readonly failure: E;

  constructor(kind: string, cause: ApiError) {
    super(cause.problem, cause.retryAfter);
    this.kind = kind;
    this.failure = cause.problem.members as unknown as E;
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
  try {
    return await transport.request<T>(route.method, url, options, body);
  } catch (error) {
    throw refused(route, error);
  }
}

/** The error as the endpoint declares it, if it does. */
function refused(route: EndpointRoute, error: unknown): unknown {
  if (!(error instanceof ApiError) || route.error === undefined) {
    return error;
  }
  const code = error.problem.members["code"];
  const isDeclared = typeof code === "string" && route.codes?.includes(code);
  return isDeclared ? new EndpointError(route.error, error) : error;
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
