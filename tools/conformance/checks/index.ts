/**
 * The check of each assumption, in the order of a run: the notebook is created, runs, is stopped, and runs again
 * until it is deleted. An assumption without a check does not compile.
 */
import type { AssumptionName } from "../../../provider/wire/facts/assumptions";
import type { Check } from "../check";
import { createStatus, leaseStamp, notebookImage } from "./creation";
import { growStep, growStopped } from "./disk";
import { renameStampsLease, renewAnswers, renewOff, stopStampsLease } from "./lease";
import { listLimit, page } from "./lists";
import { deleteRunning, startRunning, stoppedMounts, stopStopped } from "./states";
import {
  descriptionCharacters,
  rename,
  updateId,
  whitelist,
  whitelistIpv6,
  whitelistRanges,
} from "./updates";

export const checks = {
  "create-status": createStatus,
  "notebook-image": notebookImage,
  "lease-stamp": leaseStamp,
  page,
  "list-limit": listLimit,
  whitelist,
  rename,
  "update-id": updateId,
  "rename-stamps-lease": renameStampsLease,
  "start-running": startRunning,
  "renew-answers": renewAnswers,
  "renew-off": renewOff,
  "grow-step": growStep,
  "stop-stamps-lease": stopStampsLease,
  "whitelist-ranges": whitelistRanges,
  "whitelist-ipv6": whitelistIpv6,
  "description-characters": descriptionCharacters,
  "grow-stopped": growStopped,
  "stopped-mounts": stoppedMounts,
  "stop-stopped": stopStopped,
  "delete-running": deleteRunning,
} as const satisfies { [Name in AssumptionName]: Check<Name> };
