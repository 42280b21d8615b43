/** A user's own image in SWR, registered with ModelArts: `RegisteredImage`. */
import { DEFAULT_WORKSPACE } from "../../wire/facts/limits";
import type { z } from "zod";
import { ModelArtsError } from "../../client/errors";
import { RegisterImage } from "../../wire/image";
import { camelShape, type Camel } from "../../wire/shape";
import { LocationShape } from "../../config/location";
import { immutable } from "../immutable";
import {
  forceDeleteInput,
  ownImage,
  ownImageFields,
  rowsOf,
  sendImage,
  type Detail,
  type Wanted,
} from "./own-image";

const wireCreation = RegisterImage.extend({ force_delete: forceDeleteInput });
const Creation = camelShape(wireCreation).extend(LocationShape.shape);
type Inputs = Camel<z.input<typeof wireCreation>>;

const given = [
  ...(["swrPath", "arch", "services", "origin", "resourceCategory", "serviceType"] as const),
  ...([
    "description",
    "workspaceId",
    "visibility",
    "flavorType",
    "swrInstanceId",
    "readMe",
  ] as const),
];

/** The API's defaults. Source: "Registering a Custom Image". */
const defaults: Readonly<Record<string, unknown>> = {
  arch: "X86_64",
  services: ["NOTEBOOK", "SSH"],
  origin: "CUSTOMIZE",
  resourceCategory: ["CPU", "GPU"],
  serviceType: "UNKNOWN",
  description: "",
  workspaceId: DEFAULT_WORKSPACE,
  visibility: "PRIVATE",
  forceDelete: false,
};

export const registeredImage = immutable<Inputs, Detail>({
  ...ownImage,
  className: "RegisteredImage",
  description: "An image of your own in SWR, registered so that notebooks can be created from it.",
  inputs: Creation,
  creation: Creation,
  retained: ["description", "services", "resourceCategory", "readMe", "forceDelete"],
  fields: [...rowsOf(given), ...ownImageFields],
  timeouts: { create: 20 * 60_000, delete: 10 * 60_000 },
  isEqual: (path, declared, live) => comparable(path, declared) === comparable(path, live),

  /** An SWR address can be registered only once. */
  needsDeleteBeforeReplace: (state, newInputs) => state["swrPath"] === newInputs["swrPath"],

  /** Deleting the old registration must not delete the image's content, which the new registration needs. */
  needsStateUpdateFirst(state, newInputs) {
    if (state["forceDelete"] !== true) return false;
    if (newInputs["forceDelete"] !== true) return true;
    throw new ModelArtsError(
      "modelarts/force-delete",
      `The image ${String(state["swrPath"])} can't be replaced: the old registration must be ` +
        "deleted first, and forceDelete: true also deletes the content in SWR, which the new registration needs. " +
        "Declare forceDelete: false and run `pulumi up`; then make the change, and set forceDelete again if you want.",
    );
  },

  async send(task, inputs) {
    const body = Object.fromEntries(given.map((key) => [key, inputs[key]])) as Omit<
      Inputs,
      "forceDelete"
    >;
    const wanted = { ...partsOf(inputs), __journalKey: inputs.__journalKey };
    return sendImage(task, wanted, "registered", body, () => task.client.registerImage({ body }));
  },

  /** The API returns two of the inputs under other names. */
  propertiesOf: (_, detail) => ({ ...detail, ...renamed(detail) }),

  inputsOf(state) {
    const keys = [...given, "forceDelete"].filter(
      (key) => state[key] !== undefined && !isDefault(key, state[key]),
    );
    return Object.fromEntries(keys.map((key) => [key, state[key] as unknown]));
  },
});

function renamed({ devServices, resourceCategories, supportResCategories }: Detail): object {
  const resourceCategory = resourceCategories ?? supportResCategories;
  return {
    ...(devServices && { services: known(devServices, services) }),
    ...(resourceCategory && { resourceCategory: known(resourceCategory, categories) }),
  };
}

const services: readonly string[] = RegisterImage.shape.services.unwrap().element.options;
const categories: readonly string[] =
  RegisterImage.shape.resource_category.unwrap().element.options;

/** Only values that can be declared are compared; the API also returns others, e.g. the service AI_FLOW. */
function known(answered: readonly string[], declarable: readonly string[]): string[] {
  return answered.filter((value) => declarable.includes(value));
}

function isDefault(key: string, value: unknown): boolean {
  return Object.hasOwn(defaults, key) && comparable(key, value) === comparable(key, defaults[key]);
}

/** The order of a list has no meaning, and the API returns the architecture in lower case. */
function comparable(path: string, value: unknown): string {
  const plain = path === "arch" ? String(value).toUpperCase() : value;
  return JSON.stringify(Array.isArray(plain) ? [...(plain as unknown[])].sort() : plain);
}

/** The parts of an SWR path, `host/organization/name:tag`. The name may hold slashes. */
function partsOf({ swrPath, workspaceId }: Inputs): Wanted {
  const [, namespace = "", ...rest] = swrPath.split("/");
  const [name = "", tag = ""] = rest.join("/").split(":");
  return { namespace, name, tag, workspaceId };
}
