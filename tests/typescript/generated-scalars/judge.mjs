
import { readFileSync } from "node:fs";
import { RuledCreateSchema } from "./schemas/ruled.ts";
import { SampleCreateSchema } from "./schemas/sample.ts";

const models = { Sample: SampleCreateSchema, Ruled: RuledCreateSchema };
const samples = JSON.parse(readFileSync(process.argv[2], "utf8"));
const verdicts = samples.map(([model, field, json]) => {
  let value;
  try {
    value = JSON.parse(json);
  } catch {
    return false;
  }
  return models[model].shape[field].safeParse(value).success;
});
console.log(JSON.stringify(verdicts));
