/** What a notebook's SSH endpoint says: its address, and the entry for `~/.ssh/config`. */
import { isIPv6 } from "node:net";

/** The address of a notebook's SSH endpoint. */
export interface SshAddress {
  /** A host name or an IP address; an IPv6 address without brackets. */
  host: string;
  /** The TCP port; 22 if the endpoint names none. */
  port: number;
  /** The user to log in as; `ma-user` if the endpoint names none. */
  user: string;
}

export interface SshConfigOptions {
  /** The name to use with `ssh`; by default the notebook's name. */
  host?: string;
  /** The path of the private key's file. */
  identityFile?: string;
}

interface Facts {
  name?: string;
  endpoints?: readonly { service?: string; uri?: string }[];
}

/** The user to log in as over SSH. Source: "Using a Notebook Instance Remotely" of ModelArts. */
const DEFAULT_USER = "ma-user";
const DEFAULT_PORT = 22;

/** In ~/.ssh/config a line break would begin another option, and `*` would match any host. */
const HOST = /^[^\s"*?!,#]+$/;
/** A host name or an IPv4 address. `ssh` passes other characters on to a shell, if a user's ProxyCommand has %h. */
const HOST_NAME = /^[a-z0-9]([\w.-]*[a-z0-9])?$/i;
const FILE = /^[^"\r\n\0]+$/;

/** What is wrong with the options, as a sentence that begins with the name of the option; undefined if nothing is. */
export function sshOptionProblem({ host, identityFile }: SshConfigOptions): string | undefined {
  if (host !== undefined && !HOST.test(host)) {
    return `host must be one word without "*?!,#, but is ${JSON.stringify(host)}.`;
  }
  if (identityFile !== undefined && !FILE.test(identityFile)) {
    return `identityFile must be a path without quotes and line breaks, but is ${JSON.stringify(identityFile)}.`;
  }
  return undefined;
}

/** Undefined if the notebook has no SSH endpoint, or if the endpoint has no address yet. */
export function sshAddressOf({ endpoints = [] }: Facts): SshAddress | undefined {
  const ssh = endpoints.find(({ service }) => service === "SSH");
  if (!ssh?.uri) return undefined;
  // For example ssh://ma-user@10.0.0.7:30022; user and scheme may be missing.
  const text = ssh.uri.includes("://") ? ssh.uri : `ssh://${ssh.uri}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const host = url?.hostname.replace(/^\[|\]$/g, "") ?? ""; // The brackets of an IPv6 address.
  if (url === undefined || (!HOST_NAME.test(host) && !isIPv6(host))) return undefined;
  return {
    host,
    port: url.port === "" ? DEFAULT_PORT : Number(url.port),
    user: /^[\w.-]+$/.test(url.username) ? url.username : DEFAULT_USER,
  };
}

/** @returns undefined as for `sshAddressOf`. */
export function sshConfigEntry(facts: Facts, options: SshConfigOptions): string | undefined {
  const address = sshAddressOf(facts);
  if (address === undefined) return undefined;
  const { host = hostNameOf(facts, address), identityFile } = options;
  const lines = [
    `Host ${host}`,
    `  HostName ${address.host}`,
    `  Port ${address.port}`,
    `  User ${address.user}`,
  ];
  if (identityFile !== undefined) {
    lines.push(`  IdentityFile ${/\s/.test(identityFile) ? `"${identityFile}"` : identityFile}`);
  }
  return `${lines.join("\n")}\n`;
}

/** The notebook's name, unless an answer holds one that is no word: it could begin another option. */
export function hostNameOf({ name }: Facts, { host }: SshAddress): string {
  return name !== undefined && HOST.test(name) ? name : host;
}
