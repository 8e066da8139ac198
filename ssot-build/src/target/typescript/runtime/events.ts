/** Server-sent events (WHATWG HTML, "Server-sent events"), read from text that comes in parts. */

/** A block: an event, or only what a client needs to come back. */
export interface EventBlock {
  /** The kind of the event; `message` unless the block says. */
  event: string;
  /** All lines of data; empty if there are none. */
  data: string;
  /** The position behind it. */
  id: string | undefined;
  /** Milliseconds after which clients come back. */
  retry: number | undefined;
}

/** Reads block after block. The parts may end anywhere; a block without its end is none. */
export async function* readBlocks(
  parts: AsyncIterable<string>,
): AsyncGenerator<EventBlock, void, undefined> {
  let rest = "";
  let lines: string[] = [];
  for await (const part of parts) {
    rest += part;
    // A CR at the end may be the first half of a line break.
    const end = rest.endsWith("\r") ? rest.length - 1 : rest.length;
    const whole = rest.slice(0, end).split(/\r\n|\r|\n/);
    rest = (whole.pop() ?? "") + rest.slice(end);
    for (const line of whole) {
      if (line !== "") {
        lines.push(line);
        continue;
      }
      const block = readBlock(lines);
      lines = [];
      if (block !== null) {
        yield block;
      }
    }
  }
}

/** The block of some lines; null if they are comments or none. */
function readBlock(lines: readonly string[]): EventBlock | null {
  const data: string[] = [];
  let event = "message";
  let id: string | undefined;
  let retry: number | undefined;
  let fields = 0;
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") {
      event = value;
    } else if (name === "data") {
      data.push(value);
    } else if (name === "id" && !value.includes("\0")) {
      id = value;
    } else if (name === "retry" && /^\d+$/.test(value)) {
      retry = Number(value);
    } else {
      continue;
    }
    fields++;
  }
  return fields === 0 ? null : { event, data: data.join("\n"), id, retry };
}
