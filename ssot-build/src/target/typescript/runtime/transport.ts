/** Requests: time limits, cancellation, retries, and answers as values or typed errors. */

import { CallLimit } from "./limit.js";
import { ApiError, ConnectionError, readProblem } from "./problem.js";
import { parseRetryAfter, pauseAfter } from "./retry.js";
import { keepTag, matchHeader } from "./tag.js";
import type { ReturnPreference } from "./types.js";

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
export interface WriteOptions<
  R extends ReturnPreference = undefined,
> extends RequestOptions {
  /** Do everything, answer as usual, and keep nothing of it. */
  dryRun?: boolean | undefined;
  /** `"minimal"`: give nothing back (`Prefer: return=minimal`). That cannot be asked for by `headers`, of which types know nothing. */
  return?: R;
}

/** What one call that must not be done twice wants otherwise. */
export interface OnceOptions<
  R extends ReturnPreference = undefined,
> extends WriteOptions<R> {
  /**
   * The name of the call: sent again with it within a day, also by another process, it is not done again, and answered as it was.
   * Unless given, each call that may be repeated gets one of its own.
   */
  idempotencyKey?: string | undefined;
}

/** What one call that writes over a row wants otherwise. */
export interface MatchOptions<
  R extends ReturnPreference = undefined,
> extends WriteOptions<R> {
  /**
   * Only if the row is still as it was: a row as a read or a write of one row has given it, its tag, or `*` for any. If it is not,
   * the call throws an `ApiError` with code `precondition_failed`.
   */
  ifMatch?: string | object;
}

/** What one call that changes a row wants otherwise. */
export interface UpdateOptions<R extends ReturnPreference = undefined>
  extends OnceOptions<R>, MatchOptions<R> {}

/** What one call that writes over a row or makes it wants otherwise. */
export interface ReplaceOptions<
  R extends ReturnPreference = undefined,
> extends MatchOptions<R> {
  /** `*`: only if there is no such row yet. */
  ifNoneMatch?: "*" | undefined;
}

/** The same where nobody writes over a row without having seen it. */
export type Matching<Options> = Options & { ifMatch: string | object };

/** What one feed wants otherwise than its client. */
export interface FollowOptions {
  /** Ends the feed, which then throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that it may take to connect; 0 for no limit. */
  timeout?: number | undefined;
  /**
   * How many failures in a row are put up with. Unless given, the first connection is tried as often as any call, and a feed that
   * has begun comes back however long it takes.
   */
  retries?: number | undefined;
  /** Milliseconds without a sign of life after which it connects anew; 45 000 unless given, 0 for no limit. */
  silence?: number | undefined;
  /** Further headers; they win over the client's. */
  headers?: Readonly<Record<string, string>> | undefined;
}

/** What one call that writes may want. */
type AnyWriteOptions = UpdateOptions<ReturnPreference> &
  ReplaceOptions<ReturnPreference>;

/** The methods of the contract. */
export type HttpMethod = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Methods that do the same when done twice. */
const repeatable = new Set<HttpMethod>(["GET", "PUT", "DELETE"]);

/** A request before it is sent. */
interface Call {
  readonly method: HttpMethod;
  readonly url: string;
  readonly accept: string;
  readonly options: RequestOptions;
  readonly body: unknown;
  /** Headers that belong to the call; they win over all others. */
  readonly own: Readonly<Record<string, string>>;
  /** The `Idempotency-Key` unless the headers have one. */
  readonly key: string | undefined;
  /** Whether it does the same when done twice. */
  readonly safe: boolean;
  /** What a call that writes gives back. */
  readonly prefer?: "minimal" | "answer";
}

/** An answer as text. */
interface Received {
  readonly text: string;
  /** The tag of what it shows. */
  readonly tag: string | null;
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

  /** How often a call that may be repeated is repeated. */
  get retries(): number {
    return this.#retries;
  }

  /**
   * Sends a request and reads the answer; `undefined` for an answer without a body. `safe` says whether it may be repeated.
   * Throws `ApiError` for an answer that is no success, `ConnectionError` for none, and the reason of the signal.
   */
  async request<T>(
    method: HttpMethod,
    path: string,
    options: RequestOptions = {},
    body?: unknown,
    safe: boolean = repeatable.has(method),
  ): Promise<T> {
    const url = this.#baseUrl + path;
    const call = { method, url, options, body, own: {}, safe };
    return this.#receive({
      ...call,
      accept: "application/json",
      key: undefined,
    });
  }

  /**
   * Sends a request that writes rows, as `request` does. A POST or PATCH that may be repeated has a key, so that it is not done
   * twice. Throws a `TypeError` if there is no tag to match, or if headers ask for less than the options.
   */
  async write<T>(
    method: HttpMethod,
    path: string,
    options: AnyWriteOptions = {},
    body?: unknown,
  ): Promise<T> {
    const dry = options.dryRun === true;
    const own: Record<string, string> = {};
    if ("ifMatch" in options) {
      own["if-match"] = matchHeader(options.ifMatch);
    }
    if (options.ifNoneMatch !== undefined) {
      own["if-none-match"] = options.ifNoneMatch;
    }
    const safe = dry || repeatable.has(method);
    const retries = options.retries ?? this.#retries;
    let key: string | undefined;
    if (!safe && options.idempotencyKey !== undefined) {
      own["idempotency-key"] = options.idempotencyKey;
    } else if (!safe && retries > 0) {
      key = newKey();
    }
    const url = this.#baseUrl + (dry ? dryRun(path) : path);
    const prefer: Call["prefer"] = options.return ?? "answer";
    const call = { method, url, options, body, own, key, safe, prefer };
    return this.#receive({ ...call, accept: "application/json" });
  }

  /** The same where the answer shows what was written. If it does not, throws a `ConnectionError`, though it has been written. */
  async writeShown<T>(
    method: HttpMethod,
    path: string,
    options: AnyWriteOptions = {},
    body?: unknown,
  ): Promise<T> {
    const answer = await this.write<T>(method, path, options, body);
    if (answer === undefined && options.return !== "minimal") {
      const message = `${method} ${path} is done, but the answer does not show what it did`;
      throw new ConnectionError("malformed", message);
    }
    return answer;
  }

  async #receive<T>(call: Call): Promise<T> {
    const received = await this.#within(call.options, (limit) =>
      this.#repeat(call, limit, async (response): Promise<Received> => ({
        text: await response.text(),
        tag: response.headers.get("etag"),
      })),
    );
    if (received === null || received.text === "") {
      return undefined as T;
    }
    let value: T;
    try {
      value = JSON.parse(received.text) as T;
    } catch (cause) {
      const message = `the answer from ${call.url} is no JSON`;
      throw new ConnectionError("malformed", message, cause);
    }
    keepTag(value, received.tag);
    return value;
  }

  /**
   * Sends a GET and reads the answer as text, part by part as it comes. `timeout` is how long it may take to begin, and
   * `silence` how long the next part. Throws what `request` throws, and `ConnectionError` if the answer breaks off.
   */
  async *stream(
    path: string,
    accept: string,
    options: RequestOptions = {},
    silence: number | undefined = options.timeout,
  ): AsyncGenerator<string, void, undefined> {
    const url = this.#baseUrl + path;
    const call = {
      method: "GET",
      url,
      accept,
      options,
      body: undefined,
      own: {},
      key: undefined,
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
    const each = { ...options, timeout: silence };
    try {
      for (;;) {
        const { done, value } = await this.#within(each, (limit) =>
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
    act: (limit: CallLimit) => Promise<T>,
  ): Promise<T> {
    const limit = new CallLimit(
      options.signal,
      options.timeout ?? this.#timeout,
    );
    try {
      return await act(limit);
    } finally {
      limit.release();
    }
  }

  /** Sends a request until it is answered; null for a DELETE that an earlier try has done. */
  async #repeat<T>(
    call: Call,
    limit: CallLimit,
    read: (response: Response) => Promise<T>,
  ): Promise<T | null> {
    let token = await limit.race(Promise.resolve(this.#token()));
    let init = await this.#init(call, limit, token);
    const safe = call.safe || new Headers(init.headers).has("idempotency-key");
    const retries = safe ? (call.options.retries ?? this.#retries) : 0;
    let unanswered: ApiError | ConnectionError | undefined;
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
      // An earlier try may have done it before the connection broke.
      if (unanswered !== undefined && error instanceof ApiError) {
        if (call.method === "DELETE" && error.status === 404) {
          return null;
        }
        if (call.method === "PUT" && error.status === 412) {
          throw unanswered;
        }
      }
      if (mayBeDone(error)) {
        unanswered = error;
      }
      const pause = attempt < retries ? pauseAfter(error, attempt) : null;
      if (pause === null || pause >= limit.remaining()) {
        throw error;
      }
      await limit.sleep(pause);
    }
  }

  async #init(
    { method, accept, options, body, own, key, prefer }: Call,
    limit: CallLimit,
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
    for (const [name, value] of Object.entries(own)) {
      headers.set(name, value);
    }
    if (prefer === "minimal") {
      headers.append("prefer", "return=minimal");
    } else if (prefer === "answer" && prefersMinimal(headers)) {
      const message =
        'headers do not leave an answer out: the option `return: "minimal"` does';
      throw new TypeError(message);
    }
    if (key !== undefined && !headers.has("idempotency-key")) {
      headers.set("idempotency-key", key);
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
    limit: CallLimit,
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

/** Whether headers ask for an answer without a body. */
function prefersMinimal(headers: Headers): boolean {
  const preferences = (headers.get("prefer") ?? "").split(/[,;]/);
  return preferences.some((preference) =>
    /^\s*return\s*=\s*"?minimal"?\s*$/i.test(preference),
  );
}

/** The path of the same request, but nothing is kept. */
function dryRun(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}dryRun=true`;
}

/** Whether a call that failed so may have been done. */
function mayBeDone(error: ApiError | ConnectionError): boolean {
  // These two are a proxy's: it has not heard what became of it.
  return error instanceof ConnectionError || [502, 504].includes(error.status);
}

/** 128 random bits; undefined where there is no source of them, and calls are not repeated then. */
function newKey(): string | undefined {
  const source = globalThis.crypto as Crypto | undefined;
  const bytes = source?.getRandomValues(new Uint8Array(16));
  return bytes && Array.from(bytes, hex).join("");
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
