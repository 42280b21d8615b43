/**
 * `npm run release -- --out FOLDER`: what is published, ready to be checked: the three packages, a bill of materials
 * (CycloneDX) of each, the plugin's archives for the platforms, and checksums. Publishes nothing.
 */
import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { program } from "commander";
import { cleanCopy } from "./clean-copy";
import { pluginArchives } from "./archives";
import { billOfMaterials, manifestOf, pack } from "./pack";

const ROOT = join(__dirname, "..", "..");

program
  .name("npm run release --")
  .description(
    "Pack the packages, with a bill of materials of each, the plugin's archives and checksums. Publishes nothing.",
  )
  .option("--out <folder>", "where the files are written", "release")
  .action(({ out }: { out: string }) => release(resolve(out)))
  .parse();

/**
 * Both packs are of clean builds: an incremental build may write the members of a type in another order, and keeps the
 * output of sources that are gone.
 *
 * @throws Error if two clean builds lead to different packages.
 */
function release(out: string): void {
  const temporary = mkdtempSync(join(tmpdir(), "modelarts-release-"));
  try {
    const first = join(temporary, "first");
    const second = join(temporary, "second");
    for (const folder of [first, second]) {
      say(`building and packing, ${folder === first ? "first" : "second"} of two times`);
      mkdirSync(folder);
      pack(cleanCopy(ROOT, `${folder}-copy`), folder);
    }
    const names = readdirSync(first).sort();
    const sums = new Map(names.map((name) => [name, sha256(join(first, name))]));
    const different = names.filter((name) => sums.get(name) !== sha256(join(second, name)));
    if (different.length > 0) {
      throw new Error(`Packing is not reproducible: two builds differ in ${different.join(", ")}.`);
    }
    say("bills of materials");
    for (const name of names) {
      const bill = name.replace(/\.tgz$/, ".cdx.json");
      writeFileSync(join(first, bill), billOfMaterials(first, name, join(temporary, "bills")));
      sums.set(bill, sha256(join(first, bill)));
    }
    const provider = names.find((name) => /^pulumi-modelarts-\d/.test(name)) ?? "";
    const { version } = manifestOf(join(first, provider));
    say("archives of the plugin");
    for (const name of pluginArchives(first, provider, version, join(temporary, "plugin"))) {
      sums.set(name, sha256(join(first, name)));
    }
    const lines = [...sums].map(([name, sum]) => `${sum}  ${name}\n`);
    writeFileSync(join(first, "SHA256SUMS"), lines.join(""));
    cpSync(first, out, { recursive: true });
    process.stdout.write(lines.join(""));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function say(step: string): void {
  process.stderr.write(`release: ${step} …\n`);
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
