/**
 * The creates of the journal, and what this process knows of ids. An entry is open from before the create request
 * until the engine shows that its state holds the id, so that a killed run leaves a trace of what it may have created.
 */

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
}

/** A request as the kinds know it. Without a key, nothing is written. */
export interface Sent extends Omit<CreateEntry, "kind" | "key"> {
  key: string | undefined;
}

/** The part of the journal that creates need. */
interface Entries {
  write(entry: CreateEntry): void;
  find(kind: "create", key: string): CreateEntry | undefined;
  list(kind: "create"): CreateEntry[];
  remove(kind: "create", key: string): void;
}

export class Creates {
  /** Ids that the engine has asked about: its state holds them. */
  private readonly asked = new Set<string>();
  /** Ids that creates of this process made or adopted, with the keys of their entries. */
  private readonly made = new Map<string, string | undefined>();
  /** Ids that a create of this process found, and did not make. */
  private readonly adopted = new Set<string>();
  /** Keys of creates that are under way, and of those whose id was handed to the engine. */
  private readonly underWay = new Set<string>();
  private readonly handedOver = new Set<string>();
  private wasCut = false;
  /** Journal keys of resources that the engine's state holds, as long as their ids are not known. */
  private readonly unknownPredecessors = new Set<string>();

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
  begin({ key, ...sent }: Sent): void {
    if (key === undefined) return;
    this.underWay.add(key);
    this.entries.write({ kind: "create", key, ...sent });
  }

  /** The request was answered with an id. */
  answered(sent: Sent, id: string): void {
    this.made.set(id, sent.key);
    this.begin({ ...sent, id });
  }

  /** A resource that exists is taken for the one that an earlier request made. */
  adopt(sent: Sent, id: string): void {
    this.adopted.add(id);
    this.answered(sent, id);
  }

  /** The request certainly made nothing. */
  refused({ key }: Sent): void {
    if (key === undefined) return;
    this.underWay.delete(key);
    this.entries.remove("create", key);
  }

  /** The create failed and has no id, so the entry stays open. */
  failed({ key }: Sent): void {
    if (key !== undefined) this.underWay.delete(key);
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
   * The engine asked about an id which its state holds, so the entry has done its work.
   *
   * @param journalKey of the resource that has the id.
   */
  recorded(id: string, journalKey?: string): void {
    if (journalKey !== undefined) this.unknownPredecessors.delete(journalKey);
    if (this.asked.has(id)) return;
    this.asked.add(id);
    for (const entry of this.entries.list("create")) {
      if (entry.id === id) this.entries.remove("create", entry.key);
    }
  }

  /** The engine checks new inputs against old ones, so its state holds a resource of this key. */
  hasPredecessor(journalKey: string): void {
    this.unknownPredecessors.add(journalKey);
  }

  /** True if the state holds a resource of this key, which could be any one that is found. */
  isPredecessorUnknown(journalKey: string): boolean {
    return this.unknownPredecessors.has(journalKey);
  }

  /** True if the id belongs to another resource than the key's, as far as this process knows. */
  isTaken(id: string, key: string | undefined): boolean {
    if (this.asked.has(id) || this.made.has(id)) return true;
    return this.entries.list("create").some((entry) => entry.id === id && entry.key !== key);
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
}
