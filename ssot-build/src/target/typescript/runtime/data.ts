/** The rules of the wire for data, as Zod schemas: what serde reads. */

import { z } from "zod";

import type { JsonValue } from "./types.js";

/** Text. What is no Unicode has no form on the wire. */
export function string(): z.ZodType<string> {
  return z.string().refine(isUnicode, { error: "must be Unicode" });
}

/** One Unicode scalar value. */
export function char(): z.ZodType<string> {
  return z.string().regex(/^\P{Surrogate}$/su, {
    error: "must be one character",
  });
}

/** A whole number. What a double has rounded is refused. */
export function integer(min: number, max: number): z.ZodType<number> {
  return z.number().int().min(min).max(max);
}

/** A whole number but zero. */
export function nonZero(min: number, max: number): z.ZodType<number> {
  return integer(min, max).refine((value) => value !== 0, {
    error: "must not be zero",
  });
}

/** A number of 32 bits. The digits of the largest are a little more than it is. */
export function float32(): z.ZodType<number> {
  return z.number().min(-3.4028235e38).max(3.4028235e38);
}

/** A whole number as text: a double cannot hold it. */
export function digits(min: string, max: string): z.ZodType<string> {
  return z.string().refine((value) => isWithin(value, min, max), {
    error: `must be an integer between ${min} and ${max}`,
  });
}

/** A whole number but zero as text. */
export function nonZeroDigits(min: string, max: string): z.ZodType<string> {
  return digits(min, max).refine((value) => !/^-?0+$/.test(value), {
    error: "must not be zero",
  });
}

/** A whole number that is text on the wire, and a `bigint` in the program. */
export function bigint(min: string, max: string): z.ZodType<bigint> {
  const number = z.bigint().min(BigInt(min)).max(BigInt(max));
  return z.codec(digits(min, max), number, {
    decode: (text) => BigInt(text),
    encode: (number) => number.toString(),
  });
}

/** A whole number but zero that is text on the wire, and a `bigint` in the program. */
export function nonZeroBigint(min: string, max: string): z.ZodType<bigint> {
  return bigint(min, max).refine((value) => value !== 0n, {
    error: "must not be zero",
  });
}

function isWithin(value: string, min: string, max: string): boolean {
  if (!/^-?\d+$/.test(value)) {
    return false;
  }
  const number = BigInt(value);
  return number >= BigInt(min) && number <= BigInt(max);
}

/** Values by whole numbers that a double holds. */
export function integerMap<T>(
  min: string,
  max: string,
  value: z.ZodType<T>,
): z.ZodType<{ [key: number]: T }> {
  return z.record(keys(min, max), value) as z.ZodType<{ [key: number]: T }>;
}

/** Values by whole numbers of any size. */
export function digitsMap<T>(
  min: string,
  max: string,
  value: z.ZodType<T>,
): z.ZodType<{ [key: `${bigint}`]: T }> {
  return z.record(keys(min, max), value) as z.ZodType<{
    [key: `${bigint}`]: T;
  }>;
}

/** Values by texts that keep rules. */
export function textMap<T>(
  key: z.ZodType<string>,
  value: z.ZodType<T>,
): z.ZodType<{ [key: string]: T }> {
  return z.record(key, value);
}

function keys(min: string, max: string): z.ZodString {
  // A number has one text, so that no key stands twice.
  return z
    .string()
    .refine(
      (value) => /^(?:0|-?[1-9]\d*)$/.test(value) && isWithin(value, min, max),
      { error: `must be an integer between ${min} and ${max}` },
    );
}

const dayText = String.raw`\d{4}-\d\d-\d\d`;
const timeText = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?`;
const offsetText = String.raw`[+-](?:[01]\d|2[0-3]):[0-5]\d`;

function dated(rest: string, error: string): z.ZodType<string> {
  const pattern = new RegExp(`^${dayText}${rest}$`);
  return z
    .string()
    .refine((value) => pattern.test(value) && isDay(value), { error });
}

function isDay(value: string): boolean {
  const year = Number(value.slice(0, 4));
  const month = Number(value.slice(5, 7));
  const day = Number(value.slice(8, 10));
  // Years below 100 would be taken for those of the last century.
  const last = new Date(Date.UTC(year + 400, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= last;
}

/** A moment (RFC 3339). */
export function moment(): z.ZodType<string> {
  return dated(
    `T${timeText}(?:Z|${offsetText})`,
    "must be a moment like 2026-01-31T09:30:00Z",
  );
}

/** A day of the calendar. */
export function day(): z.ZodType<string> {
  return dated("", "must be a date like 2026-01-31");
}

/** A day and a time of day, wherever. */
export function localMoment(): z.ZodType<string> {
  return dated(`T${timeText}`, "must be like 2026-01-31T09:30:00");
}

/** A moment with its time zone in brackets. */
export function zoned(): z.ZodType<string> {
  return dated(
    String.raw`T${timeText}(?:Z|${offsetText})\[[\w+/-]+\]`,
    "must be like 2026-01-31T09:30:00+01:00[Europe/Paris]",
  );
}

/** A time of day. */
export function timeOfDay(): z.ZodType<string> {
  return z.string().regex(new RegExp(`^${timeText}$`), {
    error: "must be a time like 09:30:00",
  });
}

/** A length of time (ISO 8601). */
export function duration(): z.ZodType<string> {
  return z
    .string()
    .regex(
      /^-?PT(?=\d)(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,9})?S)?$/,
      { error: "must be a length of time like PT1H30M" },
    );
}

/** An exact number as text, without an exponent. */
export function decimal(): z.ZodType<string> {
  return z.string().regex(/^-?\d+(?:\.\d+)?$/, { error: "must be a decimal" });
}

/** Bytes as padded base64 of the standard alphabet. */
export function base64(): z.ZodType<string> {
  const pattern =
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;
  return z.string().regex(pattern, { error: "must be padded base64" });
}

/** A UUID of any version. */
export function uuid(): z.ZodType<string> {
  return z
    .string()
    .regex(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i, {
      error: "must be a UUID",
    });
}

/** An absolute URL. */
export function url(): z.ZodType<string> {
  return z.url();
}

/** An address of IP version 4. */
export function ipv4(): z.ZodType<string> {
  return z.ipv4();
}

/** An address of IP version 6. */
export function ipv6(): z.ZodType<string> {
  return z.ipv6();
}

/** An address of either version. */
export function ip(): z.ZodType<string> {
  return z.union([z.ipv4(), z.ipv6()]);
}

/** An address and a port: `192.0.2.1:80`, `[2001:db8::1]:80`. */
export function socket(): z.ZodType<string> {
  return z.string().refine(isSocket, {
    error: "must be an address and a port like 192.0.2.1:80",
  });
}

function isSocket(value: string): boolean {
  const parts = /^(?:([\d.]+)|\[([\da-fA-F:.]+)\]):(\d{1,5})$/.exec(value);
  if (parts === null || Number(parts[3]) > 65_535) {
    return false;
  }
  const address = parts[1] ?? parts[2];
  return ip().safeParse(address).success;
}

/** Any JSON value. */
export function json(): z.ZodType<JsonValue> {
  const schema = z.json().refine(isUnicode, { error: "must be Unicode" });
  return schema as z.ZodType<JsonValue>;
}

/** Any keys. */
export function anything(): z.ZodType<{ [key: string]: unknown }> {
  return z.looseObject({}).refine(isUnicode, { error: "must be Unicode" });
}

function isUnicode(value: unknown): boolean {
  if (typeof value === "string") {
    return !/\p{Surrogate}/u.test(value);
  }
  if (typeof value !== "object" || value === null) {
    return true;
  }
  return Object.entries(value).every(
    ([key, inner]) => isUnicode(key) && isUnicode(inner),
  );
}
