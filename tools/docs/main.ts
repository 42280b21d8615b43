/**
 * Writes what is derived: the provider's types from the wire schemas, and the reference in docs/.
 * With --check it only says what is out of date, and fails if something is.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { conformanceReference } from "./conformance";
import { configurationReference } from "./configuration";
import { programFunctions } from "./functions";
import { functionsReference } from "./functions-reference";
import { resourceReference } from "./resource-reference";
import { policiesReference } from "./policies";
import { presetFiles } from "./presets";
import { outputNames, resourceTypes } from "./types";

const root = join(__dirname, "..", "..");
const derived: Record<string, () => string> = {
  "provider/types.ts": resourceTypes,
  "provider/output-names.ts": outputNames,
  "docs/notebook.md": () => resourceReference("Notebook"),
  "provider/functions.ts": programFunctions,
  "docs/functions.md": functionsReference,
  "docs/notebook-storage.md": () => resourceReference("NotebookStorage"),
  "docs/notebook-image.md": () => resourceReference("NotebookImage"),
  "docs/configuration.md": configurationReference,
  "docs/conformance.md": conformanceReference,
  "docs/policies.md": policiesReference,
  ...presetFiles,
};

async function main(isCheck: boolean): Promise<number> {
  let outdated = 0;
  for (const [path, make] of Object.entries(derived)) {
    const file = join(root, path);
    const text = await format(make(), { ...(await resolveConfig(file)), filepath: file });
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    if (isCheck) {
      console.error(`${path} is out of date: run "npm run docs" and commit it.`);
      outdated++;
    } else {
      writeFileSync(file, text);
      console.error(`wrote ${path}`);
    }
  }
  return outdated === 0 ? 0 : 1;
}

main(process.argv.includes("--check")).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
