/** Checks of this machine: Node.js, the Pulumi CLI, packages, and the plugin. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { shownMessage } from "../../client/errors";
import { findPlugin } from "../pulumi/find-plugin";
import { askPulumi } from "../pulumi/pulumi-cli";
import type { Finding } from "./finding";

/** New versions of @pulumi/pulumi need this version, see "engines" in its package.json. */
const RECOMMENDED_NODE = 22;

/** The least version of the CLI, and of the SDK: see "dependencies" in package.json. */
const [MAJOR, MINOR] = [3, 229];

export async function checkMachine(): Promise<Finding[]> {
  const plugin = checkPlugin();
  const hasProject = plugin.result !== "skipped";
  const packages = PACKAGES.map((each) => checkPackage(each, hasProject));
  return [checkNode(), await checkPulumi(), ...packages, plugin];
}

function checkNode(): Finding {
  const { node } = process.versions;
  const check = "Node.js";
  if (Number.parseInt(node) >= RECOMMENDED_NODE) return { check, result: "ok", detail: node };
  const advice = `New versions of @pulumi/pulumi need Node.js ${RECOMMENDED_NODE}. Install it from https://nodejs.org/.`;
  return { check, result: "warning", detail: node, advice };
}

async function checkPulumi(): Promise<Finding> {
  const check = "Pulumi CLI";
  const answer = await askPulumi(["version"]);
  if ("reason" in answer) return { check, result: "failed", detail: answer.reason };
  const detail = answer.text.trim();
  const [, major = "0", minor = "0"] = /^v?(\d+)\.(\d+)/.exec(detail) ?? [];
  const isNew = Number(major) > MAJOR || (Number(major) === MAJOR && Number(minor) >= MINOR);
  if (isNew) return { check, result: "ok", detail };
  const advice = `Version ${MAJOR}.${MINOR} or later is needed: https://www.pulumi.com/docs/install/`;
  return { check, result: "failed", detail, advice };
}

/** No program runs without those that are needed. */
const PACKAGES = [
  { name: "pulumi-modelarts", isNeeded: true },
  { name: "@pulumi/pulumi", isNeeded: true },
  { name: "pulumi-modelarts-policies", isNeeded: false },
];

/** The version that a program in this folder loads. */
function checkPackage(
  { name: check, isNeeded }: (typeof PACKAGES)[number],
  hasProject: boolean,
): Finding {
  const require = createRequire(join(process.cwd(), "index.js"));
  try {
    const { version } = require(`${check}/package.json`) as { version: string };
    return { check, result: "ok", detail: version };
  } catch {
    const detail = "not installed in this folder";
    if (!hasProject || !isNeeded) return { check, result: "skipped", detail };
    return { check, result: "failed", detail, advice: `Run: npm install ${check}` };
  }
}

function checkPlugin(): Finding {
  const check = "plugin";
  try {
    const { place, advice } = findPlugin(process.cwd());
    switch (place) {
      case "Pulumi.yaml":
        return { check, result: "ok", detail: "named in Pulumi.yaml" };
      case "no project":
        return { check, result: "skipped", detail: "no Pulumi.yaml in this folder or above it" };
      case "PATH":
        return { check, result: "warning", detail: "only found on PATH", advice };
      case "nowhere":
        return { check, result: "warning", detail: "`pulumi import` would not find it", advice };
    }
  } catch (error) {
    const advice = shownMessage(error as Error);
    return { check, result: "failed", detail: "Pulumi.yaml can't be read", advice };
  }
}
