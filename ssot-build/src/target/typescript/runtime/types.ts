/** The types that all models share. */

/** Any JSON value but null: in a field, null is the database's. */
export type Json =
  string | number | boolean | JsonValue[] | { [key: string]: JsonValue };

/** Any JSON value. */
export type JsonValue = Json | null;

/** No keys: what a result includes unless asked. */
export type Nothing = Record<never, never>;

declare const brand: unique symbol;

/** A `T` that only code knowing its name can make: an id of one model is none of another. */
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Conditions on a value without an order. All of them must hold; null fulfils only `isNull`. */
export interface EqualityFilter<T> {
  eq?: T;
  ne?: T;
  in?: readonly T[];
  notIn?: readonly T[];
  isNull?: boolean;
}

/** Conditions on numbers and moments. `between` includes both ends. */
export interface OrderedFilter<T> extends EqualityFilter<T> {
  lt?: T;
  lte?: T;
  gt?: T;
  gte?: T;
  between?: readonly [from: T, to: T];
}

/** Conditions on text. Those with an `i` ignore the case of ASCII letters; none knows wildcards. */
export interface TextFilter<
  T extends string = string,
> extends OrderedFilter<T> {
  contains?: string;
  startsWith?: string;
  endsWith?: string;
  icontains?: string;
  istartsWith?: string;
  iendsWith?: string;
  ieq?: string;
}

/** Conditions on a list of values. */
export interface ListFilter<T> {
  has?: T;
  hasSome?: readonly T[];
  hasEvery?: readonly T[];
  isEmpty?: boolean;
}

/**
 * Conditions on a JSON value: as a whole, or on what stands at a path (`a.b`) in it.
 * As a whole it cannot be compared with a bare string: in a URL, `1` would be a number.
 */
export interface JsonFilter {
  eq?: Exclude<Json, string>;
  ne?: Exclude<Json, string>;
  isNull?: boolean;
  path?: { [path: string]: JsonValue | TextFilter | OrderedFilter<number> };
}

/** Conditions on the row that a row points at. */
export interface ToOneFilter<Where> {
  /** There is one, and it fulfils them. */
  is?: Where;
  /** There is none that fulfils them. */
  isNot?: Where;
  /** There is none. */
  isNull?: boolean;
}

/** Conditions on the rows that belong to a row. */
export interface ToManyFilter<Where> {
  some?: Where;
  every?: Where;
  none?: Where;
}

/** A direction, and where nulls go: last unless said. */
export type SortDirection =
  "asc" | "desc" | { sort: "asc" | "desc"; nulls?: "first" | "last" };

/** `"title"`, `"-createdAt"`, or `{ rating: { sort: "desc", nulls: "first" } }`. */
export type OrderBy<Field extends string> =
  Field | `-${Field}` | { readonly [F in Field]?: SortDirection };

/** One order, or several: the first decides. */
export type OneOrMany<T> = T | readonly T[];

/** Refuses keys of `I` that `Known` does not have, also in the includes below. */
export type Strict<I, Known> = {
  [K in keyof I]: K extends keyof Known
    ? I[K] extends { include: infer Below }
      ? { include: Strict<Below, IncludeKeys<Known[K]>> }
      : unknown
    : never;
};

type IncludeKeys<T> = T extends { include?: infer Below }
  ? Exclude<Below, undefined>
  : never;

/** What to read of a related row. */
export interface ToOneInclude<Include, Field> {
  include?: Include;
  fields?: readonly Field[];
}

/** What to read of related rows, and which. */
export interface ToManyInclude<
  Where,
  Order,
  Include,
  Field,
> extends ToOneInclude<Include, Field> {
  where?: Where;
  orderBy?: OneOrMany<Order>;
  /** At most so many rows of each: 20 unless said. */
  take?: number;
}

/** What to read of one row. */
export interface ItemQuery<Include, Known, Field> {
  /** Related rows to read along. */
  include?: Include & Strict<Include, Known>;
  /** Only these fields, and the id. */
  fields?: readonly Field[];
}

/** Which rows to read, and what of them. */
export interface ListQuery<
  Where,
  Order,
  Include,
  Known,
  Field,
> extends ItemQuery<Include, Known, Field> {
  where?: Where;
  orderBy?: OneOrMany<Order>;
  /** At most so many rows: 20 unless said, 100 at most unless the server says otherwise. */
  take?: number | undefined;
  /** Pass over so many rows. */
  skip?: number | undefined;
  /** Only rows behind this cursor: the `next` of a page. */
  after?: string | undefined;
  /** Only rows in front of this cursor: the `prev` of a page. */
  before?: string | undefined;
  /** Also count all rows that fulfil the condition, into `page.total`. */
  count?: "exact" | "estimated" | "none" | undefined;
}

/** Which rows to export, and what of them. */
export interface ExportQuery<Where, Order, Field> {
  where?: Where;
  orderBy?: OneOrMany<Order>;
  /** Only these fields, and the id. */
  fields?: readonly Field[];
}

/** Which rows to follow, and what of them. */
export interface ChangesQuery<Where, Field> {
  where?: Where;
  /** Only these fields, and the id. */
  fields?: readonly Field[];
  /** Begin behind this position: that of a change seen before. From now on unless given. */
  after?: string | undefined;
}

/** What has happened to the rows that a caller may see and a condition takes. */
export type RowChange<Row, Key> =
  /** The feed is there, once: whoever reads the list now misses nothing behind this position. */
  | { type: "started"; position: string }
  /** A row has come among them or changed; this is what it holds since. */
  | { type: "created" | "updated"; position: string; data: Row }
  /** A row has gone from them, whyever. */
  | { type: "deleted"; position: string; data: Key }
  /** Some changes are lost: read the list again, and go on from here. */
  | { type: "reset"; position: string };

/** Rows to make: all of them, or none. */
export interface CreateMany<Create> {
  data: readonly Create[];
}

/** Rows to make, or to change where there is one with the same key: all of them, or none. What is absent stays. */
export interface UpsertMany<Key extends readonly string[], Create> {
  /** The key that tells rows apart. */
  on: Readonly<Key>;
  data: readonly Create[];
}

/** Rows to delete: those that fulfil a condition, or all. */
export type DeleteMany<Where> = (
  { where: Where; all?: never } | { all: true; where?: never }
) & {
  /** Refuse if it is about more rows than these: 1 000 unless said, 10 000 at most. */
  maxAffected?: number | undefined;
};

/** Rows to change: those that fulfil a condition, or all; and what changes in each. */
export type UpdateMany<Where, Update> = DeleteMany<Where> & { data: Update };

/** `"minimal"`: a call that writes gives nothing back. */
export type ReturnPreference = "minimal" | undefined;

/** What a call that writes gives back, if it is to give something back. */
export type Written<R extends ReturnPreference, Answer> = R extends "minimal"
  ? void
  : Answer;

/** Rows that were written together. */
export interface ManyRows<Row> {
  data: Row[];
  count: number;
}

/** How many rows a change was about. */
export interface ManyCount {
  count: number;
}

/** What to tell of all rows together, or of each group of them; at least one of these. */
export interface AggregateQuery<
  Where,
  Group,
  Count extends boolean,
  Sum,
  Mean,
  Least,
  Greatest,
> {
  /** Which rows. */
  where?: Where;
  /** The fields that the rows of a group have in common; all rows are one group without. */
  groupBy?: readonly Group[];
  /** How many rows. */
  count?: Count;
  sum?: readonly Sum[];
  avg?: readonly Mean[];
  min?: readonly Least[];
  max?: readonly Greatest[];
}

/** What is told of a group: the fields it has in common, and what was asked for. Nothing is summed up of nulls alone. */
export type AggregateRow<
  Groups,
  Sums,
  Ranges,
  Group extends keyof Groups,
  Count,
  Sum extends keyof Sums,
  Mean extends keyof Sums,
  Least extends keyof Ranges,
  Greatest extends keyof Ranges,
> = Pick<Groups, Group> &
  (Count extends true ? { count: number } : Nothing) &
  Measured<"sum", Sums, Sum> &
  Measured<"avg", Sums, Mean> &
  Measured<"min", Ranges, Least> &
  Measured<"max", Ranges, Greatest>;

type Measured<Name extends string, Values, Field extends keyof Values> = [
  Field,
] extends [never]
  ? Nothing
  : { [N in Name]: { [F in Field]: Values[F] | null } };

/** The row of a result: all fields, or those asked for and the key. */
export type Selected<Row, Field, Key extends keyof Row> = [keyof Row] extends [
  Field,
]
  ? Row
  : Pick<Row, (Field & keyof Row) | Key>;

/** What an include asks for below itself. */
export type IncludeOf<Q> = Q extends { include: infer Include }
  ? Include
  : Nothing;

/** Which fields an include asks for; all of them unless it says. */
export type FieldsOf<Q, All> = Q extends { fields: readonly (infer Field)[] }
  ? Field
  : All;

/** A row that a row points at: one there is, or a new one. */
export type ToOneWrite<Key, Create> =
  { connect: Key; create?: never } | { create: Create; connect?: never };

/** Rows that belong to a row: some there are, and new ones. */
export interface ToManyWrite<Key, Create> {
  connect?: readonly Key[];
  create?: readonly Create[];
}

/** What becomes of the row that a row points at, where there can be none: `disconnect` empties. */
export type ToOneChange<Key, Create> =
  | { connect: Key; create?: never; disconnect?: never }
  | { create: Create; connect?: never; disconnect?: never }
  | { disconnect: true; connect?: never; create?: never };

/** What becomes of the rows that belong to a row, where they can be without it: `set` leaves just these. */
export interface ToManyChange<Key, Create> extends ToManyWrite<Key, Create> {
  disconnect?: readonly Key[];
  set?: readonly Key[];
}

/** Where a page stands. */
export interface PageInfo {
  take: number;
  skip: number;
  /** Whether rows follow. */
  hasMore: boolean;
  /** The cursor of the next page, if the server gives cursors. */
  next: string | null;
  /** The cursor of the page before. */
  prev: string | null;
  /** How many rows fulfil the condition; only if asked for. */
  total?: number;
  /** Whether `total` is a guess of the database. */
  estimated?: boolean;
}

/** Some of the rows that fulfil a condition. */
export interface Page<T> {
  data: T[];
  page: PageInfo;
}

/** What an action has done. */
export interface ActionResult<Row> {
  status: "success";
  /** The row that it is about, as the caller sees it now; null if there is none. */
  data: Row | null;
  /** The fields of that row which were set. */
  updatedFields: string[];
  /** What happened to other rows. */
  impacts: ActionImpact[];
}

/** What happened to a row. */
export interface ActionImpact {
  /** The collection, as in paths. */
  resource: string;
  event: "created" | "updated" | "deleted";
  id: string;
}
