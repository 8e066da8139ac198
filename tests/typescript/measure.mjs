// What generated TypeScript costs its users: time and instantiations of `tsc`, by the number of models (TS5).
//
// `node measure.mjs [SIZE…]` generates schemas of so many models (10, 100, 350 unless said) with the seeded generator of
// the tests, checks each output with every compiler, and prints a table. With `--limit N` it fails where a model costs
// more than N instantiations.

import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";

const root = new URL("../../", import.meta.url).pathname;
const folder = new URL("measured/", import.meta.url).pathname;
const compilers = ["typescript-5.9", "typescript-6", "typescript-7"];
const arguments_ = process.argv.slice(2);
const at = arguments_.indexOf("--limit");
const limit =
  at < 0 ? Number.POSITIVE_INFINITY : Number(arguments_.splice(at, 2)[1]);
const sizes = arguments_.length > 0 ? arguments_.map(Number) : [10, 100, 350];

function run(program, ...rest) {
  return execFileSync(program, rest, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Generates a schema of so many models into a folder of its own. */
async function generate(size) {
  const here = `${folder}${size}/`;
  await rm(here, { recursive: true, force: true });
  await mkdir(here, { recursive: true });
  const schema = run(
    ...["cargo", "run", "--quiet", "--package", "ssot-tests"],
    ...["--example", "generate_schema", "1", String(size), "postgresql"],
  );
  await writeFile(`${here}schema.prisma`, schema);
  run(
    ...["cargo", "run", "--quiet", "--package", "ssot-cli", "--bin", "ssot"],
    ...["--", "generate", "--schema", `${here}schema.prisma`],
    ...["--target", `typescript=${here}gen`],
  );
  const tsconfig = {
    extends: "../../tsconfig.base.json",
    include: ["gen/**/*.ts"],
  };
  await writeFile(`${here}tsconfig.json`, JSON.stringify(tsconfig));
  return here;
}

/** The figures of `--extendedDiagnostics` by name. */
function check(compiler, project) {
  const tsc = `${root}tests/typescript/node_modules/${compiler}/bin/tsc`;
  const text = run("node", tsc, "-p", project, "--extendedDiagnostics");
  const lines = [...text.matchAll(/^([A-Z][\w/ ]*):\s+([\d.]+)/gm)];
  return new Map(lines.map(([, name, value]) => [name, Number(value)]));
}

console.log(
  "| models | compiler | lines | instantiations | per model | types | check | total |",
);
console.log("|---|---|---|---|---|---|---|---|");
let dearest = 0;
for (const size of sizes) {
  const project = await generate(size);
  for (const compiler of compilers) {
    const figures = check(compiler, project);
    const lines =
      figures.get("Lines of TypeScript") ?? figures.get("Lines") ?? 0;
    const instantiations = figures.get("Instantiations") ?? 0;
    const perModel = Math.round(instantiations / size);
    dearest = Math.max(dearest, perModel);
    const seconds = (name) => `${(figures.get(name) ?? 0).toFixed(2)} s`;
    const cells = [size, compiler, lines, instantiations, perModel];
    const rest = [
      figures.get("Types"),
      seconds("Check time"),
      seconds("Total time"),
    ];
    console.log(`| ${[...cells, ...rest].join(" | ")} |`);
  }
}
if (dearest > limit) {
  console.error(
    `a model costs ${dearest} instantiations, more than ${limit} (TS5)`,
  );
  process.exitCode = 1;
}
