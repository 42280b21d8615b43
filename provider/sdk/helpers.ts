/**
 * Functions that compute what no single field of a notebook says. Each takes a `Notebook` resource, or what
 * `getNotebook` finds, or an Output of that. For a resource or an Output the result is an Output, else a
 * plain value.
 */
import * as pulumi from "@pulumi/pulumi";
import type { NotebookEndpoint, NotebookLease } from "./generated/types";
import { timeLeft } from "../wire/facts/lease-time";
import {
  sshAddressOf,
  sshConfigEntry,
  sshOptionProblem,
  type SshAddress,
  type SshConfigOptions,
} from "../engine/ssh-config";
import { runError } from "./run-error";

export type { SshAddress, SshConfigOptions };

/** The fields of a notebook that these functions use. What `getNotebook` finds has them. */
export interface NotebookFacts {
  name?: string;
  status?: string;
  endpoints?: NotebookEndpoint[];
  lease?: NotebookLease;
  /** When the notebook was created, in milliseconds since 1970 (UTC). Used if the lease has no `createAt`. */
  createAt?: number;
}

/** The same fields of a `Notebook` resource. */
export interface NotebookFactOutputs {
  readonly name: pulumi.Output<string | undefined>;
  readonly status: pulumi.Output<string | undefined>;
  readonly endpoints: pulumi.Output<NotebookEndpoint[] | undefined>;
  readonly lease: pulumi.Output<NotebookLease | undefined>;
  readonly createAt?: pulumi.Output<number | undefined>;
}

/** A notebook whose fields are Outputs, or an Output of a notebook. */
export type LaterNotebook = NotebookFactOutputs | pulumi.Output<NotebookFacts>;

/**
 * Host, port and user of the SSH endpoint; undefined if the notebook has no SSH endpoint, or if the endpoint
 * has no address yet.
 */
export function sshAddress(notebook: LaterNotebook): pulumi.Output<SshAddress | undefined>;
export function sshAddress(notebook: NotebookFacts): SshAddress | undefined;
export function sshAddress(notebook: LaterNotebook | NotebookFacts) {
  return applyTo(notebook, sshAddressOf);
}

/**
 * An entry for `~/.ssh/config`, so that `ssh <host>` opens the notebook; undefined as for `sshAddress`.
 *
 * @throws pulumi.RunError if `host` or `identityFile` holds characters that `~/.ssh/config` can't hold.
 */
export function sshConfig(
  notebook: LaterNotebook,
  options?: SshConfigOptions,
): pulumi.Output<string | undefined>;
export function sshConfig(notebook: NotebookFacts, options?: SshConfigOptions): string | undefined;
export function sshConfig(notebook: LaterNotebook | NotebookFacts, options: SshConfigOptions = {}) {
  checkOptions(options);
  return applyTo(notebook, (facts) => sshConfigEntry(facts, options));
}

/**
 * Milliseconds until auto stop, which happens at the lease's `createAt + duration`; 0 if that time is over;
 * undefined if auto stop is off or the notebook does not run. A notebook with an `idle` lease stops later if
 * it is used, so for such a lease the result is a lower bound.
 *
 * @param now the time to count from, in milliseconds since 1970 (UTC); by default this computer's clock.
 */
export function leaseRemaining(
  notebook: LaterNotebook,
  now?: number,
): pulumi.Output<number | undefined>;
export function leaseRemaining(notebook: NotebookFacts, now?: number): number | undefined;
export function leaseRemaining(notebook: LaterNotebook | NotebookFacts, now = Date.now()) {
  return applyTo(notebook, (facts) => remainingOf(facts, now));
}

/** True if the status is RUNNING. A stopped notebook may be billed, too: for its storage. */
export function isRunning(notebook: LaterNotebook): pulumi.Output<boolean>;
export function isRunning(notebook: NotebookFacts): boolean;
export function isRunning(notebook: LaterNotebook | NotebookFacts) {
  return applyTo(notebook, ({ status }) => status === "RUNNING");
}

/** Calls `compute` with the notebook's fields; for a notebook that is known later the result is an Output. */
function applyTo<T>(notebook: LaterNotebook | NotebookFacts, compute: (facts: NotebookFacts) => T) {
  if (pulumi.Output.isInstance<NotebookFacts>(notebook)) return notebook.apply(compute);
  const { name, status, endpoints, lease, createAt } = notebook;
  const facts = { name, status, endpoints, lease, createAt };
  const isLater = Object.values(facts).some((value) => pulumi.Output.isInstance(value));
  return isLater ? pulumi.output(facts).apply(compute) : compute(facts as NotebookFacts);
}

function checkOptions(options: SshConfigOptions): void {
  const problem = sshOptionProblem(options);
  if (problem === undefined) return;
  const { withCode } = require("../wire/printable") as typeof import("../wire/printable");
  throw runError(withCode(`sshConfig: ${problem}`, "modelarts/invalid-input"));
}

function remainingOf({ status, lease, createAt }: NotebookFacts, now: number): number | undefined {
  if (status !== "RUNNING") return undefined;
  const left = timeLeft(lease ?? {}, now, createAt);
  return left === undefined ? undefined : Math.max(0, left);
}
