/** Whether two types are the same, optional and readonly included. */
export type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
    ? true
    : false;

/** A type without its seams: what intersections and mapped types come to. */
export type Flat<T> = T extends (infer Item)[]
  ? Flat<Item>[]
  : T extends object
    ? { [K in keyof T]: Flat<T[K]> }
    : T;

/** Fails to compile unless `T` is `true`. */
export function holds<T extends true>(): T | undefined {
  return undefined;
}
