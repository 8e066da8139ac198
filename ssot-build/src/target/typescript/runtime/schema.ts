/** The rules of the contract for values, as Zod schemas. */

import { z } from "zod";

import { type Checksum, hasChecksum } from "./checksum.js";
import type { Json } from "./types.js";

/** Fewest and most characters (Unicode code points), bytes or digits. */
export interface Size {
  min?: number;
  max?: number;
}

/** What a text must be. */
export interface TextRule extends Size {
  /** What it matches as a whole: a regular expression from `^` to `$`. */
  pattern?: string;
}

/** A scalar that is text. */
export interface Format extends TextRule {
  name: string;
  pattern: string;
  checksum?: Checksum;
}

/** Smallest and largest number, as decimal digits; both are included. */
export interface Range {
  min?: string;
  max?: string;
}

/** Text. Lengths count code points, as databases do, and not the UTF-16 units of `String.length`. */
export function text(...rules: readonly (TextRule | Format)[]): z.ZodString {
  const schema = z.string().refine((value) => !value.includes("\0"), {
    error: "must not contain U+0000",
  });
  return rules.reduce(addTextRule, schema);
}

/** Text that no column holds: U+0000 is a character, too. What is no Unicode has no form on the wire. */
export function anyText(...rules: readonly (TextRule | Format)[]): z.ZodString {
  const schema = z.string().refine((value) => !/\p{Surrogate}/u.test(value), {
    error: "must be Unicode",
  });
  return rules.reduce(addTextRule, schema);
}

function addTextRule(
  schema: z.ZodString,
  rule: TextRule | Format,
): z.ZodString {
  const { min = 0, max, pattern } = rule;
  const most = max ?? Number.POSITIVE_INFINITY;
  let result = schema;
  if (max !== undefined || min !== 0) {
    // Nothing too long reaches the regular expressions.
    result = result.refine(
      (value) => {
        const length = countCodePoints(value);
        return length >= min && length <= most;
      },
      { error: lengthMessage("character", min, max), abort: true },
    );
  }
  if (pattern === undefined) {
    return result;
  }
  if (!("name" in rule)) {
    return result.regex(new RegExp(pattern, "u"), {
      error: `must match ${pattern}`,
    });
  }
  const { name, checksum } = rule;
  result = result.regex(new RegExp(pattern, "u"), {
    error: `must be a value of ${name}`,
    abort: true,
  });
  if (checksum === undefined) {
    return result;
  }
  return result.refine((value) => hasChecksum(checksum, value), {
    error: `must be a value of ${name}: its check digit is wrong`,
  });
}

/** An integer of at most 32 bits. */
export function int(min = -2_147_483_648, max = 2_147_483_647): z.ZodNumber {
  return z.number().int().min(min).max(max);
}

/** An integer of 64 bits as text: a double cannot hold it. */
export function bigInt(
  min = "-9223372036854775808",
  max = "9223372036854775807",
): z.ZodString {
  const least = BigInt(min);
  const most = BigInt(max);
  return z
    .string()
    .regex(/^-?\d+$/, { error: "must be an integer", abort: true })
    .refine((value) => BigInt(value) >= least && BigInt(value) <= most, {
      error: `must be between ${min} and ${max}`,
    });
}

/** A finite double. */
export function float(...ranges: readonly Range[]): z.ZodNumber {
  return ranges.reduce((schema, { min, max }) => {
    const least = min === undefined ? schema : schema.min(Number(min));
    return max === undefined ? least : least.max(Number(max));
  }, z.number());
}

/** An exact number as text, without an exponent: so many digits, and so many of them after the point. */
export function decimal(
  precision = 65,
  scale = 30,
  ...ranges: readonly Range[]
): z.ZodString {
  const schema = z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/, { error: "must be a decimal", abort: true })
    .refine(
      (value) => {
        const [whole = "", fraction = ""] = value.replace("-", "").split(".");
        return (
          whole.replace(/^0+/, "").length <= precision - scale &&
          fraction.replace(/0+$/, "").length <= scale
        );
      },
      {
        error: `must have at most ${precision - scale} digits before and ${scale} after the point`,
        abort: true,
      },
    );
  return ranges.reduce(addRange, schema);
}

/** An exact number as text, without an exponent, of any size. */
export function anyDecimal(...ranges: readonly Range[]): z.ZodString {
  const schema = z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/, { error: "must be a decimal", abort: true });
  return ranges.reduce(addRange, schema);
}

function addRange(schema: z.ZodString, { min, max }: Range): z.ZodString {
  const least =
    min === undefined
      ? schema
      : schema.refine((value) => compareDecimals(value, min) >= 0, {
          error: `must be at least ${min}`,
        });
  return max === undefined
    ? least
    : least.refine((value) => compareDecimals(value, max) <= 0, {
        error: `must be at most ${max}`,
      });
}

/** Below 0, 0 or above 0, as the first number is less than, equal to or greater than the second. */
function compareDecimals(left: string, right: string): number {
  const scale = Math.max(fractionOf(left).length, fractionOf(right).length);
  const difference = scaled(left, scale) - scaled(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The number times ten to the power of `scale`. */
function scaled(number: string, scale: number): bigint {
  const [whole = ""] = number.split(".");
  return BigInt(whole + fractionOf(number).padEnd(scale, "0"));
}

function fractionOf(number: string): string {
  return number.split(".")[1] ?? "";
}

/** Truth. */
export function bool(): z.ZodBoolean {
  return z.boolean();
}

const dateText = String.raw`(\d{4})-(\d\d)-(\d\d)`;
const timeText = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3}0*)?`;
const dateTimePattern = new RegExp(
  `^${dateText}T${timeText}(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`,
);
const datePattern = new RegExp(`^${dateText}$`);
const timePattern = new RegExp(`^${timeText}$`);

/** A moment (RFC 3339), to the millisecond. */
export function dateTime(): z.ZodString {
  return z.string().refine(
    (value) => {
      const parts = dateTimePattern.exec(value);
      return parts !== null && isDay(parts);
    },
    { error: "must be a moment like 2026-01-31T09:30:00.000Z" },
  );
}

/** A day of the calendar. */
export function date(): z.ZodString {
  return z.string().refine(
    (value) => {
      const parts = datePattern.exec(value);
      return parts !== null && isDay(parts);
    },
    { error: "must be a date like 2026-01-31" },
  );
}

/** A time of day. */
export function time(): z.ZodString {
  return z
    .string()
    .regex(timePattern, { error: "must be a time like 09:30:00" });
}

/** Bytes as padded base64 of the standard alphabet. */
export function bytes({ min = 0, max }: Size = {}): z.ZodString {
  const pattern =
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  const schema = z
    .string()
    .regex(pattern, { error: "must be padded base64", abort: true });
  if (max === undefined && min === 0) {
    return schema;
  }
  const most = max ?? Number.POSITIVE_INFINITY;
  return schema.refine(
    (value) => {
      const padding = value.endsWith("==") ? 2 : value.endsWith("=") ? 1 : 0;
      const length = (value.length / 4) * 3 - padding;
      return length >= min && length <= most;
    },
    { error: lengthMessage("byte", min, max) },
  );
}

/** A UUID of any version. */
export function uuid(): z.ZodString {
  return z
    .string()
    .regex(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i, {
      error: "must be a UUID",
    });
}

/** Any JSON value but null. */
export function json(): z.ZodType<Json> {
  return z.json().refine((value) => value !== null, {
    error: "must not be null",
  }) as z.ZodType<Json>;
}

/** The same rules under another type: branded ids, scalars of one's own. */
export function branded<T>(schema: z.ZodType): z.ZodType<T> {
  return schema as z.ZodType<T>;
}

function isDay([, year, month, day]: readonly string[]): boolean {
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const number = Number(day);
  return (
    Number(month) >= 1 && Number(month) <= 12 && number >= 1 && number <= last
  );
}

function countCodePoints(value: string): number {
  let count = 0;
  for (const _ of value) {
    count += 1;
  }
  return count;
}

function lengthMessage(
  unit: string,
  min: number,
  max: number | undefined,
): string {
  const most = max === undefined ? "" : `at most ${max}`;
  const least = min === 0 ? "" : `at least ${min}`;
  const both = [least, most].filter((part) => part !== "").join(" and ");
  return `must have ${both} ${unit}s`;
}
