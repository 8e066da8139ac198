/** Requests: time limits, cancellation, retries, and answers as values or typed errors. */

import { ApiError, ConnectionError, readProblem } from "./problem.js";

/** What every call needs to know. */
export interface ClientOptions {
  /** Where the API stands, base path included: `https://example.org/api`, or `/api` in a browser. */
  baseUrl: string;
  /** What sends requests; `globalThis.fetch` unless given. */
  fetch?: typeof globalThis.fetch | undefined;
  /** Headers of every request: fixed, or made for each, for instance from a token that expires. */
  headers?: HeaderSource | undefined;
  /** The bearer token of every request: fixed, or what provides it. */
  token?: string | TokenProvider | undefined;
  /** Milliseconds that a call may take, retries included; 30 000 unless given, 0 for no limit. */
  timeout?: number | undefined;
  /** How often a call that may be repeated is repeated after a failure; 2 unless given. */
  retries?: number | undefined;
}

/** Fixed headers, or what makes them. */
export type HeaderSource =
  | Readonly<Record<string, string>>
  | (() =>
      | Readonly<Record<string, string>>
      | Promise<Readonly<Record<string, string>>>);

/**
 * Provides a bearer token, or none. After a 401 it is asked once more, with the token that was refused: if it then has
 * another one, the call is made again.
 */
export type TokenProvider = (
  refused?: string,
) => string | null | undefined | Promise<string | null | undefined>;

/** What one call wants otherwise than its client. */
export interface RequestOptions {
  /** Ends the call, which then throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that the call may take, retries included; 0 for no limit. */
  timeout?: number | undefined;
  /** How often the call may be repeated after a failure. */
  retries?: number | undefined;
  /** Further headers; they win over the client's. */
  headers?: Readonly<Record<string, string>> | undefined;
}

/** What one call that writes wants otherwise than its client. */
export interface WriteOptions extends RequestOptions {
  /** Do everything, answer as usual, and keep nothing of it. */
  dryRun?: boolean | undefined;
}

/** The methods of the contract. */
export type HttpMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Statuses of servers that are busy or gone for a moment. */
const passing = new Set([408, 429, 502, 503, 504]);
/** Methods that do the same when done twice. */
const repeatable = new Set<HttpMethod>(["GET", "PUT", "DELETE"]);
/** Milliseconds: the longest first pause, and the longest of all. */
const firstPause = 200;
const longestPause = 10_000;
const longestRetryAfter = 60_000;

/** A request before it is sent. */
interface Call {
  readonly method: HttpMethod;
  readonly url: string;
  readonly accept: string;
  readonly options: RequestOptions;
  readonly body: unknown;
  /** Whether it does the same when done twice. */
  readonly safe: boolean;
}

/** Sends requests to one API. */
export class Transport {
  readonly #baseUrl: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #headers: HeaderSource;
  readonly #token: TokenProvider;
  readonly #timeout: number;
  readonly #retries: number;

  constructor(options: ClientOptions) {
    this.#baseUrl = options.baseUrl.replace(/\/+$/, "");
    // Called as a bare function: browsers refuse `fetch` as a method of anything but the window.
    const send = options.fetch;
    this.#fetch = send ?? ((input, init) => globalThis.fetch(input, init));
    this.#headers = options.headers ?? {};
    const { token } = options;
    this.#token = typeof token === "function" ? token : () => token;
    this.#timeout = options.timeout ?? 30_000;
    this.#retries = options.retries ?? 2;
  }

  /**
   * Sends a request and reads the answer; `undefined` for an answer without a body. `safe` says whether it may be repeated.
   * Throws `ApiError` for an answer that is no success, `ConnectionError` for none, and the reason of the signal.
   */
  async request<T>(
    method: HttpMethod,
    path: string,
    options: WriteOptions = {},
    body?: unknown,
    safe: boolean = repeatable.has(method),
  ): Promise<T> {
    const url = this.#baseUrl + (options.dryRun === true ? dryRun(path) : path);
    const accept = "application/json";
    const call = { method, url, accept, options, body, safe };
    const text = await this.#within(options, (limit) =>
      this.#repeat(call, limit, (response) => response.text()),
    );
    if (text === null || text === "") {
      return undefined as T;
    }
    try {
      return JSON.parse(text) as T;
    } catch (cause) {
      const message = `the answer from ${url} is no JSON`;
      throw new ConnectionError("malformed", message, cause);
    }
  }

  /**
   * Sends a GET and reads the answer as text, part by part as it comes. `timeout` is how long the first part may take, and
   * each of the others. Throws what `request` throws, and `ConnectionError` if the answer breaks off.
   */
  async *stream(
    path: string,
    accept: string,
    options: RequestOptions = {},
  ): AsyncGenerator<string, void, undefined> {
    const url = this.#baseUrl + path;
    const call = {
      method: "GET",
      url,
      accept,
      options,
      body: undefined,
      safe: true,
    } as const;
    const body = await this.#within(options, (limit) =>
      this.#repeat(call, limit, (response) => Promise.resolve(response.body)),
    );
    const reader = body?.getReader();
    if (reader === undefined) {
      return;
    }
    const decoder = new TextDecoder();
    try {
      for (;;) {
        const { done, value } = await this.#within(options, (limit) =>
          limit.race(reader.read()).catch((cause: unknown) => {
            limit.check();
            const message = `the answer from ${url} broke off`;
            throw new ConnectionError("network", message, cause);
          }),
        );
        if (done) {
          return;
        }
        yield decoder.decode(value, { stream: true });
      }
    } finally {
      reader.cancel().catch(() => {});
    }
  }

  /** Does something that ends early when its time is up or its caller says so. */
  async #within<T>(
    options: RequestOptions,
    act: (limit: Limit) => Promise<T>,
  ): Promise<T> {
    const limit = new Limit(options.signal, options.timeout ?? this.#timeout);
    try {
      return await act(limit);
    } finally {
      limit.release();
    }
  }

  /** Sends a request until it is answered; null for a DELETE that an earlier try has done. */
  async #repeat<T>(
    call: Call,
    limit: Limit,
    read: (response: Response) => Promise<T>,
  ): Promise<T | null> {
    let token = await limit.race(Promise.resolve(this.#token()));
    let init = await this.#init(call, limit, token);
    const safe = call.safe || new Headers(init.headers).has("idempotency-key");
    const retries = safe ? (call.options.retries ?? this.#retries) : 0;
    let unanswered = false;
    for (let attempt = 0; ; attempt++) {
      const failure = await this.#attempt(call.url, init, limit, read);
      if ("value" in failure) {
        return failure.value;
      }
      const { error } = failure;
      if (error instanceof ApiError && error.status === 401 && token) {
        const refused: string = token;
        token = null;
        const next = await limit.race(Promise.resolve(this.#token(refused)));
        if (next && next !== refused) {
          // A refused request did nothing, so any may be made again.
          init = await this.#init(call, limit, next);
          attempt--;
          continue;
        }
        throw error;
      }
      // The first try may have done it before the connection broke.
      const gone = error instanceof ApiError && error.status === 404;
      if (call.method === "DELETE" && unanswered && gone) {
        return null;
      }
      unanswered ||= error instanceof ConnectionError;
      const pause = attempt < retries ? pauseAfter(error, attempt) : null;
      if (pause === null || pause >= limit.remaining()) {
        throw error;
      }
      await limit.sleep(pause);
    }
  }

  async #init(
    { method, accept, options, body }: Call,
    limit: Limit,
    token: string | null | undefined,
  ): Promise<RequestInit> {
    const source = this.#headers;
    const made =
      typeof source === "function"
        ? await limit.race(Promise.resolve(source()))
        : source;
    const headers = new Headers({ accept });
    if (token) {
      headers.set("authorization", `Bearer ${token}`);
    }
    for (const [name, value] of Object.entries(made)) {
      headers.set(name, value);
    }
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      headers.set(name, value);
    }
    if (body === undefined) {
      return { method, headers, signal: limit.signal };
    }
    if (!headers.has("content-type")) {
      headers.set("content-type", "application/json");
    }
    return {
      method,
      headers,
      signal: limit.signal,
      body: JSON.stringify(body),
    };
  }

  async #attempt<T>(
    url: string,
    init: RequestInit,
    limit: Limit,
    read: (response: Response) => Promise<T>,
  ): Promise<{ value: T } | { error: ApiError | ConnectionError }> {
    limit.check();
    let response: Response;
    let text: string;
    try {
      const send = this.#fetch;
      response = await send(url, init);
      if (response.ok) {
        return { value: await read(response) };
      }
      text = await response.text();
    } catch (cause) {
      limit.check();
      const message = `no answer from ${url}`;
      return { error: new ConnectionError("network", message, cause) };
    }
    const wait = parseRetryAfter(response.headers.get("retry-after"));
    return { error: new ApiError(readProblem(response, text), wait) };
  }
}

/** The path of the same request, but nothing is kept. */
function dryRun(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}dryRun=true`;
}

/** Milliseconds to wait before the next try; null if there is no point in one. */
function pauseAfter(
  error: ApiError | ConnectionError,
  attempt: number,
): number | null {
  if (error instanceof ApiError) {
    if (!passing.has(error.status)) {
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

/** What ends a call early: its time or the caller's signal, whichever comes first. */
class Limit {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #end: number;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onAbort = (): void => {
    this.#controller.abort(this.#caller?.reason);
  };

  constructor(caller: AbortSignal | undefined, timeout: number) {
    this.#caller = caller;
    this.#end = timeout > 0 ? Date.now() + timeout : Number.POSITIVE_INFINITY;
    if (caller?.aborted === true) {
      this.#onAbort();
    }
    caller?.addEventListener("abort", this.#onAbort, { once: true });
    if (timeout > 0) {
      const message = `no answer within ${timeout} ms`;
      this.#timer = setTimeout(() => {
        this.#controller.abort(new ConnectionError("timeout", message));
      }, timeout);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds left. */
  remaining(): number {
    return this.#end - Date.now();
  }

  /** Throws if the call is over. */
  check(): void {
    this.signal.throwIfAborted();
  }

  /** Waits for `promise`, but no longer than the call lasts. */
  async race<T>(promise: Promise<T>): Promise<T> {
    this.check();
    let stop = (): void => {};
    const over = new Promise<never>((_, reject) => {
      stop = () => reject(this.signal.reason);
      this.signal.addEventListener("abort", stop, { once: true });
    });
    try {
      return await Promise.race([promise, over]);
    } finally {
      this.signal.removeEventListener("abort", stop);
    }
  }

  /** Waits so many milliseconds, but no longer than the call lasts. */
  async sleep(milliseconds: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    try {
      await this.race(pause);
    } finally {
      clearTimeout(timer);
    }
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.#onAbort);
  }
}
