// Holds OpenAPI documents to the specification's own schema: `node openapi.mjs FILE …`. Every reference has to lead somewhere.

import { readFile } from "node:fs/promises";
import { Validator } from "@seriousme/openapi-schema-validator";

/** The references of a document that lead nowhere. */
function lost(document) {
  const found = [];
  const visit = (value) => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (value !== null && typeof value === "object") {
      if (typeof value.$ref === "string") {
        const steps = value.$ref.replace(/^#\//, "").split("/");
        const target = steps.reduce((place, step) => place?.[step], document);
        if (target === undefined) {
          found.push(value.$ref);
        }
      }
      Object.values(value).forEach(visit);
    }
  };
  visit(document);
  return found;
}

for (const file of process.argv.slice(2)) {
  const document = JSON.parse(await readFile(file, "utf8"));
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  const ids = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map((operation) => operation.operationId),
  );
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const problems = [
    ...(result.valid ? [] : [JSON.stringify(result.errors, null, 1)]),
    ...(validator.version === "3.1" ? [] : [`version ${validator.version}`]),
    ...lost(document),
    ...twice,
  ];
  if (problems.length > 0) {
    console.error(`${file}:\n${problems.join("\n")}`);
    process.exitCode = 1;
  }
}
