/** The totals at the top of the page. */
import { countFleet, type FleetCounts } from "../../model/fleet";
import type { Report } from "../../model/report";
import { markup, type Markup } from "./markup";

export function summaryTiles({ fleet, violations, exemptions, undecided }: Report): Markup {
  const mandatory = violations.filter(({ level }) => level === "mandatory").length;
  return markup`<section aria-label="At a glance">
    ${fleet.length === 0 ? "" : fleetTiles(countFleet(fleet))}
    <ul class="tiles">
      ${tile(mandatory, "mandatory violation", "bad")}
      ${tile(violations.length - mandatory, "advisory violation", "warn")}
      ${tile(exemptions.length, "exemption", "")}
      ${undecided.length === 0 ? "" : tile(undecided.length, "open decision", "warn")}
    </ul>
  </section>`;
}

function fleetTiles({ total, running, stopped, failed, other, ...risks }: FleetCounts): Markup {
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
