/**
 * `modelarts:previewChecks`: asks the API whether a new notebook, or a changed flavor or image, can be had. The servers
 * call this in each check, so in a preview and in an update. docs/decisions/preview-checks.md says why.
 */
import type { CheckFailure } from "../../../engine/check-failure";
import { containsUnknown } from "../../../engine/unknown";
import { DEFAULT_FEATURE } from "../../../wire/facts/limits";
import { withCode } from "../../../wire/printable";
import type { Context } from "../../tasks/task";
import type { Inputs } from "../applied-inputs";
import { accountLists, type AccountLists, type Reading } from "./account-lists";
import { machineFailures, quotaFailures, type Offer } from "./failures";

/**
 * @param oldInputs empty for a new notebook, and for the new one of a replacement.
 * @returns no failure about a value that is not known yet, and none that needs a list which can't be read: a line says so
 *   once in a run.
 */
export async function previewFailures(
  context: Context,
  oldInputs: Partial<Inputs>,
  newInputs: Inputs,
): Promise<CheckFailure[]> {
  const isNew = Object.keys(oldInputs).length === 0;
  const changed = (["flavor", "imageId"] as const).filter(
    (key) => newInputs[key] !== oldInputs[key],
  );
  if (changed.length === 0) return [];
  const lists = accountLists(context);
  if (isNew && (await lists.isBegun(newInputs.__journalKey))) return [];

  const { flavor, imageId, customSpec, feature } = knownOf(newInputs);
  const number = isNew && isCounted(context, newInputs) ? lists.numberOf(keyOf(newInputs)) : 0;
  const [offer, image, quota] = await Promise.all([
    flavor === undefined || newInputs.customSpec !== undefined
      ? nothing
      : offerOf(lists, newInputs),
    imageId === undefined ? nothing : lists.image(imageId),
    number === 0 ? nothing : lists.quota(),
  ]);
  report(context, lists, [offer, image, quota]);
  return [
    ...machineFailures({
      ...{ changed, flavor, imageId, customSpec, feature },
      offer: offer.value,
      image: image.value,
      images: image.value === undefined ? [] : ((await lists.images()).value ?? []),
    }),
    ...quotaFailures(quota.value, number),
  ];
}

const nothing = { what: "", value: undefined };

/** The inputs without those that are not known yet. */
function knownOf(inputs: Inputs): Partial<Inputs> {
  return Object.fromEntries(Object.entries(inputs).filter(([, value]) => !containsUnknown(value)));
}

/** The flavors among which the notebook's must be; undefined if they are not known. */
async function offerOf(
  lists: AccountLists,
  { poolId, workspaceId }: Inputs,
): Promise<Reading<Offer | undefined>> {
  if (containsUnknown([poolId, workspaceId])) return nothing;
  if (poolId === undefined) {
    const { value: flavors, ...reading } = await lists.flavors();
    return { ...reading, value: flavors && { flavors } };
  }
  const { value: pools, ...reading } = await lists.pools(workspaceId);
  const pool = pools?.find((each) => each.poolId === poolId);
  return { ...reading, value: pool && { flavors: pool.flavors ?? [], pool } };
}

/** The new one of a replacement takes the place of the old one, whose deletion may come first. */
function isCounted({ journal }: Context, inputs: Inputs): boolean {
  const { feature = DEFAULT_FEATURE, __journalKey: key } = inputs;
  return feature === DEFAULT_FEATURE && (key === undefined || !journal.creates.isRecorded(key));
}

function keyOf(inputs: Inputs): unknown {
  return inputs.__journalKey ?? inputs;
}

/** A right that is missing, or an outage, must not end a preview: the check is left out, and a line says so once. */
function report(
  { log }: Context,
  lists: AccountLists,
  readings: readonly Reading<unknown>[],
): void {
  const failed = lists.unreported(readings);
  const [first] = failed;
  if (first === undefined) return;
  const names = new Intl.ListFormat("en").format(failed.map(({ what }) => what));
  log(
    withCode(
      `warning: modelarts:previewChecks could not read the account's ${names}, and checks nothing that needs them. ` +
        first.error.message,
      "modelarts/preview-unchecked",
    ),
  );
}
