/** What colleagues do to a notebook in the console, and what the model then expects of it. */
import type { WireNotebook } from "pulumi-modelarts-simulator";
import type { Inputs } from "../../provider/resources/notebook/applied-inputs";
import type { CloudName } from "../../provider/wire/facts/clouds";
import { HOUR_MS } from "./declaration";
import type { Resource } from "./engine";
import { tagsOf, type Asked, type Expected } from "./expectation";
import type { Deed } from "./sequence";
import type { World } from "./world";

export interface Target {
  world: World;
  resource: Resource;
  expected: Expected;
  cloud: CloudName;
  /** Undefined if the program does not declare the resource any more. */
  declared: Inputs | undefined;
}

/** Does nothing if the notebook's status does not allow it. */
export function doDeed(deed: Deed, { world, resource, expected, cloud, declared }: Target): void {
  const { notebooks } = world.simulator;
  const { id } = resource;
  const book = notebooks.get(id);
  if (book === undefined || (book.status !== "RUNNING" && book.status !== "STOPPED")) return;
  const isRunning = book.status === "RUNNING";
  const now = world.clock.now();
  const setLease = (asked: Asked) => {
    expected.leases = [asked];
    expected.isLeaseUncertain = true;
    return leaseFrom(book, asked, now);
  };
  const setTags = (tags: Record<string, string>) =>
    notebooks.change(id, {
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    });
  const [ownKey] = Object.keys(declared?.tags ?? {});
  // Without a refresh, a state that wishes a start keeps that wish.
  const isWished = resource.hasInitErrors || resource.outputs.__restart === true;

  switch (deed) {
    case "stop":
      if (!isRunning) return;
      notebooks.change(id, { status: "STOPPED" });
      expected.runs = new Set(isWished ? [true, false] : [false]);
      return;
    case "start":
      if (isRunning) return;
      notebooks.change(id, {
        status: "RUNNING",
        lease: setLease({ isOn: true, duration: HOUR_MS, type: "timing" }),
      });
      expected.runs = new Set([true]);
      return;
    case "renew":
      if (!isRunning) return;
      notebooks.change(id, {
        lease: setLease({ isOn: true, duration: 6 * HOUR_MS, type: "timing" }),
      });
      return;
    case "rename":
      notebooks.change(id, { name: "a-colleagues-name" });
      return;
    case "tag":
      if (cloud === "otc") return;
      expected.colleagueTags["cost-center"] = "7";
      setTags({ ...tagsOf(book), "cost-center": "7" });
      return;
    case "retag":
      if (ownKey !== undefined && ownKey in tagsOf(book))
        setTags({ ...tagsOf(book), [ownKey]: "changed" });
      return;
    case "untag": {
      const { [ownKey ?? ""]: _, ...rest } = tagsOf(book);
      if (ownKey !== undefined) setTags(rest);
      return;
    }
    case "grow": {
      if (!isRunning || book.volume?.category !== "EVS") return;
      const capacity = (book.volume.capacity ?? 0) + 50;
      notebooks.change(id, { volume: { capacity } });
      expected.capacity = { min: capacity, max: capacity };
      return;
    }
    case "open": {
      const others = book.endpoints?.filter(({ service }) => service !== "SSH") ?? [];
      const keys = { key_pair_names: ["team"], ssh_keys: ["team"] };
      const service = { service: "SSH", dev_service: "SSH" };
      const addresses = { allowed_access_ips: ["198.51.100.1"] };
      notebooks.change(id, { endpoints: [...others, { ...service, ...keys, ...addresses }] });
      return;
    }
    case "remove":
      notebooks.remove(id);
  }
}

function leaseFrom(book: WireNotebook, { duration = 0, type = "" }: Asked, now: number) {
  const createAt = Number(book.lease?.create_at ?? book.create_at ?? now);
  const lease = { create_at: createAt, update_at: now, duration: duration + (now - createAt) };
  return { ...lease, enable: true, type: type.toUpperCase() };
}
