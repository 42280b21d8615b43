/** What all rules cost: for each rule and notebook, and in a preview. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PulumiCli } from "../../pulumi/cli";
import { read } from "../../../provider/wire/shape";
import { Notebook } from "../../../provider/wire/notebook";
import { NOTEBOOK_TYPE } from "../../../provider/engine/type-tokens";
import { policiesOf } from "pulumi-modelarts-policies";
import { NOTEBOOK } from "../../../test/notebook-args";
import { ROOT } from "../environment";
import { EMPTY_STACK, openProject } from "../project";
import type { SeriesRow } from "../result";
import { startSimulator } from "../simulator";
import { inRound } from "../statistics";
import { makeEmptyPack } from "./empty-pack";

type Policies = ReturnType<typeof policiesOf>;

/** The rules without the engine: each validates each notebook's inputs, and then the stack with live notebooks. */
export function measureRules(sizes: readonly number[], samples: number): SeriesRow[] {
  return sizes.map((notebooks) => ({
    group: "policies",
    name: `each rule and notebook, of ${notebooks} notebooks`,
    unit: "µs",
    samples: Array.from({ length: samples }, () => microseconds(policiesOf(), notebooks)),
  }));
}

function microseconds(policies: Policies, count: number): number {
  const seed = JSON.parse(
    readFileSync(join(ROOT, "simulator/seeds/show-notebook.json"), "utf8"),
  ) as object;
  const live = read(Notebook, seed, "notebook") as object;
  const notebooks = Array.from({ length: count }, (_, index) => {
    const name = `notebook-${index}`;
    const urn = `urn:pulumi:test::test::${NOTEBOOK_TYPE}::${name}`;
    return { type: NOTEBOOK_TYPE, urn, name, props: { ...live, id: `${index}`, name } };
  });
  const resources = notebooks.map((notebook) => ({ ...notebook, dependencies: [] }));
  const shared = { getConfig: () => ({}) };
  const began = performance.now();
  for (const { validateResource, validateStack } of policies) {
    for (const { name, ...notebook } of notebooks) {
      const args = { ...notebook, name, props: { name, ...NOTEBOOK }, ...shared };
      void call(validateResource, args);
    }
    void call(validateStack, { resources, ...shared });
  }
  return ((performance.now() - began) * 1000) / (policies.length * count);
}

/** The SDK allows a list of functions, and arguments of which the rules use these. */
function call(validate: unknown, args: object): unknown {
  return (validate as (args: object, report: () => void) => unknown)(args, () => undefined);
}

const PREVIEWED = 100;

/** The real engine: previews of new notebooks with the pack, and with a pack without policies. */
export async function measurePacks(cli: PulumiCli, samples: number): Promise<SeriesRow[]> {
  const simulator = await startSimulator(0);
  const empty = makeEmptyPack();
  const project = await openProject(cli, "ours", PREVIEWED, simulator.url);
  const config = join(empty.folder, "config.json");
  writeFileSync(config, JSON.stringify({ all: "advisory" }));
  const name = (pack: string) => `preview of ${PREVIEWED} notebooks with ${pack}`;
  const packs = [
    { name: name("an empty pack"), args: [empty.folder] },
    { name: name("all rules"), args: [join(ROOT, "policies"), "--policy-pack-config", config] },
  ];
  const rows = packs.map(({ name }, index): SeriesRow => ({
    ...{ group: "policies", name, unit: "s", samples: [] },
    ...(index > 0 && { comparedWith: packs[0]?.name ?? "" }),
  }));
  try {
    for (let round = 0; round < samples; round++) {
      for (const pack of inRound(packs, round)) {
        const args = ["preview", "--policy-pack", ...pack.args];
        const { seconds } = await project.pulumi(args, { PULUMI_STACK: EMPTY_STACK });
        rows.find((row) => row.name === pack.name)?.samples.push(seconds);
      }
    }
    return rows;
  } finally {
    project.remove();
    empty.remove();
    simulator.close();
  }
}
