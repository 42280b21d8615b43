/**
 * The creates of the journal, and what this process knows of ids. An entry is open from before the create request
 * until the engine shows that its state holds the id, so that a killed run leaves a trace of what it may have created.
 */

import { isSameStack } from "../engine/journal-key";

/** A create request is under way, or its answer is not yet known to be in the state. */
export interface CreateEntry {
  kind: "create";
  /** What is created, and where: see `Creates.keyOf`. */
  key: string;
  /** When the request was sent, in milliseconds since 1970 (UTC), by the local clock. */
  sentAt: number;
  /** A digest of the request's body. The body itself may hold secrets. */
  digest: string;
  /** The name that was sent, for lists. */
  name: string;
  /** The id in the answer; undefined as long as no answer has come. */
  id?: string;
  /** An import of another resource of the stack has read the id. Whether the state holds the id now is not known. */
  isImported?: boolean;
}

/** A request as the kinds know it. Without a key, nothing is written. */
export interface Sent extends Omit<CreateEntry, "kind" | "key" | "isImported"> {
  key: string | undefined;
}

/** The part of the journal that creates need. */
interface Entries {
  write(entry: CreateEntry): void;
  find(kind: "create", key: string): CreateEntry | undefined;
  list(kind: "create"): CreateEntry[];
  remove(kind: "create", key: string): void;
}

/** A request of another process that is older has its answer, or never gets one. In milliseconds. */
const ANSWERED_MS = 60_000;

export class Creates {
  /** Ids that the engine has asked about: its state holds them. */
  private readonly asked = new Set<string>();
  /** Ids that the engine has asked about with their resource's key, so that entries of the ids are closed. */
  private readonly closed = new Set<string>();
  /** Ids that an import of this process has read. The engine may ask about them in a preview, too. */
  private readonly imported = new Set<string>();
  /** Ids that the program only reads (`.get`). */
  private readonly referenced = new Set<string>();
  /** Ids that creates of this process made or adopted, with the keys of their entries. */
  private readonly made = new Map<string, string | undefined>();
  /** Ids that a create of this process found, and did not make. */
  private readonly adopted = new Set<string>();
  /** Keys of creates that are under way, and of those whose id was handed to the engine. */
  private readonly underWay = new Set<string>();
  /** Requests whose answers may still come. */
  private readonly sending = new Set<Sent>();
  /** The entry of each key from before this process sent a request. */
  private readonly earlier = new Map<string, CreateEntry | undefined>();
  private readonly handedOver = new Set<string>();
  private wasCut = false;
  /** Of resources that the engine's state holds, by journal key: when they were made, if that is known. */
  private readonly predecessors = new Map<string, number | undefined>();

  constructor(
    private readonly entries: Entries,
    /** Tells backends apart; no URL, which may hold a password. */
    private readonly backend: string,
  ) {}

  /** The key of the entry of a resource, from the key that the resource has in every backend. */
  keyOf(journalKey: string, projectId: string): string {
    return [journalKey, projectId, ...(this.backend === "" ? [] : [this.backend])].join("/");
  }

  /** The open entry; undefined if there is none. */
  find(key: string): CreateEntry | undefined {
    return this.entries.find("create", key);
  }

  /** Call this before the request is sent. */
  begin(sent: Sent): void {
    const { key } = sent;
    this.sending.add(sent);
    if (key === undefined) return;
    this.earlier.set(key, this.find(key));
    this.write(sent);
  }

  /**
   * The request was answered with an id.
   *
   * @returns false if this process has taken the id for another resource. The entry then stays without an id.
   */
  answered(sent: Sent, id: string): boolean {
    this.sending.delete(sent);
    if (this.made.has(id) && this.made.get(id) !== sent.key) return false;
    this.made.set(id, sent.key);
    this.write({ ...sent, id });
    return true;
  }

  /** The answer does not come any more. */
  lost(sent: Sent): void {
    this.sending.delete(sent);
  }

  /** A resource that exists is taken for the one that an earlier request made. @returns as `answered`. */
  adopt(sent: Sent, id: string): boolean {
    const isFree = this.answered(sent, id);
    if (isFree) this.adopted.add(id);
    return isFree;
  }

  /** The request certainly made nothing, so what was open before is open again. */
  refused(sent: Sent): void {
    this.failed(sent);
    if (sent.key === undefined) return;
    const earlier = this.earlier.get(sent.key);
    if (earlier === undefined) this.entries.remove("create", sent.key);
    else this.entries.write(earlier);
  }

  /** The create failed and has no id, so the entry stays open. */
  failed(sent: Sent): void {
    this.sending.delete(sent);
    if (sent.key !== undefined) this.underWay.delete(sent.key);
  }

  /** The engine does not get the id. The entry stays open, for the run after a person has decided. */
  withhold(id: string): void {
    const key = this.made.get(id);
    if (key !== undefined) this.underWay.delete(key);
  }

  /** The engine gets the id now, and will record it. */
  handOver(id: string): void {
    const key = this.made.get(id);
    if (key === undefined) return;
    this.underWay.delete(key);
    this.handedOver.add(key);
  }

  /**
   * The engine asked about an id which its state holds. With the key, this shows that the entry has done its work: the
   * stack's state holds the id, under whatever name. A preview of an import shows nothing.
   *
   * @param journalKey of the resource that has the id.
   * @param madeAt when the resource was made, by the service's clock, if that is known.
   */
  recorded(id: string, journalKey?: string, madeAt?: number): void {
    this.asked.add(id);
    if (journalKey === undefined) return;
    this.predecessors.set(journalKey, madeAt);
    if (this.closed.has(id) || this.imported.has(id)) return;
    this.closed.add(id);
    for (const entry of this.entriesOf(id, journalKey)) this.entries.remove("create", entry.key);
  }

  /** The program only reads the resource (`.get`). Any state may hold the id, or none. */
  read(id: string): void {
    this.referenced.add(id);
  }

  /**
   * The engine has read the resource for an import, which the user may still refuse.
   *
   * @param journalKey of the resource that is to have the id.
   */
  importing(id: string, journalKey: string): void {
    this.imported.add(id);
    for (const entry of this.entriesOf(id, journalKey)) {
      if (ownerOf(entry) !== journalKey) this.entries.write({ ...entry, isImported: true });
    }
  }

  /** The import option gives the id to a resource. @returns false if a create of this process has adopted the id. */
  adoptImport(id: string): boolean {
    if (this.adopted.has(id)) return false;
    this.asked.add(id);
    return true;
  }

  /** The engine checks new inputs against old ones, so its state holds a resource of this key. */
  hasPredecessor(journalKey: string): void {
    this.predecessors.set(journalKey, undefined);
  }

  /** True if the engine has shown that its state holds a resource of this key. */
  isRecorded(journalKey: string): boolean {
    return this.predecessors.has(journalKey);
  }

  /**
   * The time, by the service's clock, since which a create of this key may have made a resource that the state lacks:
   * what is older may be a predecessor, retained when it was replaced.
   *
   * @returns undefined if the state holds a resource of this key which could be any one that is found.
   */
  unrecordedSince(journalKey: string): number | undefined {
    if (!this.predecessors.has(journalKey)) return 0;
    const madeAt = this.predecessors.get(journalKey);
    return madeAt === undefined ? undefined : madeAt + 1;
  }

  /** True if the id belongs to another resource than the key's, as far as this process knows. */
  isTaken(id: string, key: string | undefined): boolean {
    if (this.asked.has(id) || this.made.has(id)) return true;
    const keys = this.entries.list("create").flatMap((entry) => (entry.id === id ? entry.key : []));
    return keys.length === 0 ? this.referenced.has(id) : !keys.includes(key ?? "");
  }

  /** True if what is found may be the result of an equal request of another key, whose answer may still come. */
  isContested({ key, digest }: Pick<Sent, "key" | "digest">, now: number): boolean {
    // Only in the same project, and with the same backend: a key without its first part.
    const isEqual = (other: Pick<Sent, "key" | "digest">) =>
      other.key !== key && other.digest === digest && placeOf(other) === placeOf({ key });
    if ([...this.sending].some(isEqual)) return true;
    return this.entries
      .list("create")
      .some(
        (entry) =>
          entry.id === undefined &&
          isEqual(entry) &&
          !this.earlier.has(entry.key) &&
          now - entry.sentAt < ANSWERED_MS,
      );
  }

  /** True if a create of this process has the id, and the state holds the id for another resource. */
  isShared(id: string, journalKey: string | undefined): boolean {
    const key = this.made.get(id);
    return key !== undefined && journalKey !== undefined && ownerOf({ key }) !== journalKey;
  }

  isAdopted(id: string): boolean {
    return this.adopted.has(id);
  }

  /**
   * The engine cancels the work of this process: after a run, or because the user asked for that. If a create is under
   * way, the user may end the run by force before the engine has recorded the id.
   */
  cancel(): void {
    this.wasCut ||= this.underWay.size > 0;
  }

  /** The engine ends this process. After a run, every id that was handed over is recorded, unless the run was cut. */
  close(): void {
    this.cancel();
    if (this.wasCut) return;
    for (const key of this.handedOver) this.entries.remove("create", key);
  }

  private write({ key, ...sent }: Sent): void {
    if (key === undefined) return;
    this.underWay.add(key);
    this.entries.write({ kind: "create", key, ...sent });
  }

  /** The entries of an id in the stack of a resource. */
  private entriesOf(id: string, journalKey: string): CreateEntry[] {
    return this.entries
      .list("create")
      .filter(
        (entry) =>
          entry.id === id &&
          isSameStack(ownerOf(entry), journalKey) &&
          entry.key === this.keyOf(ownerOf(entry), projectOf(entry)),
      );
  }
}

function ownerOf({ key }: Pick<CreateEntry, "key">): string {
  return key.split("/")[0] ?? "";
}

/** Project and backend; undefined without a key. */
function placeOf({ key }: Pick<Sent, "key">): string | undefined {
  return key?.slice(key.indexOf("/") + 1);
}

function projectOf({ key }: Pick<CreateEntry, "key">): string {
  return key.split("/")[1] ?? "";
}
