import type { z } from "zod";
import type { UpdateNotebook } from "pulumi-modelarts/wire/create-notebook";
import { CUSTOM_FLAVOR } from "pulumi-modelarts/wire/flavor";
import { ApiError } from "../errors";
import type { WireImage, WireNotebook } from "../wire";
import { endpointsFrom } from "./endpoints";
import { dataVolumeFrom } from "./new-notebook";
import { touch, type NotebookState } from "./notebook";
import { isResizing } from "./present";

type Update = z.output<typeof UpdateNotebook>;

interface Facts {
  image: WireImage | undefined;
  now: number;
  transitionMs: number;
}

/** The notebook after an update. Only its disk takes time to follow. */
export function updated(state: NotebookState, body: Update, facts: Facts): NotebookState {
  const { now, transitionMs, image } = facts;
  const { notebook } = state;
  const { name, description, custom_spec, affinity, data_volumes } = body;
  const flavor = custom_spec ? CUSTOM_FLAVOR : body.flavor;
  const { custom_spec: measured, ...rest } = touch(notebook, now);
  // Another flavor takes the place of a machine that was made to measure.
  const isKept = measured !== undefined && (flavor ?? CUSTOM_FLAVOR) === CUSTOM_FLAVOR;
  const changed: WireNotebook = {
    ...rest,
    ...(isKept && { custom_spec: measured }),
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(flavor !== undefined && { flavor }),
    ...(image && { image }),
    ...(custom_spec && { custom_spec }),
    ...(affinity && { affinity }),
    ...(data_volumes && { data_volumes: data_volumes.map(dataVolumeFrom) }),
    ...(body.endpoints && {
      endpoints: endpointsFrom(notebook.id, body.endpoints, notebook.endpoints),
    }),
  };
  const size = body.storage_new_size;
  if (size === undefined) return { ...state, notebook: changed };
  checkGrowth(state, size, now);
  return {
    ...state,
    notebook: { ...changed, volume: { ...notebook.volume, capacity: size } },
    resizesUntil: now + transitionMs,
  };
}

function checkGrowth(state: NotebookState, size: number, now: number): void {
  const { category, capacity = 0 } = state.notebook.volume ?? {};
  if (category !== "EVS") {
    throw new ApiError("ModelArts.6331", "storage_new_size: only EVS disks grow.");
  }
  if (size <= capacity) {
    throw new ApiError("ModelArts.6331", `storage_new_size: the disk has ${capacity} GB already.`);
  }
  if (isResizing(state, now)) {
    throw new ApiError("ModelArts.6357", "storage_new_size: the disk is still growing.");
  }
}
