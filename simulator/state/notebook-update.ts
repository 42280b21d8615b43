/** What an update does to a notebook, and what it answers. */
import type { z } from "zod";
import type { AssumedValues } from "pulumi-modelarts/wire/facts/assumptions";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";
import { DEFAULT_VOLUME_GB } from "pulumi-modelarts/wire/facts/limits";
import { updatesTaken, type UpdateNotebook } from "pulumi-modelarts/wire/notebook-inputs";
import { ApiError } from "../answers/errors";
import type { WireImage, WireNotebook } from "../wire";
import { endpointsFrom } from "./endpoints";
import { stampedLease } from "./lease";
import { isResizing, touch, type NotebookState } from "./notebook-transitions";
import { requestedFields } from "./requested-fields";

type Update = z.output<typeof UpdateNotebook>;

interface Facts {
  image: WireImage | undefined;
  assumed: AssumedValues;
  now: number;
  transitionMs: number;
}

/** @throws ApiError if the notebook's status does not allow one of the changes. */
export function checkUpdate({ notebook }: NotebookState, body: Update, assumed: AssumedValues) {
  const { status = "RUNNING" } = notebook;
  const stoppedOnly = [
    ...updatesTaken("stopped"),
    ...(assumed.whitelist === "stopped" ? updatesTaken("whitelist") : []),
    ...(assumed.rename === "stopped" ? updatesTaken("online") : []),
  ];
  const refused = stoppedOnly.find((field) => body[field] !== undefined);
  if (refused !== undefined && status !== "STOPPED") {
    throw new ApiError("ModelArts.6347", `${refused}: the status is ${status}, not STOPPED.`);
  }
  const growsIn = assumed["grow-stopped"] === "yes" ? ["RUNNING", "STOPPED"] : ["RUNNING"];
  if (body.storage_new_size !== undefined && !growsIn.includes(status)) {
    throw new ApiError(
      "ModelArts.6347",
      `storage_new_size: the status is ${status}, not ${growsIn.join(" or ")}.`,
    );
  }
}

/**
 * The notebook after an update. Every change takes effect at once, but a grown disk is RESIZING for a while.
 *
 * @throws ApiError if the disk can't have the new size.
 */
export function updatedNotebook(state: NotebookState, body: Update, facts: Facts): NotebookState {
  const { now, transitionMs, image, assumed } = facts;
  const { notebook } = state;
  const { custom_spec, dew_secret_name } = body;
  const flavor = custom_spec ? CUSTOM_FLAVOR : body.flavor;
  const { custom_spec: oldSpec, ...rest } = touch(notebook, now);
  // Another flavor replaces a custom machine.
  const keepsSpec = oldSpec !== undefined && (flavor ?? CUSTOM_FLAVOR) === CUSTOM_FLAVOR;
  const changed: WireNotebook = {
    ...rest,
    ...(assumed["rename-stamps-lease"] === "yes" && stampedLease(notebook, now)),
    ...(keepsSpec && { custom_spec: oldSpec }),
    ...requestedFields(body),
    ...(flavor !== undefined && { flavor }),
    ...(image && { image }),
    ...(dew_secret_name !== undefined && { volume: { ...notebook.volume, dew_secret_name } }),
    ...(body.endpoints && {
      endpoints: endpointsFrom(notebook.id, body.endpoints, notebook.endpoints),
    }),
  };
  const size = body.storage_new_size;
  if (size === undefined) return { ...state, notebook: changed };
  checkGrowth(state, size, facts);
  return {
    ...state,
    notebook: { ...changed, volume: { ...changed.volume, capacity: size } },
    resizesUntil: now + transitionMs,
  };
}

function checkGrowth(state: NotebookState, size: number, { assumed, now }: Facts): void {
  const { category, capacity = DEFAULT_VOLUME_GB.EVS } = state.notebook.volume ?? {};
  if (category !== "EVS") {
    throw new ApiError("ModelArts.6331", "storage_new_size: only EVS disks grow.");
  }
  if (size <= capacity) {
    throw new ApiError("ModelArts.6331", `storage_new_size: the disk has ${capacity} GB already.`);
  }
  const step = Number(assumed["grow-step"]);
  if (size > capacity + step) {
    const most = `at most ${step} GB at a time, from ${capacity} GB`;
    throw new ApiError("ModelArts.6331", `storage_new_size: the disk grows by ${most}.`);
  }
  if (isResizing(state, now)) {
    throw new ApiError("ModelArts.6357", "storage_new_size: the disk is still growing.");
  }
}

/** The answer to an update without an id (`update-id` in assumptions.ts). Source: the reference's example. */
export function updateAnswer({ name, description, flavor, endpoints }: WireNotebook) {
  const whitelists = endpoints?.flatMap(({ allowed_access_ips }) =>
    allowed_access_ips === undefined ? [] : [{ allowed_access_ips }],
  );
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(flavor !== undefined && { flavor }),
    ...(whitelists && { endpoints: whitelists }),
  };
}
