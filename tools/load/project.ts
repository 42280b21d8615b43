/** A Pulumi project with many equal notebooks, in a folder of its own with a file backend. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPulumi, withPulumi } from "../pulumi/cli";

const ROOT = join(__dirname, "..", "..");

const ARGS = JSON.stringify({
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
});

/** The two servers of the provider, and the program's line for one notebook of each. */
export const fronts = {
  dynamic: `new (require("pulumi-modelarts").Notebook)(name, ${ARGS});`,
  plugin: `new (require("@pulumi/pulumi").CustomResource)("modelarts:index:Notebook", name, ${ARGS});`,
};
export type Front = keyof typeof fronts;

export interface Project {
  /** The path of the CLI. */
  cli: string;
  folder: string;
  env: NodeJS.ProcessEnv;
  remove(): void;
}

export async function newProject(front: Front, notebooks: number, url: string): Promise<Project> {
  const cli = await findPulumi();
  const folder = mkdtempSync(join(tmpdir(), "modelarts-load-"));
  for (const name of ["backend", "home"]) mkdirSync(join(folder, name));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write(
    "Pulumi.yaml",
    "name: load\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n" +
      "plugins:\n  providers:\n    - name: modelarts\n      path: node_modules/pulumi-modelarts\n",
  );
  write("package.json", '{ "name": "load", "main": "index.js" }');
  write(
    "index.js",
    `for (let i = 0; i < ${notebooks}; i++) {\n  const name = "n" + i;\n  ${fronts[front]}\n}\n`,
  );
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(PULUMI|HW|OS|MODELARTS)_/.test(name) || name === "MODELARTS_MAX_CONNECTIONS",
  );
  const env = {
    ...withPulumi(cli, Object.fromEntries(others)),
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "load",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_STACK: "load",
    MODELARTS_ENDPOINT: url,
    HW_ACCESS_KEY: "key",
    HW_SECRET_KEY: "secret",
    HW_PROJECT_ID: "project",
  };
  return {
    cli: cli.path,
    folder,
    env,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
