/**
 * `npm run docs`: writes the generated files: the provider's types, the reference in docs/ and tables in READMEs.
 * With --check it writes nothing, names the files that are out of date and fails if there are any. With --types it
 * writes only those that the packages need to build.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { kindNames, type KindName } from "../../provider/engine/type-tokens";
import { cliReference } from "./cli";
import { conformanceReference } from "./conformance";
import { configurationReference } from "./configuration";
import { programFunctions } from "./functions";
import { functionsReference } from "./functions-reference";
import { resourceReference } from "./resource-reference";
import { rightsReference } from "./rights";
import { simulatorReadme } from "./simulator-readme";
import { troubleshootingReference } from "./troubleshooting";
import { outputNames, resourceTypes } from "./types";

const root = join(__dirname, "..", "..");
/** The text of each file, by its path. */
type Generated = Record<string, () => string>;

const types: Generated = {
  "provider/sdk/generated/types.ts": resourceTypes,
  "provider/sdk/generated/output-names.ts": outputNames,
  "provider/sdk/generated/functions.ts": programFunctions,
};

/** `NotebookImage` → `docs/notebook-image.md`. */
const pageOf = (kind: KindName) =>
  `docs/${kind.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;

const references: Generated = {
  ...Object.fromEntries(kindNames.map((kind) => [pageOf(kind), () => resourceReference(kind)])),
  "docs/cli.md": cliReference,
  "docs/functions.md": functionsReference,
  "docs/configuration.md": configurationReference,
  "docs/conformance.md": conformanceReference,
  "docs/rights.md": rightsReference,
  "docs/troubleshooting.md": troubleshootingReference,
  "simulator/README.md": simulatorReadme,
};

/** Loaded late: the rules need the provider's package to be built, which needs the generated types. */
function policyFiles(): Generated {
  const { policiesReference } = require("./policies") as typeof import("./policies");
  const { presetFiles } = require("./presets") as typeof import("./presets");
  return { "docs/policies.md": policiesReference, ...presetFiles };
}

async function main(args: readonly string[]): Promise<number> {
  const isCheck = args.includes("--check");
  const generated = args.includes("--types")
    ? types
    : { ...types, ...references, ...policyFiles() };
  let outdated = 0;
  for (const [path, make] of Object.entries(generated)) {
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
