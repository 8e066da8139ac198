// Bundles the page of the blog: `node page.mjs` writes `web/dist/app.js`, `node page.mjs --check` compares.

import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const web = new URL("../../examples/blog/web/", import.meta.url);
const place = new URL("dist/app.js", web);

const { outputFiles } = await build({
  absWorkingDir: new URL(".", web).pathname,
  entryPoints: ["src/main.ts"],
  bundle: true,
  charset: "utf8",
  format: "esm",
  legalComments: "none",
  logLevel: "error",
  target: "es2022",
  tsconfigRaw: {},
  write: false,
});
const fresh = outputFiles[0].text;

if (process.argv.includes("--check")) {
  const committed = await readFile(place, "utf8");
  if (committed !== fresh) {
    console.error(
      "examples/blog/web/dist/app.js is stale: run `node page.mjs` in tests/typescript",
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(place, fresh);
}
