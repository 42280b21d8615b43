/** The machine and the versions that a result belongs to. */
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import type { PulumiCli } from "../pulumi/cli";
import type { Result } from "./result";

export const ROOT = join(__dirname, "..", "..");

export function machine(): Result["machine"] {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    // Without the suffix, which names the build of the kernel and not its version.
    system: `${type()} ${release().split("-", 1)[0]}`,
  };
}

export function versions(cli: PulumiCli): Record<string, string> {
  const version = (path: string) => {
    const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
    return version;
  };
  const installed = ["@pulumi/pulumi", "@pulumi/policy", "typescript"];
  return {
    pulumi: cli.version,
    node: process.versions.node,
    ...Object.fromEntries(
      installed.map((name) => [name, version(join(ROOT, "node_modules", name, "package.json"))]),
    ),
    "pulumi-modelarts": version(join(ROOT, "provider/package.json")),
    undici: version(join(packageFolder("undici"), "package.json")),
  };
}

/** Where the provider's package finds another one. */
export function packageFolder(name: string): string {
  const manifest = require.resolve(`${name}/package.json`, { paths: [join(ROOT, "provider")] });
  return dirname(manifest);
}

/** How many operations the engine runs at the same time by default: four for each core. */
export function engineParallelism(): number {
  return availableParallelism() * 4;
}
