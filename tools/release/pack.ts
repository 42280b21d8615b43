/** The packages and their bills of materials, as npm makes them. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm";

interface Manifest {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

/** Packs the three packages of a built workspace into `folder`. */
export function pack(workspace: string, folder: string): void {
  const packages = ["provider", "policies", "simulator"].flatMap((name) => ["-w", name]);
  npm(["pack", ...packages, "--pack-destination", folder], workspace);
}

/**
 * What npm installs with a package: CycloneDX as JSON. The versions are the newest that the package's ranges allow
 * today; our own packages are those in `folder`.
 *
 * @param parent a folder in which this makes one of the package's name: npm names the bill's subject after the folder.
 */
export function billOfMaterials(folder: string, tarball: string, parent: string): string {
  const { name, version, license, dependencies = {} } = manifestOf(join(folder, tarball));
  const own = (each: string) =>
    readdirSync(folder).find((file) => new RegExp(`^${each}-\\d.*\\.tgz$`).test(file));
  const resolved = Object.entries(dependencies).map(([each, range]) => {
    const file = own(each);
    return [each, file === undefined ? range : `file:${join(folder, file)}`];
  });
  const scratch = join(parent, name);
  mkdirSync(scratch, { recursive: true });
  const manifest = { name, version, license, dependencies: Object.fromEntries(resolved) as object };
  writeFileSync(join(scratch, "package.json"), JSON.stringify(manifest));
  const lock = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"];
  npm(["install", ...lock, "--prefer-offline"], scratch);
  return npm(
    ["sbom", "--sbom-format", "cyclonedx", "--sbom-type", "library", "--package-lock-only"],
    scratch,
  );
}

/** package.json of a packed package. */
export function manifestOf(tarball: string): Manifest {
  const text = execFileSync("tar", ["-xzOf", tarball, "package/package.json"], {
    encoding: "utf8",
  });
  return JSON.parse(text) as Manifest;
}
