/** Queries and ids as parts of URLs, and queries as bodies. */

/** A query of any model, as far as the encoder cares. */
export interface AnyQuery {
  where?: object | undefined;
  orderBy?: unknown;
  take?: number | undefined;
  skip?: number | undefined;
  after?: string | undefined;
  before?: string | undefined;
  count?: string | undefined;
  include?: object | undefined;
  fields?: readonly PropertyKey[] | undefined;
}

/** An aggregate of any model, as far as the encoder cares. */
export interface AnyAggregate {
  where?: object | undefined;
  count?: boolean | undefined;
  groupBy?: readonly PropertyKey[] | undefined;
  sum?: readonly PropertyKey[] | undefined;
  avg?: readonly PropertyKey[] | undefined;
  min?: readonly PropertyKey[] | undefined;
  max?: readonly PropertyKey[] | undefined;
}

/** A value in an id. */
export type IdPart = string | number | boolean;

const listOperators = new Set(["in", "notIn", "hasSome", "hasEvery"]);
const quantifiers = new Set(["is", "isNot", "some", "every", "none"]);

/** Collects `name=value` pairs. */
class Parameters {
  readonly #pairs: string[] = [];

  add(name: string, value: unknown): void {
    this.#pairs.push(
      `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
    );
  }

  toString(): string {
    return this.#pairs.length === 0 ? "" : `?${this.#pairs.join("&")}`;
  }
}

/** Writes a query as `?…`; empty if it asks for nothing. Throws a `TypeError` where a URL cannot say what was asked. */
export function encodeQuery(query: AnyQuery | undefined): string {
  const out = new Parameters();
  if (query === undefined) {
    return "";
  }
  if (query.where !== undefined) {
    encodeWhere("where", query.where, out);
  }
  const order = orderTerms(query.orderBy);
  if (order.length > 0) {
    out.add("orderBy", order.join(","));
  }
  for (const name of ["take", "skip", "after", "before", "count"] as const) {
    if (query[name] !== undefined) {
      out.add(name, query[name]);
    }
  }
  if (query.include !== undefined) {
    out.add("include", includePaths("", query.include).join(","));
    encodeInclude("", query.include, out);
  }
  if (query.fields !== undefined) {
    out.add("fields", query.fields.join(","));
  }
  return out.toString();
}

/** Writes a query as the body of a search. Throws a `TypeError` as `encodeQuery` does. */
export function searchBody(query: AnyQuery = {}): object {
  encodeQuery(query);
  return spelled(query);
}

/** Throws a `TypeError` if a condition says less than it looks like: in a body, `undefined` would vanish. */
export function checkWhere(where: object | undefined): void {
  encodeQuery({ where });
}

/** Orders as terms, relations without a query as objects without anything; what is undefined is not sent. */
function spelled({ orderBy, include, ...rest }: AnyQuery): object {
  const terms = orderTerms(orderBy);
  const below = includes(include ?? {});
  return {
    ...rest,
    orderBy: terms.length === 0 ? undefined : terms,
    include:
      include &&
      Object.fromEntries(below.map(([name, query]) => [name, spelled(query)])),
  };
}

/** Writes what is asked of all rows together as `?…`. */
export function encodeAggregate(query: AnyAggregate): string {
  const out = new Parameters();
  if (query.where !== undefined) {
    encodeWhere("where", query.where, out);
  }
  if (query.count === true) {
    out.add("count", "*");
  }
  for (const name of ["groupBy", "sum", "avg", "min", "max"] as const) {
    const fields = query[name] ?? [];
    if (fields.length > 0) {
      out.add(name, fields.join(","));
    }
  }
  return out.toString();
}

/** Writes the parts of an id as one segment of a path. */
export function encodeId(...parts: readonly IdPart[]): string {
  const segment = parts.map(encodePart).join(",");
  if (segment === "." || segment === "..") {
    throw new TypeError(`${segment} cannot stand in a path`);
  }
  return segment;
}

function encodePart(part: IdPart): string {
  const text = String(part);
  if (text === "") {
    throw new TypeError("an id cannot be empty");
  }
  return encodeURIComponent(text);
}

function encodeWhere(prefix: string, where: object, out: Parameters): void {
  for (const [name, value] of Object.entries(where)) {
    const key = `${prefix}[${name}]`;
    if (name === "and" || name === "or") {
      encodeBranches(key, value, out);
    } else if (name === "not") {
      encodeWhere(key, nonEmpty(key, value), out);
    } else if (isObject(value)) {
      encodeOperators(key, value, out);
    } else {
      out.add(key, scalar(key, value));
    }
  }
}

function encodeBranches(key: string, branches: unknown, out: Parameters): void {
  if (!Array.isArray(branches)) {
    throw new TypeError(`${key} takes a list of conditions`);
  }
  if (branches.length === 0 && key.endsWith("[or]")) {
    throw new TypeError(`${key} needs a condition: none of none holds`);
  }
  branches.forEach((branch: unknown, index) => {
    const place = `${key}[${index}]`;
    encodeWhere(place, nonEmpty(place, branch), out);
  });
}

function encodeOperators(
  key: string,
  operators: object,
  out: Parameters,
): void {
  for (const [operator, value] of Object.entries(operators)) {
    const place = `${key}[${operator}]`;
    if (listOperators.has(operator)) {
      encodeList(place, value, out);
    } else if (operator === "between") {
      const ends = list(place, value).map((end) => scalar(place, end));
      out.add(place, ends.map(escapeItem).join(","));
    } else if (operator === "path") {
      encodePaths(place, value, out);
    } else if (quantifiers.has(operator)) {
      encodeWhere(place, nonEmpty(place, value), out);
    } else if (isObject(value)) {
      out.add(place, JSON.stringify(value));
    } else {
      out.add(place, scalar(place, value));
    }
  }
}

function encodeList(place: string, value: unknown, out: Parameters): void {
  const items = list(place, value);
  if (items.length === 0) {
    out.add(place, "");
  }
  for (const item of items) {
    out.add(`${place}[]`, scalar(place, item));
  }
}

/** Below a path of a JSON value every operand is JSON: `"1"` is text and `1` a number. */
function encodePaths(place: string, paths: unknown, out: Parameters): void {
  if (!isObject(paths)) {
    throw new TypeError(`${place} takes conditions by path`);
  }
  for (const [path, condition] of Object.entries(paths)) {
    const key = `${place}[${path}]`;
    const operators: object =
      isObject(condition) && !Array.isArray(condition)
        ? condition
        : { eq: condition };
    for (const [operator, value] of Object.entries(operators)) {
      if (listOperators.has(operator)) {
        for (const item of list(key, value)) {
          out.add(`${key}[${operator}][]`, JSON.stringify(item));
        }
      } else {
        out.add(`${key}[${operator}]`, JSON.stringify(value));
      }
    }
  }
}

/** `-createdAt`, `rating:desc:nullsFirst`. */
function orderTerms(orderBy: unknown): string[] {
  if (orderBy === undefined) {
    return [];
  }
  const terms: readonly unknown[] = Array.isArray(orderBy)
    ? orderBy
    : [orderBy];
  return terms.flatMap((term) =>
    isObject(term)
      ? Object.entries(term).map(([field, by]) => orderTerm(field, by))
      : [String(term)],
  );
}

function orderTerm(field: string, by: unknown): string {
  if (!isObject(by)) {
    return by === "desc" ? `-${field}` : field;
  }
  const { sort, nulls } = by as { sort: string; nulls?: string };
  const place = nulls === "first" ? ":nullsFirst" : ":nullsLast";
  return `${field}:${sort}${nulls === undefined ? "" : place}`;
}

function includePaths(prefix: string, include: object): string[] {
  return includes(include).flatMap(([name, below]) => {
    const path = prefix + name;
    return [path, ...includePaths(`${path}.`, below.include ?? {})];
  });
}

function encodeInclude(prefix: string, include: object, out: Parameters): void {
  for (const [name, below] of includes(include)) {
    const path = prefix + name;
    if (below.where !== undefined) {
      encodeWhere(`include[${path}][where]`, below.where, out);
    }
    const order = orderTerms(below.orderBy);
    if (order.length > 0) {
      out.add(`include[${path}][orderBy]`, order.join(","));
    }
    if (below.take !== undefined) {
      out.add(`include[${path}][take]`, below.take);
    }
    if (below.fields !== undefined) {
      out.add(`fields[${path}]`, below.fields.join(","));
    }
    encodeInclude(`${path}.`, below.include ?? {}, out);
  }
}

/** The relations that an include names, each with what it asks for. */
function includes(include: object): [string, AnyQuery][] {
  return Object.entries(include)
    .filter(([, below]) => below !== undefined && below !== false)
    .map(([name, below]) => [name, isObject(below) ? below : {}]);
}

function nonEmpty(place: string, value: unknown): object {
  if (!isObject(value) || Object.keys(value).length === 0) {
    throw new TypeError(`${place} needs a condition`);
  }
  return value;
}

function list(place: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new TypeError(`${place} takes a list`);
  }
  return value;
}

function scalar(place: string, value: unknown): unknown {
  if (value === undefined || value === null) {
    throw new TypeError(
      `${place} is ${String(value)}; null is found by isNull only`,
    );
  }
  return value;
}

/** A comma parts the items of a list unless a backslash stands before it. */
function escapeItem(value: unknown): string {
  return String(value).replace(/[\\,]/g, "\\$&");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
