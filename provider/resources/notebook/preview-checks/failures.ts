/** What the lists of an account say against a notebook's flavor, image and number. Pure. */
import type { CheckFailure } from "../../../engine/check-failure";
import { meaningOf } from "../../../wire/error";
import { DEFAULT_FEATURE } from "../../../wire/facts/limits";
import { imageStatuses, type StatusMeaning } from "../../../wire/facts/statuses";
import { printable } from "../../../wire/printable";
import { nearest } from "../../shared/nearest";
import type { Inputs } from "../applied-inputs";
import type { FlavorDetail, ImageDetail, PoolDetail, QuotaDetail } from "./account-lists";

/** The flavors among which a notebook's must be. An empty list proves nothing. */
export interface Offer {
  flavors: readonly FlavorDetail[];
  /** The dedicated pool that has them; undefined: the public one. */
  pool?: PoolDetail;
}

/** A notebook's machine, as far as its parts are known. */
export interface Machine extends Partial<
  Pick<Inputs, "flavor" | "imageId" | "customSpec" | "feature">
> {
  /** The inputs that are new or changed: only they are checked. */
  changed: readonly ("flavor" | "imageId")[];
  offer?: Offer | undefined;
  /** The declared image; null if it does not exist. */
  image?: ImageDetail | null | undefined;
  images: readonly ImageDetail[];
}

/** How many names a message suggests. */
const MOST_NAMES = 5;

/** @returns at most one failure for `flavor` and one for `imageId`. */
export function machineFailures(machine: Machine): CheckFailure[] {
  const { changed, flavor, imageId, offer, image } = machine;
  const failures: CheckFailure[] = [];
  const isFlavorChecked =
    changed.includes("flavor") && flavor !== undefined && (offer?.flavors.length ?? 0) > 0;
  if (isFlavorChecked) {
    const reason = flavorReason(machine);
    if (reason !== undefined) {
      failures.push(failureAt("flavor", reason, nearestFlavors(machine)));
    }
  }
  if (changed.includes("imageId") && imageId !== undefined && image !== undefined) {
    const reason = imageReason(image) ?? (isFlavorChecked ? undefined : imageMismatch(machine));
    if (reason !== undefined) {
      failures.push(failureAt("imageId", reason, nearestImages(machine)));
    }
  }
  return failures;
}

/**
 * @param number of the notebook among all new ones of the run: 1 for the first.
 * @returns a failure of the whole notebook, since no property is wrong.
 */
export function quotaFailures(quota: QuotaDetail | undefined, number: number): CheckFailure[] {
  const { enabled, quota: most = -1, used = 0 } = quota ?? {};
  const hint = meaningOf("ModelArts.6302")?.hint?.replace(/\.$/, "");
  if (enabled === false)
    return [failureAt("", "can't be created: notebooks are switched off for this user")];
  if (most < 0 || used + number <= most) return [];
  const reason = `is number ${number} of the new notebooks, but the quota is ${most} and ${used} exist. ${hint}`;
  return [failureAt("", reason)];
}

/** The end of each reason is the setting that asks for the check, so that the user can switch the check off. */
function failureAt(property: string, reason: string, names?: readonly string[]): CheckFailure {
  const suggestion =
    names === undefined
      ? ""
      : `. ${names.length === 0 ? "None that fits is listed" : `Nearest: ${names.join(", ")}`}`;
  // Names and status texts are the API's.
  return {
    property,
    reason: printable(`${reason}${suggestion} [modelarts:previewChecks]`),
    code: "modelarts/preview-check",
  };
}

function flavorReason(machine: Machine): string | undefined {
  const { offer, image } = machine;
  const found = flavorOf(machine);
  const place = offer?.pool
    ? `in the dedicated pool ${titled(offer.pool.poolId, offer.pool.name)}`
    : "in this project and region";
  if (found === undefined) return `is not offered ${place}`;
  if (found.soldOut === true) return `is sold out ${place}`;
  return isOther(found.arch, image?.arch)
    ? `is for ${found.arch}, but image ${titled(image?.id, image?.name)} is for ${image?.arch}`
    : undefined;
}

function imageReason(image: ImageDetail | null): string | undefined {
  if (image === null) return "is not an image in this project and region";
  const { status = "ACTIVE", statusMessage } = image;
  const meanings: Readonly<Record<string, StatusMeaning>> = imageStatuses;
  const isUsable = meanings[status] !== "failed" && meanings[status] !== "gone";
  return isUsable ? undefined : `is ${titled(status, statusMessage)} and can't be used`;
}

function imageMismatch(machine: Machine): string | undefined {
  const { image, customSpec, flavor } = machine;
  const machineName = customSpec === undefined ? `flavor ${flavor}` : "customSpec";
  const arch = archOf(machine);
  return isOther(arch, image?.arch)
    ? `is for ${image?.arch}, but ${machineName} is for ${arch}`
    : undefined;
}

/** Flavors that can be had and that fit the image: of the same category as the declared one, if there are any. */
function nearestFlavors(machine: Machine): string[] {
  const { flavor = "", offer, image, feature = DEFAULT_FEATURE } = machine;
  const category = flavorOf(machine)?.category;
  const fitting = (offer?.flavors ?? []).filter(
    (each) =>
      each.id !== flavor &&
      each.soldOut !== true &&
      !isOther(each.arch, image?.arch) &&
      !isOther(each.feature, feature),
  );
  const alike = fitting.filter((each) => !isOther(each.category, category));
  const names = (alike.length > 0 ? alike : fitting).flatMap(({ id }) => id ?? []);
  return nearest(flavor, names, (name) => name, MOST_NAMES);
}

/** Images that can be used and that fit the flavor: of its category, if there are any. */
function nearestImages(machine: Machine): string[] {
  const { imageId = "", images } = machine;
  const [arch, category] = [archOf(machine), flavorOf(machine)?.category];
  const fitting = images.filter(
    (each) => each.id !== imageId && imageReason(each) === undefined && !isOther(each.arch, arch),
  );
  const alike = fitting.filter(
    ({ resourceCategories = [] }) =>
      category === undefined || resourceCategories.includes(category),
  );
  return nearest(imageId, alike.length > 0 ? alike : fitting, ({ id = "" }) => id, MOST_NAMES).map(
    ({ id, name }) => titled(id, name),
  );
}

function flavorOf({ flavor, offer }: Machine): FlavorDetail | undefined {
  return offer?.flavors.find(({ id }) => id === flavor);
}

function archOf(machine: Machine): string | undefined {
  return machine.customSpec?.arch ?? flavorOf(machine)?.arch;
}

/** True if both are known and differ. The API answers architectures in lower case, too. */
function isOther(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.toUpperCase() !== other.toUpperCase();
}

function titled(id: string | undefined, title: string | undefined): string {
  return title === undefined ? (id ?? "") : `${id} (${title})`;
}
