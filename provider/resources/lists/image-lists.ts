/**
 * Every image, built-in and one's own. Undeclared, `type` means BUILD_IN on Huawei Cloud and both on
 * Open Telekom Cloud, so each type is asked for by name.
 */
import type { z } from "zod";
import type { Client } from "../../client/client";
import { imageTypes, type Image, type ListImagesQuery } from "../../wire/image";
import type { Camel } from "../../wire/shape";
import { DEFAULT_WORKSPACE } from "../../wire/workspace";
import { union } from "./union";
import { workspacesToList, workspaceTitle, type Workspaces } from "./workspaces";

export type ImageFilters = Omit<Camel<z.input<typeof ListImagesQuery>>, "limit" | "offset">;

export interface ImageList extends Workspaces {
  images: Camel<z.output<typeof Image>>[];
}

/** Undeclared, `workspaceId` means every workspace that is known. */
export async function everyImage(
  client: Pick<Client, "listImages" | "listWorkspaces">,
  filters: ImageFilters,
): Promise<ImageList> {
  return imagesIn(client, filters, await workspacesToList(client, filters.workspaceId));
}

/**
 * Built-in images come with the service and are in no workspace, so `workspaceId` is about one's own.
 *
 * @param workspaces none: the one that a list without a workspace is about.
 */
export async function imagesIn(
  client: Pick<Client, "listImages">,
  { type, workspaceId, sortKey, sortDir, ...filters }: ImageFilters,
  { workspaces, gaps }: Workspaces,
): Promise<ImageList> {
  const places = workspaces.length === 0 ? [undefined] : workspaces;
  const parts = imageTypes
    .filter((each) => type === undefined || each === type)
    .flatMap((each) =>
      (each === "BUILD_IN" ? [undefined] : places).map((workspace) => ({ type: each, workspace })),
    );
  const { items, refused } = await union(
    parts,
    ({ type: one, workspace }, range) => {
      const id = workspace?.id;
      const where = id === DEFAULT_WORKSPACE && workspaceId === undefined ? undefined : id;
      const query = { ...filters, type: one, workspaceId: where, sortKey, sortDir, ...range };
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
