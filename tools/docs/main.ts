/**
 * Writes what is derived: the provider's types from the wire schemas, and the reference in docs/.
 * With --check it only says what is out of date, and fails if something is. With --types it writes what
 * the packages can't be built without.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { conformanceReference } from "./conformance";
import { configurationReference } from "./configuration";
import { programFunctions } from "./functions";
import { functionsReference } from "./functions-reference";
import { resourceReference } from "./resource-reference";
import { outputNames, resourceTypes } from "./types";

const root = join(__dirname, "..", "..");
type Derived = Record<string, () => string>;

const types: Derived = {
  "provider/sdk/generated/types.ts": resourceTypes,
  "provider/sdk/generated/output-names.ts": outputNames,
  "provider/sdk/generated/functions.ts": programFunctions,
};

const references: Derived = {
  "docs/notebook.md": () => resourceReference("Notebook"),
  "docs/functions.md": functionsReference,
  "docs/notebook-storage.md": () => resourceReference("NotebookStorage"),
  "docs/notebook-image.md": () => resourceReference("NotebookImage"),
  "docs/registered-image.md": () => resourceReference("RegisteredImage"),
  "docs/configuration.md": configurationReference,
  "docs/conformance.md": conformanceReference,
};

/** The rules need the provider's package to be built, and so its types to be there. */
function ofPolicies(): Derived {
  const { policiesReference } = require("./policies") as typeof import("./policies");
  const { presetFiles } = require("./presets") as typeof import("./presets");
  return { "docs/policies.md": policiesReference, ...presetFiles };
}

async function main(args: readonly string[]): Promise<number> {
  const isCheck = args.includes("--check");
  const derived = args.includes("--types") ? types : { ...types, ...references, ...ofPolicies() };
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

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
