/**
 * One file that works by itself: style and script are in it, and its own policy forbids everything from
 * elsewhere. Whatever a user could have written is text.
 */
import { createHash } from "node:crypto";
import { figures, type FleetFigures } from "../fleet";
import {
  isFailed,
  keyOf,
  severityRank,
  type Report,
  type RuleFacts,
  type Severity,
  type Subject,
} from "../model";
import { VERSION } from "../version";
import { count, verdict } from "../words";
import { markup, Markup, table, type Cell } from "./markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function page(report: Report): string {
  const source = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src ${source(SCRIPT)}; base-uri 'none'; form-action 'none'`;
  const made = new Date(report.madeAt).toISOString().replace("T", " ").slice(0, 16);
  const content = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>ModelArts notebooks: ${verdict(report)}</title>
        <style>${new Markup(STYLE)}</style>
      </head>
      <body>
        <main>
          <header>
            <h1>ModelArts notebooks</h1>
            <p class="dim">
              ${report.kind === "audit" ? "Audit of the account" : "Policies of the stack"},
              <time datetime="${new Date(report.madeAt).toISOString()}">${made} UTC</time>.
              ${report.packs.join(", ")}
            </p>
          </header>
          ${judgement(report)} ${glance(report)}
          <form class="find" role="search">
            <label for="find">Find</label
            ><input
              id="find"
              type="search"
              autocomplete="off"
              placeholder="a notebook, a rule, an owner …"
            /><output id="found" for="find" class="dim"></output>
          </form>
          ${[byRule(report), byNotebook(report), undecided(report), exemptions(report), fleet(report)]}
          <footer>
            Made by pulumi-modelarts-policies
            ${VERSION}.${report.fleet.length === 0 ? " Nothing is known of the notebooks themselves: give the state with --state." : ""}
          </footer>
        </main>
        <script>${new Markup(SCRIPT)}</script>
      </body>
    </html>
`;
  return content.text;
}

function judgement(report: Report): Markup {
  const kind =
    isFailed(report) || report.troubles.length > 0
      ? "bad"
      : report.violations.length > 0
        ? "warn"
        : "good";
  const reasons = report.troubles.map((text) => markup`<li>${text}</li>`);
  return markup`<div class="verdict ${kind}">
    ${verdict(report)}${
      reasons.length === 0
        ? ""
        : markup`<ul>
            ${reasons}
          </ul>`
    }
  </div>`;
}

function glance({ fleet, violations, exemptions, undecided }: Report): Markup {
  const mandatory = violations.filter(({ level }) => level === "mandatory").length;
  return markup`<section aria-label="At a glance">
    ${fleet.length === 0 ? "" : fleetTiles(figures(fleet))}
    <ul class="tiles">
      ${tile(mandatory, "mandatory violation", "bad")}
      ${tile(violations.length - mandatory, "advisory violation", "warn")}
      ${tile(exemptions.length, "exemption", "")}
      ${undecided.length === 0 ? "" : tile(undecided.length, "open decision", "warn")}
    </ul>
  </section>`;
}

function fleetTiles({ total, running, stopped, failed, other, ...risks }: FleetFigures): Markup {
  const part = (number: number, kind: string) => {
    const width = ((number / total) * 100).toFixed(2);
    return number === 0 ? "" : markup`<i class="${kind}" style="width:${width}%"></i>`;
  };
  const words = `${running} running, ${stopped} stopped, ${failed} failed, ${other} other`;
  return markup`<ul class="tiles">
      ${tile(total, "notebook", "")}
      ${tile(running, "running", "good", "running")}
      ${tile(stopped, "stopped", "", "stopped")}
      ${failed === 0 ? "" : tile(failed, "failed", "bad", "failed")}
      ${other === 0 ? "" : tile(other, "planned or on the way", "warn", "planned or on the way")}
      ${tile(risks.withoutAutoStop, "without auto stop", "bad", "without auto stop")}
      ${tile(risks.open, "open to the internet", "bad", "open to the internet")}
    </ul>
    <div class="bar" role="img" aria-label="${words}">
      ${[part(running, "running"), part(stopped, "stopped"), part(failed, "failed"), part(other, "other")]}
    </div>`;
}

function tile(number: number, one: string, kind: string, many = `${one}s`): Markup {
  return markup`<li class="${number === 0 ? "" : kind}">
    <strong>${number}</strong><span>${number === 1 ? one : many}</span>
  </li>`;
}

function byRule({ rules, violations, exemptions }: Report): Markup {
  const rows = rules
    .map((rule) => {
      const mine = violations.filter((violation) => violation.rule === rule.name);
      const subjects = new Set(
        mine.map(({ subject }) => subject.urn ?? subject.id ?? subject.name),
      );
      const exempted = exemptions.filter((exemption) => exemption.rule === rule.name).length;
      return { rule, found: mine.length, subjects: subjects.size, exempted };
    })
    .filter(({ found, exempted }) => found + exempted > 0)
    .sort((one, other) => other.found - one.found);
  if (rows.length === 0) return markup``;
  return section(
    "Violations by rule",
    table(
      `${count(rows.length, "rule")} of ${rules.length} with something to say`,
      ["Rule", "Severity", "Level", "Violations", "Resources", "Exempted", "What to do"],
      rows.map(({ rule, found, subjects, exempted }) => [
        markup`<code>${rule.name}</code><span class="sub">${rule.description}</span>`,
        severityCell(rule.severity),
        levelCell(rule),
        number(found),
        number(subjects),
        number(exempted),
        markup`${rule.remedy}${rule.controls.length === 0 ? "" : markup`<span class="sub">${rule.controls.join(" · ")}</span>`}`,
      ]),
    ),
  );
}

function byNotebook({ violations }: Report): Markup {
  if (violations.length === 0) return markup``;
  const hasPlaces = violations.some(({ subject }) => subject.place !== undefined);
  return section(
    "Violations by notebook",
    table(
      count(violations.length, "violation"),
      ["Notebook", "Severity", "Level", "Rule", "What was found", ...(hasPlaces ? ["Where"] : [])],
      violations.map(({ rule, level, severity, subject, message }) => [
        subjectCell(subject),
        severityCell(severity),
        levelCell({ level }),
        markup`<code>${rule}</code>`,
        message,
        ...(hasPlaces ? [placeCell(subject)] : []),
      ]),
    ),
  );
}

function undecided({ undecided }: Report): Markup {
  if (undecided.length === 0) return markup``;
  return section(
    "Left open by the preview",
    table(
      "Values that are not known before the update; the next preview after it decides",
      ["Resource", "Severity", "Rule", "Why"],
      undecided.map(({ rule, severity, subject, reason }) => [
        subjectCell(subject),
        severityCell(severity),
        markup`<code>${rule}</code>`,
        reason,
      ]),
    ),
  );
}

function exemptions({ exemptions, madeAt }: Report): Markup {
  if (exemptions.length === 0) return markup``;
  return section(
    "Exemptions",
    table(
      `${count(exemptions.length, "exemption")} in force; each of them would be a violation`,
      ["Notebook", "Rule", "Severity", "Until", "Days left", "Why", "What it covers"],
      exemptions.map(({ rule, severity, subject, until, reason, message, kind }) => [
        subjectCell(subject),
        markup`<code>${rule}</code>`,
        severityCell(severity),
        kind === "expiring"
          ? markup`<span class="tag warn">${until}</span>`
          : markup`<time>${until}</time>`,
        number(daysLeft(until, madeAt)),
        reason,
        message ?? "",
      ]),
    ),
  );
}

function fleet({ fleet, madeAt, violations }: Report): Markup {
  if (fleet.length === 0) return markup``;
  const found = new Map<string, number>();
  for (const { subject } of violations) {
    const key = keyOf(subject);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return section(
    "All notebooks",
    table(
      count(fleet.length, "notebook"),
      ["Notebook", "Status", "Flavor", "Owner", "Auto stop", "Hours left", "SSH", "Violations"],
      fleet.map((notebook) => {
        const { status, flavor, owner, ssh } = notebook;
        return [
          subjectCell(notebook),
          markup`<span class="tag ${status === undefined ? "plain" : (statusKinds[status] ?? "")}"
            >${status ?? "planned"}</span
          >`,
          markup`${flavor === undefined ? "" : markup`<code>${flavor}</code>`}`,
          owner ?? "",
          autoStopCell(notebook),
          hoursLeft(notebook, madeAt),
          markup`<span class="tag ${sshWords[ssh].kind}">${sshWords[ssh].text}</span>`,
          number(found.get(keyOf(notebook)) ?? 0),
        ];
      }),
    ),
  );
}

const statusKinds: Readonly<Record<string, string>> = {
  RUNNING: "good",
  STOPPED: "plain",
  CREATE_FAILED: "bad",
  START_FAILED: "bad",
  DELETE_FAILED: "bad",
  ERROR: "bad",
  FROZEN: "bad",
};

const sshWords = {
  open: { text: "open", kind: "bad" },
  limited: { text: "whitelist", kind: "good" },
  off: { text: "off", kind: "plain" },
} as const;

function section(title: string, content: Markup): Markup {
  return markup`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function subjectCell({ name, urn, id }: Pick<Subject, "name" | "urn" | "id">): Cell {
  const sub = id ?? urn;
  return {
    shows: markup`${name}${sub === undefined ? "" : markup`<code class="sub">${sub}</code>`}`,
    sort: name,
  };
}

function placeCell({ place }: Subject): Cell {
  if (place === undefined) return { shows: "" };
  const line = String(place.line).padStart(6, "0");
  return { shows: markup`<code>${place.file}:${place.line}</code>`, sort: `${place.file}:${line}` };
}

function severityCell(severity: Severity): Cell {
  const kind = { critical: "bad", high: "bad", medium: "warn", low: "" }[severity];
  return {
    shows: markup`<span class="tag ${kind}">${severity}</span>`,
    sort: severityRank(severity),
  };
}

function levelCell({ level }: Pick<RuleFacts, "level">): Markup {
  return level === "mandatory" ? markup`<strong>mandatory</strong>` : markup`advisory`;
}

function autoStopCell({ autoStop, leaseMs, leaseType }: Report["fleet"][number]): Cell {
  if (autoStop === "off") return { shows: markup`<span class="tag bad">off</span>`, sort: "off" };
  if (leaseMs === undefined)
    return { shows: markup`<span class="tag plain">unknown</span>`, sort: "" };
  const hours = round(leaseMs / HOUR_MS);
  return { shows: `${leaseType === "idle" ? "idle for" : "after"} ${hours} h`, sort: hours };
}

/** Of an idle lease it is how long at least, since using the notebook puts it off. */
function hoursLeft(
  { stopsAt, leaseMs = 0, leaseType }: Report["fleet"][number],
  now: number,
): Cell {
  if (stopsAt === undefined) return { shows: "", sort: "", isNumber: true };
  const left = stopsAt - now;
  if (left < 0) {
    return leaseType === "idle"
      ? { shows: "in use", sort: 0, isNumber: true }
      : {
          shows: markup`<span class="tag warn">over</span>`,
          sort: round(left / HOUR_MS),
          isNumber: true,
        };
  }
  const percent = Math.min(100, (left / leaseMs) * 100).toFixed(0);
  const hours = round(left / HOUR_MS);
  return {
    shows: markup`${leaseType === "idle" ? "≥ " : ""}${hours.toFixed(1)}<span
        class="meter"
        aria-hidden="true"
        ><i style="width:${percent}%"></i
      ></span>`,
    sort: hours,
    isNumber: true,
  };
}

/** The last day counts. */
function daysLeft(until: string, now: number): number {
  const end = Date.parse(`${until}T00:00:00Z`) + DAY_MS;
  return Number.isNaN(end) ? 0 : Math.max(0, Math.floor((end - now) / DAY_MS));
}

function number(value: number): Cell {
  return { shows: String(value), sort: value, isNumber: true };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
