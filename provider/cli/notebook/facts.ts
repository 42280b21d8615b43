/** What commands print about a notebook. The token, with which anybody could open the notebook, is left out. */
import { endedLeaseText, isLeaseOn, timeLeft } from "../../wire/facts/lease-time";
import { notebookStatuses, type NotebookStatus } from "../../wire/facts/statuses";
import { isOpenWhitelist } from "../../wire/facts/whitelist";
import type { NotebookDetail } from "../../wire/notebook";
import type { Cell } from "../terminal/table";

export function withoutToken({ token: _, ...rest }: NotebookDetail): Omit<NotebookDetail, "token"> {
  return rest;
}

export function statusCell({ status = "unknown" }: NotebookDetail): Cell {
  if (notebookStatuses[status as NotebookStatus] === "failed")
    return { text: status, style: "red" };
  return status === "RUNNING" ? { text: status, style: "green" } : { text: status };
}

/** @param now milliseconds since 1970 (UTC). */
export function autoStopCell({ lease, status, createAt }: NotebookDetail, now: number): Cell {
  if (lease === undefined) return { text: "unknown" };
  if (!isLeaseOn(lease)) return { text: "off", style: "yellow" };
  const left = status === "RUNNING" ? timeLeft(lease, now, createAt) : undefined;
  if (left === undefined) return { text: "on" };
  if (left >= 0) return { text: `in ${durationText(left)}` };
  const text = endedLeaseText(lease.type);
  return text === "over" ? { text, style: "yellow" } : { text };
}

export function sshCell({ endpoints = [] }: NotebookDetail): Cell {
  const ssh = endpoints.filter(({ service }) => service === "SSH");
  if (ssh.length === 0) return { text: "off" };
  const isOpen = ssh.some(({ allowedAccessIps }) => isOpenWhitelist(allowedAccessIps));
  return isOpen ? { text: "open", style: "red" } : { text: "whitelist" };
}

/** In hours and minutes: `1h 5m`. */
export function durationText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes}m` : `${hours}h ${minutes % 60}m`;
}
