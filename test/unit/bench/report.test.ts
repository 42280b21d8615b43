import assert from "node:assert/strict";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { chart } from "../../../tools/bench/report/chart";
import { growthTable, idealTable } from "../../../tools/bench/report/growth";
import { markdown } from "../../../tools/bench/report/markdown";
import { tables } from "../../../tools/bench/report/tables";
import { result, row, sample } from "./fixture";

describe("the benchmark's report", () => {
  const samples = [sample(3), sample(1.5), sample(4)];
  const measured = result({
    lifecycle: [
      row({ contestant: "floor", samples: [sample(2)] }),
      row({ contestant: "ours", samples }),
      row({ contestant: "ours", notebooks: 100, samples: [sample(8)] }),
    ],
    series: [
      { group: "start", name: "node", unit: "s", samples: [0.5] },
      { group: "start", name: "help", unit: "s", comparedWith: "node", samples: [0.75] },
    ],
  });

  it("compares medians with the floor of the same notebooks", () => {
    const [ten, hundred] = tables(measured);
    assert.match(ten?.title ?? "", /10 notebooks, 0 ms of latency/);
    assert.deepEqual(ten?.head, ["", "floor", "ours"]);
    assert.deepEqual(ten?.rows, [["refresh", "2", "3 (1.50–4) 1.50×"]]);
    assert.deepEqual(hundred?.rows, [["refresh", "8"]]);
  });

  it("compares a start with the one that it names", () => {
    const starts = tables(measured).find(({ title }) => title.startsWith("Starts"));
    assert.deepEqual(starts?.rows[1], ["help", "s", "0.75", "1.50× (+0.25) node"]);
  });

  it("compares what one more notebook costs", () => {
    const at = (contestant: "floor" | "ours", notebooks: number, seconds: number) =>
      row({ contestant, notebooks, operation: "preview", samples: [sample(seconds)] });
    const lifecycle = [
      ...[at("floor", 1, 1), at("floor", 100, 1.99), at("floor", 1000, 10.99)],
      ...[at("ours", 1, 2), at("ours", 100, 2.99), at("ours", 1000, 20.99)],
    ];
    assert.deepEqual(growthTable(result({ lifecycle })).rows, [
      ["preview, 1 to 100", "10.00", "10.00 1.00×"],
      ["preview, 100 to 1000", "10.00", "20.00 2.00×"],
    ]);
  });

  it("compares a refresh with latency with the floor and the waits for the requests", () => {
    const at = (contestant: "floor" | "ours", seconds: number, showNotebook: number) =>
      row({ contestant, latencyMs: 50, samples: [sample(seconds, { showNotebook })] });
    const { rows } = idealTable(result({ lifecycle: [at("floor", 2, 0), at("ours", 2.75, 80)] }));
    // 80 requests, 8 at the same time, 50 ms each.
    assert.deepEqual(rows, [["ours", "10", "50 ms", "refresh", "2.75", "2.50", "1.10×"]]);
  });

  it("shows tables in columns", () => {
    const text = markdown({ title: "", head: ["", "s"], rows: [["refresh", "2.50"]] });
    assert.equal(text, "|         |    s |\n| ------- | ---: |\n| refresh | 2.50 |");
  });

  it("draws the growth in proportion", () => {
    const svg = chart(measured);
    assert.equal(XMLValidator.validate(svg), true);
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(svg);
    const panel = parsed.svg.g[2];
    assert.match(JSON.stringify(panel.text), /refresh/);
    // Of 100 notebooks and 8 seconds, on 300 × 260.
    const ours = panel.g.find((line: object) => JSON.stringify(line).includes("#0072b2"));
    assert.equal(ours.polyline["@_points"], "30,162.5 300,0");
  });
});
