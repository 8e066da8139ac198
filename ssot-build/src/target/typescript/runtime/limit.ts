/** What ends a call early. */

import { ConnectionError } from "./problem.js";

/** The time of a call or the caller's signal, whichever comes first. */
export class CallLimit {
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
