/**
 * What the preview checks read of an account: each list once, however many notebooks are checked, also at the same
 * time. A client belongs to one connection of one provider process, so that a list is read again in the next run.
 */
import type { z } from "zod";
import type { Client } from "../../../client/client";
import { isGone, ModelArtsError, isNotPublished } from "../../../client/errors";
import { DEFAULT_FEATURE } from "../../../wire/facts/limits";
import type { Flavor } from "../../../wire/flavor";
import type { Image } from "../../../wire/image";
import type { Camel } from "../../../wire/shape";
import type { Pool, Quota } from "../../../wire/workspace";
import { everyImage, imagesIn } from "../../lists/image-lists";
import { everyRecord } from "../../lists/pages";
import { everyPool } from "../../lists/workspaces";
import type { Context } from "../../tasks/task";

export type FlavorDetail = Camel<z.output<typeof Flavor>>;
export type ImageDetail = Camel<z.output<typeof Image>>;
export type PoolDetail = Camel<z.output<typeof Pool>>;
export type QuotaDetail = Camel<z.output<typeof Quota>>;

/** A list; undefined if the cloud has no such list, or if `error` says why the list can't be read. */
export interface Reading<Value> {
  /** For messages: "flavors". */
  what: string;
  value?: Value | undefined;
  error?: ModelArtsError;
}

/** How long one list may take, with all pages and tries, in milliseconds: a check must not delay a preview for long. */
const LIST_MS = 15_000;

const listsByClient = new WeakMap<Client, AccountLists>();

export function accountLists(context: Context): AccountLists {
  const known = listsByClient.get(context.client);
  if (known !== undefined) return known;
  const lists = new AccountLists(context);
  listsByClient.set(context.client, lists);
  return lists;
}

export class AccountLists {
  private readonly readings = new Map<string, Promise<Reading<unknown>>>();
  /** The new notebooks of this run, by journal key, in the order of their checks. */
  private readonly newNotebooks: unknown[] = [];
  private readonly reported = new Set<string>();

  constructor(
    private readonly context: Pick<Context, "client" | "clock" | "signal" | "cloud" | "journal">,
  ) {}

  /** The flavors of the public pool. */
  flavors(): Promise<Reading<FlavorDetail[]>> {
    return this.once("flavors", (client) =>
      everyRecord((query) => client.listFlavors({ query }), "flavors"),
    );
  }

  /** The dedicated pools, with their flavors. */
  pools(workspaceId?: string): Promise<Reading<PoolDetail[] | undefined>> {
    if (this.context.cloud?.hasPools === false) return missing("pools");
    return this.once(
      "pools",
      (client) => ifPublished(() => everyPool(client, { type: "DEDICATED", workspaceId })),
      `pools ${workspaceId}`,
    );
  }

  images(): Promise<Reading<ImageDetail[]>> {
    const hasWorkspaces = this.context.cloud?.hasWorkspaces !== false;
    return this.once("images", async (client) => {
      const list = hasWorkspaces
        ? everyImage(client, {})
        : imagesIn(client, {}, { workspaces: [], gaps: [] });
      return (await list).images;
    });
  }

  /**
   * An image by its id; null if there is none. What the list lacks is read by its id: everybody can use a public image
   * of another account, and this run may have saved the image after the list was read.
   */
  async image(id: string): Promise<Reading<ImageDetail | null>> {
    const { value: images, ...unread } = await this.images();
    if (images === undefined) return unread;
    const listed = images.find((image) => image.id === id);
    if (listed !== undefined) return { what: "images", value: listed };
    return this.once(
      "images",
      (client) => client.showImage({ id }).catch(nullIfGone),
      `image ${id}`,
    );
  }

  /** How many notebooks the user may have. Source: the API documents this quota for billed notebooks alone. */
  quota(): Promise<Reading<QuotaDetail | undefined>> {
    if (this.context.cloud?.hasQuotas === false) return missing("quota");
    return this.once("quota", (client) =>
      ifPublished(() => client.showQuota({ feature: DEFAULT_FEATURE })),
    );
  }

  /** True if an earlier run may have created the notebook already, so that this run may only have to adopt it. */
  async isBegun(journalKey: string | undefined): Promise<boolean> {
    if (journalKey === undefined) return false;
    const project = await this.once("project", (client) => client.projectId());
    const { creates } = this.context.journal;
    return creates.find(creates.keyOf(journalKey, project.value ?? "")) !== undefined;
  }

  /** @returns the number of a new notebook among all new ones of this run: 1 for the first. */
  numberOf(newNotebook: unknown): number {
    if (!this.newNotebooks.includes(newNotebook)) this.newNotebooks.push(newNotebook);
    return this.newNotebooks.indexOf(newNotebook) + 1;
  }

  /** @returns those of the readings that failed, each list once in a run. */
  unreported(readings: readonly Reading<unknown>[]): Required<Omit<Reading<unknown>, "value">>[] {
    return readings.flatMap(({ what, error }) => {
      if (error === undefined || this.reported.has(what)) return [];
      this.reported.add(what);
      return [{ what, error }];
    });
  }

  private once<Value>(
    what: string,
    read: (client: Client) => Promise<Value>,
    key = what,
  ): Promise<Reading<Value>> {
    const known = this.readings.get(key);
    if (known !== undefined) return known as Promise<Reading<Value>>;
    const { client, clock, signal } = this.context;
    const bounded = client.within({ signal, deadline: clock.now() + LIST_MS });
    const reading = read(bounded).then(
      (value) => ({ what, value }),
      (error: unknown) => {
        signal?.throwIfAborted();
        if (!(error instanceof ModelArtsError)) throw error;
        return { what, error };
      },
    );
    this.readings.set(key, reading);
    return reading;
  }
}

const missing = (what: string) => Promise.resolve({ what, value: undefined });

/** @returns undefined if the endpoint has no such operation: Open Telekom Cloud has neither pools nor quotas. */
async function ifPublished<Answer>(send: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await send();
  } catch (error) {
    if (isNotPublished(error)) return undefined;
    throw error;
  }
}

function nullIfGone(error: unknown): null {
  if (isGone(error)) return null;
  throw error;
}
