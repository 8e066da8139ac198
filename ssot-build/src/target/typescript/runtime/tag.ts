/** The tag of a row: what a change can be bound to, so that it overwrites nothing that nobody has seen. */

/** The tags of the rows that have come alone; copies of a row have none. */
const tags = new WeakMap<object, string>();

/**
 * The tag (`ETag`) of a row that came alone: from a read of one row, from a write, or from an action. Throws a `TypeError`
 * for anything else, such as rows of lists and copies.
 */
export function tagOf(row: object): string {
  const tag = tags.get(row);
  if (tag === undefined) {
    const message =
      "this row has no tag: take it from a read of one row, and not a copy";
    throw new TypeError(message);
  }
  return tag;
}

/** Keeps the tag of an answer. */
export function keepTag(answer: unknown, tag: string | null): void {
  if (typeof answer === "object" && answer !== null && tag !== null) {
    // Proxies that compress answers call tags weak. They are those of the row, however it is sent.
    tags.set(answer, tag.replace(/^W\//, ""));
  }
}

/** Gives a part of an answer the tag that came with it. */
export function passTag(answer: object, part: object): void {
  const tag = tags.get(answer);
  if (tag !== undefined) {
    tags.set(part, tag);
  }
}

/** What `If-Match` says. Throws a `TypeError` for what would not be asked: the change would overwrite whatever is there. */
export function matchHeader(match: unknown): string {
  if (typeof match === "object" && match !== null) {
    return tagOf(match);
  }
  if (typeof match === "string" && match !== "") {
    return match;
  }
  throw new TypeError("`ifMatch` is a row that came alone, a tag, or `*`");
}
