/** Checks of the configuration, and of what the cloud answers with it. Every request is a read. */
import type { Client } from "../../client/client";
import {
  AnswerError,
  ApiError,
  ConnectionError,
  isNotPublished,
  serviceOf,
  shownMessage,
} from "../../client/errors";
import type { Settings } from "../../client/settings";
import { NotConfiguredError } from "../../config/advice";
import { Connections } from "../../config/connections";
import { iamActions, isRead } from "../../wire/facts/iam-actions";
import { PAGE_SIZE } from "../../wire/page";
import { printable } from "../../wire/printable";
import { findProject } from "../pulumi/find-plugin";
import { readConfiguration, type Configuration } from "../pulumi/stack";
import { count } from "../terminal/messages";
import type { Finding } from "./finding";

interface Options {
  stack?: string;
  connection?: string;
}

/** A doctor must not wait until the deadline of a read. */
const PATIENCE_MS = 20_000;

export async function checkCloud(options: Options): Promise<Finding[]> {
  const answer = await readConfiguration(options.stack);
  const isUnknown = "reason" in answer;
  const configuration: Configuration = isUnknown ? {} : answer;
  const findings = [stackFinding(answer, options)];
  const connections = new Connections((key) => configuration[key], process.env);
  let settings: Settings;
  try {
    settings = connections.settings(options);
  } catch (error) {
    const [detail, advice] = [configurationFault(error), shownMessage(error as Error)];
    return [...findings, { check: "configuration", result: "failed", detail, advice }];
  }
  findings.push(...configurationFindings(settings));
  const client = connections.client(options);
  try {
    return [...findings, ...(await checkAnswers(client, settings))];
  } finally {
    await client.close();
  }
}

function configurationFault(error: unknown): string {
  if (!(error instanceof NotConfiguredError)) return "the settings can't be used";
  const { length } = error.problems;
  return `${count(length, "setting")} ${length === 1 ? "is" : "are"} missing or wrong`;
}

/** Without a stack, the environment may have everything; a stack that was named must be readable. */
function stackFinding(answer: Configuration | { reason: string }, { stack }: Options): Finding {
  const check = "stack configuration";
  if ("reason" in answer) {
    const result = stack === undefined ? "skipped" : "failed";
    const detail = "only the environment is used";
    // Pulumi says so, too, in a longer text.
    const hasProject = findProject(process.cwd()) !== undefined;
    if (!hasProject && stack === undefined) {
      return { check, result, detail: `no Pulumi project in this folder: ${detail}` };
    }
    return { check, result, detail, advice: answer.reason };
  }
  const keys = Object.keys(answer).map((key) => `modelarts:${key}`);
  const detail = keys.length === 0 ? "nothing of modelarts is set" : keys.join(", ");
  return { check, result: "ok", detail };
}

const KINDS: Readonly<Record<Settings["credentials"]["kind"], string>> = {
  aksk: "access key and secret key",
  token: "token",
  password: "user name and password",
};

function configurationFindings({ endpoint, region, projectId, ...rest }: Settings): Finding[] {
  const { credentials, insecure, overriddenRegion } = rest;
  const project = projectId === undefined ? "project by name" : `project ${projectId}`;
  const place = [endpoint, region && `region ${region}`, project].filter(Boolean).join(", ");
  const findings: Finding[] = [{ check: "configuration", result: "ok", detail: place }];
  if (overriddenRegion !== undefined) {
    const { region: other, setting, variable } = overriddenRegion;
    findings.push({
      check: "region",
      result: "warning",
      detail: `${variable} counts before region ${other} of ${setting}`,
      advice: `Unset ${variable}, unless you mean ${endpoint}.`,
    });
  }
  findings.push({ check: "credentials", result: "ok", detail: KINDS[credentials.kind] });
  if (insecure) {
    const advice = "Anybody on the way can read the credentials. Set modelarts:caCert instead.";
    const detail = "modelarts:insecure is on: certificates are not checked";
    findings.push({ check: "TLS", result: "warning", detail, advice });
  }
  return findings;
}

async function checkAnswers(client: Client, settings: Settings): Promise<Finding[]> {
  const first = await checkRight(client, RIGHTS[0]);
  const findings = [endpointFinding(first, settings)];
  if (findings[0]?.result === "failed") return findings;
  findings.push(clockFinding(client), rightFinding(first));
  for (const right of RIGHTS.slice(1)) findings.push(rightFinding(await checkRight(client, right)));
  const changes = Object.entries(iamActions).filter(([name]) => !isRead(name));
  const actions = changes.map(([, action]) => action).join(", ");
  const detail = "not tested, since a test would change something";
  const advice = `Changes need these IAM actions: ${actions}.`;
  return [...findings, { check: "right to change", result: "skipped", detail, advice }];
}

interface Right {
  name: string;
  operation: "listNotebooks" | "listAllNotebooks" | "listFlavors" | "listImages" | "listWorkspaces";
  /** What does not work without it. */
  without?: string;
}

/** The first one is the least that every command needs. */
const RIGHTS: readonly [Right, ...Right[]] = [
  { name: "your notebooks", operation: "listNotebooks" },
  {
    name: "all users' notebooks",
    operation: "listAllNotebooks",
    without: "`--all-users` and the policies' audit see your notebooks only.",
  },
  {
    name: "workspaces",
    operation: "listWorkspaces",
    without: "Lists have the notebooks of the default workspace only.",
  },
  { name: "flavors", operation: "listFlavors", without: "getFlavors fails." },
  { name: "images", operation: "listImages", without: "getImage fails." },
];

interface Asked extends Right {
  error?: Error;
}

async function checkRight(client: Client, right: Right): Promise<Asked> {
  const bounds = { deadline: Date.now() + PATIENCE_MS };
  try {
    await client.within(bounds)[right.operation]({ query: { limit: PAGE_SIZE } });
    return right;
  } catch (error) {
    return { ...right, error: error as Error };
  }
}

function rightFinding({ name, operation, without, error }: Asked): Finding {
  const check = `right to list ${name}`;
  if (error === undefined) return { check, result: "ok", detail: "granted" };
  if (isNotPublished(error)) {
    return { check, result: "skipped", detail: "this cloud has no such list" };
  }
  const action = iamActions[operation];
  const grant = action === undefined ? undefined : `The IAM action is ${action}.`;
  const remedy = [without, grant].filter(Boolean).join(" ");
  const advice = [shownMessage(error), remedy].filter(Boolean).join("\n");
  const result = without === undefined ? "failed" : "warning";
  return { check, result, detail: answerFault(error), advice };
}

function endpointFinding({ error }: Asked, { endpoint }: Settings): Finding {
  const check = "endpoint";
  // Another server, such as a proxy, answers in another form.
  const isApi = !(error instanceof ConnectionError || error instanceof AnswerError);
  return isApi
    ? { check, result: "ok", detail: `${endpoint} answers` }
    : { check, result: "failed", detail: answerFault(error), advice: shownMessage(error) };
}

/** In a few words; the message says more. */
function answerFault(error: Error): string {
  if (error instanceof ConnectionError) return `no answer from ${error.origin}`;
  if (error instanceof AnswerError) {
    return `the answer of ${serviceOf(error.exchange).name} can't be used`;
  }
  if (!(error instanceof ApiError)) return "the request failed";
  const { exchange, status, code } = error;
  const details = code === undefined || code === String(status) ? "" : ` (${printable(code)})`;
  return `${serviceOf(exchange).name} answered ${status}${details}`;
}

/** Leases are counted by the service's clock. A signature that is too old is refused, which the lists show. */
const NOTICEABLE_MS = 60_000;

function clockFinding(client: Client): Finding {
  const aheadMs = client.serviceTime() - Date.now();
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const detail = `${seconds} s ${aheadMs > 0 ? "behind" : "ahead of"} the service's`;
  const check = "clock";
  if (Math.abs(aheadMs) < NOTICEABLE_MS) return { check, result: "ok", detail };
  const advice = "Set this machine's clock, for example with NTP.";
  return { check, result: "warning", detail, advice };
}
