/** How long processes take to their first answer. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { apiSettings } from "../../pulumi/project";
import { ROOT } from "../environment";
import type { SeriesRow } from "../result";
import { inRound } from "../statistics";
import { firstCheck, firstInfo } from "./first-answer";
import { makeEmptyPack } from "./empty-pack";
import { firstLine } from "./first-line";

interface Start {
  name: string;
  comparedWith?: string;
  args: readonly string[];
  /** The working directory; the root by default. */
  cwd?: string;
  /** Asks the server at the port that the process prints; by default the process is awaited until it ends. */
  ask?: (port: string) => Promise<void>;
}

const path = (file: string) => join(ROOT, file);
const loading = (...names: string[]) =>
  names.map((name) => `require(${JSON.stringify(name)})`).join(";");
const dynamicProvider = require.resolve("@pulumi/pulumi/cmd/dynamic-provider", { paths: [ROOT] });
const floorCode = `exports.handler = () => require(${JSON.stringify(join(__dirname, "../programs/floor-lifecycle.js"))});`;

function starts(emptyPack: string): readonly Start[] {
  return [
    { name: "node", args: ["-e", "0"] },
    {
      name: "pulumi-modelarts --help",
      comparedWith: "node",
      args: [path("provider/pulumi-modelarts"), "--help"],
    },
    {
      name: "pulumi-modelarts-policies --help",
      comparedWith: "node",
      args: [path("policies/pulumi-modelarts-policies"), "--help"],
    },
    { name: "program with the SDK", args: ["-e", loading("@pulumi/pulumi")] },
    {
      name: "program with the SDK and this package",
      comparedWith: "program with the SDK",
      args: ["-e", loading("@pulumi/pulumi", "pulumi-modelarts")],
    },
    {
      name: "provider process of the floor, to the first check",
      args: [dynamicProvider, "127.0.0.1:1"],
      ask: (port) => firstCheck(port, floorCode),
    },
    {
      name: "provider process, to the first check",
      comparedWith: "provider process of the floor, to the first check",
      args: [dynamicProvider, "127.0.0.1:1"],
      ask: (port) =>
        firstCheck(port, 'exports.handler = () => require("pulumi-modelarts/dynamic").provider;'),
    },
    {
      name: "plugin, to its version",
      args: [path("provider/pulumi-resource-modelarts"), "127.0.0.1:1"],
      ask: firstInfo,
    },
    { name: "empty policy pack", args: ["index.js"], cwd: emptyPack, ask: () => Promise.resolve() },
    {
      name: "policy pack",
      comparedWith: "empty policy pack",
      args: ["dist/pack.js"],
      cwd: path("policies"),
      ask: () => Promise.resolve(),
    },
  ];
}

export async function measureStarts(samples: number): Promise<SeriesRow[]> {
  const emptyPack = makeEmptyPack();
  try {
    return await measureAll(starts(emptyPack.folder), samples);
  } finally {
    emptyPack.remove();
  }
}

async function measureAll(all: readonly Start[], samples: number): Promise<SeriesRow[]> {
  const rows = new Map<string, SeriesRow>();
  for (let round = 0; round < samples; round++) {
    for (const start of inRound(all, round)) {
      const { name, comparedWith } = start;
      const row = rows.get(name) ?? {
        ...{ group: "start" as const, name, unit: "s" as const, samples: [] },
        ...(comparedWith !== undefined && { comparedWith }),
      };
      row.samples.push(await secondsOf(start));
      rows.set(name, row);
    }
  }
  return [...rows.values()];
}

async function secondsOf({ name, args, cwd = ROOT, ask }: Start): Promise<number> {
  const began = performance.now();
  const stdio = ["ignore", "pipe", "inherit"] as const;
  // Nothing listens there: no start sends a request.
  const env = { ...process.env, ...apiSettings("http://127.0.0.1:1") };
  const child: ChildProcess = spawn(process.execPath, args, { cwd, env, stdio: [...stdio] });
  const ended = once(child, "exit") as Promise<[number | null]>;
  const seconds = () => (performance.now() - began) / 1000;
  if (ask === undefined) {
    child.stdout?.resume();
    const [code] = await ended;
    if (code !== 0) throw new Error(`${name} ended with ${code}.`);
    return seconds();
  }
  try {
    await ask(await firstLine(child.stdout as Readable));
    return seconds();
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}
