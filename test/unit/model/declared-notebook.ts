/** Random inputs that the check accepts, and the live notebook that the API makes of them. */
import fc from "fast-check";
import type { Inputs } from "../../../provider/resources/notebook/applied-inputs";
import { createBody } from "../../../provider/resources/notebook/inputs";
import { lifecycle } from "../../../provider/resources/notebook/lifecycle";
import { Notebook, type NotebookDetail } from "../../../provider/wire/notebook";
import { CreateNotebook } from "../../../provider/wire/notebook-inputs";
import { read, write } from "../../../provider/wire/shape";
import { newNotebook } from "../../../simulator/state/new-notebook";

export const NOW = Date.parse("2026-01-02T00:00:00Z");
const HOUR_MS = 3_600_000;

export const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const folder = word.map((name) => `obs://${name}/files/`);
const path = word.map((name) => `/data/${name}`);
export const address = fc.ipV4();
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const listOf = (arbitrary: fc.Arbitrary<string>, maxLength: number) =>
  fc.uniqueArray(arbitrary, { maxLength });

const evs = fc.record({
  category: fc.constant("EVS" as const),
  ownership: fc.constant("MANAGED" as const),
  capacity: optional(fc.integer({ min: 5, max: 4096 })),
});
const managedEfs = fc.record({
  category: fc.constantFrom("EFS" as const, "SFS" as const),
  ownership: fc.constant("MANAGED" as const),
  capacity: optional(fc.integer({ min: 50, max: 4096 })),
});
const dedicatedEfs = fc.record({
  category: fc.constantFrom("EFS" as const, "SFS" as const),
  ownership: fc.constant("DEDICATED" as const),
  uri: word,
  id: word,
});
const bucket = fc.record({
  category: fc.constantFrom("OBS" as const, "OBSFS" as const),
  ownership: fc.constant("DEDICATED" as const),
  uri: folder,
  mountPath: optional(path),
  readOnly: optional(fc.boolean()),
  dewSecretName: word,
});
const dataVolume = fc.oneof(
  fc.record({
    category: fc.constant("EVS" as const),
    mountPath: optional(path),
    capacity: optional(fc.integer({ min: 1, max: 100 })),
  }),
  fc.record({
    category: fc.constant("OBSFS" as const),
    ownership: fc.constant("DEDICATED" as const),
    uri: folder,
    mountPath: path,
    readOnly: optional(fc.boolean()),
  }),
);
const hook = fc.record({
  type: fc.constant("SCRIPT" as const),
  script: path,
  mode: optional(fc.constantFrom("BLOCK" as const, "ASYNC" as const)),
});
const lease = fc.oneof(
  fc.record({
    duration: fc.integer({ min: 1, max: 72 }).map((hours) => hours * HOUR_MS),
    type: optional(fc.constantFrom("timing" as const, "idle" as const)),
  }),
  fc.constant({ enable: false }),
);
const ssh = fc.record({
  service: fc.constant("SSH" as const),
  allowedAccessIps: optional(listOf(address, 5)),
  keyPairNames: optional(fc.uniqueArray(word, { minLength: 1, maxLength: 2 })),
});

/** Accepted by `check`. */
export const inputsArbitrary: fc.Arbitrary<Inputs> = fc
  .record({
    name: word,
    description: optional(word),
    flavor: word,
    imageId: fc.uuid(),
    volume: fc.oneof({ weight: 3, arbitrary: evs }, managedEfs, dedicatedEfs, bucket),
    endpoints: optional(
      fc.oneof(
        fc.constant([]),
        ssh.map((each) => [each]),
      ),
    ),
    feature: optional(fc.constantFrom("NOTEBOOK" as const, "DEFAULT" as const)),
    poolId: optional(word),
    workspaceId: optional(fc.constantFrom("0", "team")),
    hooks: optional(
      fc.record({
        containerHooks: fc.record({ preStart: optional(hook), postStart: optional(hook) }),
      }),
    ),
    customSpec: optional(
      fc.record({
        cpu: fc.integer({ min: 1, max: 64 }),
        memory: fc.integer({ min: 513, max: 100_000 }),
        arch: fc.constantFrom("X86_64" as const, "AARCH64" as const),
        category: fc.constant("CPU" as const),
      }),
    ),
    runUser: optional(fc.record({ uid: fc.nat(9999), gid: fc.nat(9999) })),
    dataVolumes: optional(fc.array(dataVolume, { maxLength: 2 })),
    userVpc: optional(
      fc.record({ vpcId: word, subnetId: word, securityGroupIds: optional(listOf(word, 2)) }),
    ),
    publicNetworkConfig: optional(
      fc.record({ publicNetworkType: fc.constantFrom("SHARED" as const, "FORBIDDEN" as const) }),
    ),
    lease: optional(lease),
    desiredStatus: optional(fc.constantFrom("RUNNING" as const, "STOPPED" as const)),
    tags: optional(fc.dictionary(word, word, { maxKeys: 3 })),
  })
  .map(({ poolId, lease, ...rest }) => {
    const isOwnPool = rest.customSpec !== undefined || "dewSecretName" in rest.volume;
    const isRunning = rest.desiredStatus !== "STOPPED";
    const inputs = {
      ...rest,
      poolId: poolId ?? (isOwnPool ? "pool" : undefined),
      lease: isRunning ? lease : undefined,
    };
    return JSON.parse(JSON.stringify(inputs)) as Inputs;
  })
  .filter((inputs) => isAccepted(inputs));

export function isAccepted(inputs: Inputs): boolean {
  return lifecycle.check({}, inputs).failures.length === 0;
}

/** The notebook that the API answers once it has made, tagged and stopped what the inputs declare. */
export function made(inputs: Inputs): NotebookDetail {
  const body = CreateNotebook.parse(write(createBody(inputs)));
  const pool = inputs.poolId === undefined ? undefined : { id: inputs.poolId, name: inputs.poolId };
  const image = { id: inputs.imageId };
  const wire = newNotebook(body, {
    id: "f9937afa-631e-4a8f-a8f7-3b6c800585f0",
    image,
    pool,
    now: NOW,
  });
  const tags = Object.entries(inputs.tags ?? {}).map(([key, value]) => ({ key, value }));
  const status = inputs.desiredStatus ?? "RUNNING";
  return read(Notebook, JSON.parse(JSON.stringify({ ...wire, status, tags })), "notebook");
}
