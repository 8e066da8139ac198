// Generated TypeScript as a module that this Node can run.

import { mkdir } from "node:fs/promises";
import { build } from "esbuild";

/** Bundles an entry below `generated/` and imports it. */
export async function load(entry) {
  const folder = new URL("../generated/", import.meta.url);
  const bundles = new URL("../bundle/", import.meta.url);
  const name = entry.replaceAll("/", "-").replace(/\.ts$/, "");
  const outfile = new URL(`${name}-${process.pid}.mjs`, bundles);
  await mkdir(bundles, { recursive: true });
  await build({
    entryPoints: [new URL(entry, folder).pathname],
    outfile: outfile.pathname,
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    logLevel: "silent",
  });
  return import(outfile.href);
}
