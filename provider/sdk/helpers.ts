/**
 * What programs ask of a notebook that no field answers by itself. Each takes a notebook as a resource,
 * as the plain value of a function, or as an Output of that, and answers in kind.
 */
import * as pulumi from "@pulumi/pulumi";
import type { NotebookEndpoint, NotebookLease } from "./generated/types";
import { timeLeft } from "../wire/lease-time";

/** Of a notebook, what the helpers look at; a `Notebook` and what `getNotebook` finds both have it. */
export interface NotebookFacts {
  name?: string;
  status?: string;
  endpoints?: NotebookEndpoint[];
  lease?: NotebookLease;
  /** Of the notebook, for a lease that does not say when it was created. */
  createAt?: number;
}

/** The same of a resource. */
export interface NotebookFactOutputs {
  readonly name: pulumi.Output<string | undefined>;
  readonly status: pulumi.Output<string | undefined>;
  readonly endpoints: pulumi.Output<NotebookEndpoint[] | undefined>;
  readonly lease: pulumi.Output<NotebookLease | undefined>;
  readonly createAt?: pulumi.Output<number | undefined>;
}

/** A notebook that is known later. */
export type LaterNotebook = NotebookFactOutputs | pulumi.Output<NotebookFacts>;

/** Where a notebook is reached over SSH. */
export interface SshAddress {
  host: string;
  port: number;
  user: string;
}

export interface SshConfigOptions {
  /** What `ssh` is to call it; by default the notebook's name. */
  host?: string;
  /** The private key's file. */
  identityFile?: string;
}

/** Host and port of the SSH endpoint; undefined where SSH is closed, or has no address yet. */
export function sshAddress(notebook: LaterNotebook): pulumi.Output<SshAddress | undefined>;
export function sshAddress(notebook: NotebookFacts): SshAddress | undefined;
export function sshAddress(notebook: LaterNotebook | NotebookFacts) {
  return lifted(notebook, addressOf);
}

/**
 * An entry for `~/.ssh/config`, so that `ssh <host>` opens the notebook; undefined as in `sshAddress`.
 *
 * @throws pulumi.RunError if `host` or `identityFile` can't be written into such a file.
 */
export function sshConfig(
  notebook: LaterNotebook,
  options?: SshConfigOptions,
): pulumi.Output<string | undefined>;
export function sshConfig(notebook: NotebookFacts, options?: SshConfigOptions): string | undefined;
export function sshConfig(notebook: LaterNotebook | NotebookFacts, options: SshConfigOptions = {}) {
  refuseUnwritable(options);
  return lifted(notebook, (facts) => entryOf(facts, options));
}

/**
 * Milliseconds until auto stop, which takes place at the lease's `createAt + duration`; 0 where that time
 * is over, undefined where auto stop is off or the notebook does not run. Using a notebook with an `idle`
 * lease puts its stop off, so that the result is the least that is left.
 *
 * @param now milliseconds since 1970; by default this computer's clock.
 */
export function leaseRemaining(
  notebook: LaterNotebook,
  now?: number,
): pulumi.Output<number | undefined>;
export function leaseRemaining(notebook: NotebookFacts, now?: number): number | undefined;
export function leaseRemaining(notebook: LaterNotebook | NotebookFacts, now = Date.now()) {
  return lifted(notebook, (facts) => remainingOf(facts, now));
}

/** Whether it runs. It may be billed all the same: storage is, while a notebook is stopped. */
export function isRunning(notebook: LaterNotebook): pulumi.Output<boolean>;
export function isRunning(notebook: NotebookFacts): boolean;
export function isRunning(notebook: LaterNotebook | NotebookFacts) {
  return lifted(notebook, ({ status }) => status === "RUNNING");
}

function lifted<T>(notebook: LaterNotebook | NotebookFacts, of: (facts: NotebookFacts) => T) {
  if (pulumi.Output.isInstance<NotebookFacts>(notebook)) return notebook.apply(of);
  const { name, status, endpoints, lease, createAt } = notebook;
  const facts = { name, status, endpoints, lease, createAt };
  const isLater = Object.values(facts).some((value) => pulumi.Output.isInstance(value));
  return isLater ? pulumi.output(facts).apply(of) : of(facts as NotebookFacts);
}

/** The user of notebooks' SSH. Source: "Using a Notebook Instance Remotely" of ModelArts. */
const USER = "ma-user";
const SSH_PORT = 22;

function addressOf({ endpoints = [] }: NotebookFacts): SshAddress | undefined {
  const ssh = endpoints.find(({ service }) => service === "SSH");
  if (!ssh?.uri) return undefined;
  // Such as ssh://ma-user@10.0.0.7:30022; the user is not always there, and neither is the scheme.
  const text = ssh.uri.includes("://") ? ssh.uri : `ssh://${ssh.uri}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === "") return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""), // of an IPv6 address
    port: url.port === "" ? SSH_PORT : Number(url.port),
    user: /^[\w.-]+$/.test(url.username) ? url.username : USER,
  };
}

function entryOf(facts: NotebookFacts, { host, identityFile }: SshConfigOptions) {
  const address = addressOf(facts);
  if (address === undefined) return undefined;
  const lines = [
    `Host ${host ?? facts.name ?? address.host}`,
    `  HostName ${address.host}`,
    `  Port ${address.port}`,
    `  User ${address.user}`,
  ];
  if (identityFile !== undefined) {
    lines.push(`  IdentityFile ${/\s/.test(identityFile) ? `"${identityFile}"` : identityFile}`);
  }
  return `${lines.join("\n")}\n`;
}

/** In ssh_config a line break would begin another option, and `*` another meaning. */
function refuseUnwritable({ host, identityFile }: SshConfigOptions): void {
  if (host !== undefined && !/^[^\s"*?!,#]+$/.test(host)) {
    throw new pulumi.RunError(
      `sshConfig: host must be one word without "*?!,#, but is ${JSON.stringify(host)}.`,
    );
  }
  if (identityFile !== undefined && !/^[^"\r\n\0]+$/.test(identityFile)) {
    throw new pulumi.RunError(
      `sshConfig: identityFile must be a path without quotes and line breaks, but is ${JSON.stringify(identityFile)}.`,
    );
  }
}

function remainingOf({ status, lease, createAt }: NotebookFacts, now: number): number | undefined {
  if (status !== "RUNNING") return undefined;
  const left = timeLeft(lease ?? {}, now, createAt);
  return left === undefined ? undefined : Math.max(0, left);
}
