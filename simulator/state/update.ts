import type { z } from "zod";
import type { AssumedValues } from "pulumi-modelarts/wire/assumptions";
import { updatesTaken, type UpdateNotebook } from "pulumi-modelarts/wire/notebook-inputs";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";

import { ApiError } from "../answers/errors";
import type { WireImage, WireNotebook } from "../wire";
import { endpointsFrom } from "./endpoints";
import { stampedLease } from "./lease";
import { touch, type NotebookState } from "./notebook";
import { isResizing } from "./present";
import { dataVolumeFrom } from "./volumes";
import { DEFAULT_VOLUME_GB } from "pulumi-modelarts/wire/limits";

type Update = z.output<typeof UpdateNotebook>;

interface Facts {
  image: WireImage | undefined;
  assumed: AssumedValues;
  now: number;
  transitionMs: number;
}

/** @throws ApiError where the notebook's status does not take one of the changes. */
export function checkUpdate({ notebook }: NotebookState, body: Update, assumed: AssumedValues) {
  const { status = "RUNNING" } = notebook;
  const whileStopped = [
    ...updatesTaken("stopped"),
    ...(assumed.whitelist === "stopped" ? updatesTaken("whitelist") : []),
    ...(assumed.rename === "stopped" ? updatesTaken("online") : []),
  ];
  const refused = whileStopped.find((field) => body[field] !== undefined);
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

/** The notebook after an update. Only its disk takes time to follow. */
export function updated(state: NotebookState, body: Update, facts: Facts): NotebookState {
  const { now, transitionMs, image, assumed } = facts;
  const { notebook } = state;
  const { name, description, custom_spec, affinity, data_volumes, dew_secret_name } = body;
  const flavor = custom_spec ? CUSTOM_FLAVOR : body.flavor;
  const { custom_spec: measured, ...rest } = touch(notebook, now);
  // Another flavor takes the place of a machine that was made to measure.
  const isKept = measured !== undefined && (flavor ?? CUSTOM_FLAVOR) === CUSTOM_FLAVOR;
  const changed: WireNotebook = {
    ...rest,
    ...(assumed["rename-stamps-lease"] === "yes" && stampedLease(notebook, now)),
    ...(isKept && { custom_spec: measured }),
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(flavor !== undefined && { flavor }),
    ...(image && { image }),
    ...(custom_spec && { custom_spec }),
    ...(affinity && { affinity }),
    ...(data_volumes && { data_volumes: data_volumes.map(dataVolumeFrom) }),
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
  const { category, capacity = DEFAULT_VOLUME_GB["EVS"] ?? 0 } = state.notebook.volume ?? {};
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

/** The fields of the reference's example answer of an update, which has no id. */
export function changeable({ name, description, flavor, endpoints }: WireNotebook) {
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
