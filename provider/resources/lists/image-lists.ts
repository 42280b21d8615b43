/**
 * Every image, built-in ones and the user's own. A list without `type` has built-in images only on Huawei
 * Cloud and both types on Open Telekom Cloud, so one list for each type is read.
 */
import { DEFAULT_WORKSPACE } from "../../wire/facts/limits";
import type { z } from "zod";
import type { Client } from "../../client/client";
import { imageTypes, type Image, type ListImagesQuery } from "../../wire/image";
import type { Camel } from "../../wire/shape";
import { union } from "./union";
import { workspacesToList, workspaceTitle, type Workspaces } from "./workspaces";

export type ImageFilters = Omit<Camel<z.input<typeof ListImagesQuery>>, "limit" | "offset">;

export interface ImageList extends Workspaces {
  images: Camel<z.output<typeof Image>>[];
}

/** @param filters without `workspaceId`, images of every workspace that can be listed are found. */
export async function everyImage(
  client: Pick<Client, "listImages" | "listWorkspaces">,
  filters: ImageFilters,
): Promise<ImageList> {
  return imagesIn(client, filters, await workspacesToList(client, filters.workspaceId));
}

/**
 * Built-in images belong to no workspace, so `workspaceId` filters only the user's own images.
 *
 * @param workspaces if empty, one list without a workspace is read for each type.
 */
export async function imagesIn(
  client: Pick<Client, "listImages">,
  { type, workspaceId, sortKey, sortDir, ...filters }: ImageFilters,
  { workspaces, gaps }: Workspaces,
): Promise<ImageList> {
  const listed = workspaces.length === 0 ? [undefined] : workspaces;
  const parts = imageTypes
    .filter((each) => type === undefined || each === type)
    .flatMap((each) =>
      (each === "BUILD_IN" ? [undefined] : listed).map((workspace) => ({ type: each, workspace })),
    );
  const { items, refused } = await union(
    parts,
    ({ type: one, workspace }, range) => {
      const id = workspace?.id;
      const listedId = id === DEFAULT_WORKSPACE && workspaceId === undefined ? undefined : id;
      const query = { ...filters, type: one, workspaceId: listedId, sortKey, sortDir, ...range };
      return client.listImages({ query });
    },
    { what: "images", sorting: { sortKey, sortDir } },
  );
  return {
    images: items,
    workspaces: workspaces.filter((each) => !refused.some(({ part }) => part.workspace === each)),
    gaps: [
      ...gaps,
      ...refused.map(({ part: { workspace }, reason }) =>
        workspace === undefined
          ? `Your own images: ${reason}`
          : `Images of workspace ${workspaceTitle(workspace)}: ${reason}`,
      ),
    ],
  };
}
