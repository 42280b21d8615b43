/** The totals at the top of the page. A tile leads to what it counts; with the script it filters by it. */
import { countFleet, type FleetCounts } from "../../model/fleet";
import { severities, type Report } from "../../model/report";
import { runningHoursSentence } from "../../model/running-hours";
import { markup, type Markup } from "./markup";

interface Tile {
  number: number;
  one: string;
  many?: string;
  kind?: string;
  /** The id of the section. */
  target: string;
  /** The filter's name and value. */
  filter?: [name: string, value: string];
}

export function summaryTiles(report: Report): Markup {
  const { fleet, violations, exemptions, undecided, createdAt } = report;
  const hours = runningHoursSentence(fleet, createdAt);
  const bySeverity = severities.toReversed().map((severity) => ({
    number: violations.filter((violation) => violation.severity === severity).length,
    one: severity,
    many: severity,
    kind: severity,
    target: "violations",
    filter: ["severity", severity] as [string, string],
  }));
  const mandatory = violations.filter(({ level }) => level === "mandatory").length;
  return markup`<section aria-label="At a glance">
    ${fleet.length === 0 ? "" : fleetTiles(countFleet(fleet))}
    ${hours === undefined ? "" : markup`<p class="hours">${hours}</p>`}
    <ul class="tiles">
      ${bySeverity.map(tile)}
      ${tile({
        number: mandatory,
        one: "mandatory violation",
        kind: "bad",
        target: "violations",
        filter: ["level", "mandatory"],
      })}
      ${tile({
        number: violations.length - mandatory,
        one: "advisory violation",
        kind: "warn",
        target: "violations",
        filter: ["level", "advisory"],
      })}
      ${tile({ number: exemptions.length, one: "exemption", target: "exemptions" })}
      ${undecided.length === 0 ? "" : tile({ number: undecided.length, one: "open decision", kind: "warn", target: "undecided" })}
    </ul>
  </section>`;
}

function fleetTiles(counts: FleetCounts): Markup {
  const { total, running, stopped, failed, other, withoutAutoStop, open } = counts;
  const part = (number: number, kind: string) => {
    const width = ((number / total) * 100).toFixed(2);
    return number === 0 ? "" : markup`<i class="${kind}" style="width:${width}%"></i>`;
  };
  const words = `${running} running, ${stopped} stopped, ${failed} failed, ${other} other`;
  const target = "notebooks";
  const status = (number: number, text: string, value: string, kind: string) =>
    tile({ number, one: text, many: text, kind, target, filter: ["status", value] });
  const risk = (number: number, text: string, value: string) =>
    tile({ number, one: text, many: text, kind: "bad", target, filter: ["risk", value] });
  return markup`<ul class="tiles">
      ${tile({ number: total, one: "notebook", target })}
      ${status(running, "running", "running", "good")}
      ${status(stopped, "stopped", "stopped", "")}
      ${failed === 0 ? "" : status(failed, "failed", "failed", "bad")}
      ${other === 0 ? "" : status(other, "planned or on the way", "other", "warn")}
      ${risk(withoutAutoStop, "without auto stop", "withoutAutoStop")}
      ${risk(open, "open to the internet", "open")}
    </ul>
    <div class="bar" role="img" aria-label="${words}">
      ${[part(running, "running"), part(stopped, "stopped"), part(failed, "failed"), part(other, "other")]}
    </div>`;
}

function tile({ number, one, many = `${one}s`, kind = "", target, filter }: Tile): Markup {
  const text = markup`<strong>${number}</strong> <span>${number === 1 ? one : many}</span>`;
  if (number === 0) return markup`<li>${text}</li>`;
  const choice =
    filter === undefined
      ? undefined
      : markup` data-filter="${filter[0]}" data-value="${filter[1]}"`;
  return markup`<li class="${kind}"><a href="#${target}"${choice}>${text}</a></li>`;
}
