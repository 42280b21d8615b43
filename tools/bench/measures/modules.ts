/** Which files each process loads: a count that no busy machine changes. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { apiSettings } from "../../pulumi/project";
import { ROOT } from "../environment";
import type { ModulesRow } from "../result";
import { NOTEBOOK } from "../../../test/notebook-args";

interface Loading {
  name: string;
  /** Modules that are loaded first and do not count. */
  base: readonly string[];
  args: readonly string[];
}

const SDK = "@pulumi/pulumi";
const inputs = JSON.stringify({ name: "first", ...NOTEBOOK });
const plugin = JSON.stringify(join(ROOT, "provider/dist/servers/plugin/main.js"));

/** The first calls of the SDK's server for dynamic providers. */
const firstCheck = `async (inputs) => {
  const { provider } = require("pulumi-modelarts/dynamic");
  await provider.configure({ config: { get: () => undefined } });
  await provider.check({}, inputs);
  process.exit();
}`;

const loadings: readonly Loading[] = [
  { name: "program", base: [SDK], args: ["-e", 'require("pulumi-modelarts")'] },
  {
    name: "provider process, to the first check",
    base: [SDK],
    args: ["-e", `(${firstCheck})(${inputs})`],
  },
  {
    name: "plugin, to its port",
    base: [],
    args: ["-e", `require(${plugin}); setImmediate(() => process.exit())`],
  },
  { name: "pulumi-modelarts --help", base: [], args: ["provider/pulumi-modelarts", "--help"] },
  {
    name: "policy pack",
    base: ["@pulumi/policy"],
    args: ["-e", 'require("pulumi-modelarts-policies")'],
  },
];

export function measureModules(): ModulesRow[] {
  return loadings.map(({ name, base, args }) => {
    const hook = join(__dirname, "list-modules.js");
    const { output, stderr, status } = spawnSync(process.execPath, ["-r", hook, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...apiSettings("http://127.0.0.1:1"), BENCH_BASE: base.join(" ") },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
    return { name, ...grouped(JSON.parse(output[3] ?? "") as string[]) };
  });
}

function grouped(files: readonly string[]): { own: number; packages: string[] } {
  const packages = files.map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  return {
    own: packages.filter((name) => name === undefined).length,
    packages: [...new Set(packages.filter((name) => name !== undefined))].sort(),
  };
}
