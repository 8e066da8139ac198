// What serde writes passes the schemas; what they accept of spoiled values is written down for serde to read.
//
// node drive/wire.mjs <folder>: reads samples.json there, writes accepted.json.

import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";

const folder = process.argv[2];
const outfile = `${folder}/bundle.mjs`;
await build({
  entryPoints: [`${folder}/gen/schemas/data.ts`],
  outfile,
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  logLevel: "silent",
});
const schemas = await import(outfile);
const samples = JSON.parse(readFileSync(`${folder}/samples.json`, "utf8"));

const failures = [];
const accepted = [];
let tried = 0;
let enumerations = 0;
let exact = 0;

for (const { name, written, differs } of samples) {
  // Enumerations have no schema of their own.
  const bare = name.replace(/Data$/, "");
  const schema = schemas[`${bare}Schema`];
  if (schema === undefined) {
    enumerations += 1;
    continue;
  }
  const input = schemas[`${bare}InputSchema`] ?? schema;
  for (const text of written) {
    const value = JSON.parse(text);
    const result = schema.safeParse(value);
    if (!result.success) {
      failures.push(`${name}Schema refuses ${text}: ${result.error.message}`);
    }
    // Programs may see something else than JSON, and nothing else comes back.
    if (result.success && holdsBigint(result.data)) {
      exact += 1;
      const back = schema.encode(result.data);
      if (!isDeepStrictEqual(back, value)) {
        failures.push(`${name}Schema writes ${JSON.stringify(back)}: ${text}`);
      }
    }
    if (!differs && !input.safeParse(value).success) {
      failures.push(`${name}InputSchema refuses ${text}`);
    }
    const seen = new Set([text]);
    for (const changed of mutations(value)) {
      const json = JSON.stringify(changed);
      if (json === undefined || seen.has(json)) {
        continue;
      }
      seen.add(json);
      tried += 1;
      // What is sent is the value that was checked, not what the schema makes of it.
      if (input.safeParse(JSON.parse(json)).success) {
        accepted.push([name, json]);
      }
    }
  }
}

if (failures.length > 0) {
  console.error(failures.join("\n"));
  process.exit(1);
}
writeFileSync(
  `${folder}/accepted.json`,
  JSON.stringify({ tried, enumerations, exact, accepted }),
);

function holdsBigint(value) {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).some(holdsBigint);
  }
  return typeof value === "bigint";
}

/** Every value that is spoiled in one place. */
function* mutations(value) {
  yield* replacements(value);
  if (Array.isArray(value)) {
    yield [...value, value[0] ?? 1];
    for (let at = 0; at < value.length; at += 1) {
      yield value.toSpliced(at, 1);
      for (const item of mutations(value[at])) {
        yield value.with(at, item);
      }
    }
  } else if (value !== null && typeof value === "object") {
    yield { ...value, extra: 1 };
    yield { ...value, 12: "x" };
    for (const key of Object.keys(value)) {
      const { [key]: gone, ...rest } = value;
      yield rest;
      yield { ...rest, [`${key}_`]: gone };
      yield { ...rest, [key.toUpperCase()]: gone };
      for (const item of mutations(gone)) {
        yield { ...value, [key]: item };
      }
    }
  }
}

function replacements(value) {
  const others = [
    null, true, false, 0, 1, -1, 1.5, 255, 256, 4294967296, 1e300, "", "a",
    "0", "-1", "256", "01", "+1", "1.5", "9007199254740993",
    "18446744073709551616", "-9223372036854775809", "\ud800", "\u{1f600}",
    "2026-02-29", "2026-01-31", "2026-01-31T24:00:00Z",
    "2026-01-31T09:30:00.123456789+01:00", "09:30", "23:59:60", "::1",
    "010.0.0.1", "[::1]:99999", "https://", "http://a b", "AA==", "AB==",
    "PT1H", "P1D", [], [1], ["a"], [null], {}, { a: 1 }, { type: "x" },
    { value: null },
  ];
  if (typeof value === "string") {
    others.push(`${value} `, ` ${value}`, value.toUpperCase(), `${value}0`);
    others.push(value.slice(1), value.slice(0, -1), value.replace("T", " "));
  }
  if (typeof value === "number") {
    others.push(value + 1, -value, value / 2, String(value));
  }
  return others;
}
