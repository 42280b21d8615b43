import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { printableLines } from "pulumi-modelarts/wire/printable";
import type {
  FleetNotebook,
  Level,
  Report,
  RuleFacts,
  Severity,
  Violation,
} from "../../../policies/report/model/report";
import { auditOf } from "./account";
import { HOSTILE, NOW, REPORT, urnOf } from "./fixtures";
import { DESKTOP, PHONE, ReportPage, TABLET } from "./page-in-browser";
import { pdfText } from "./pdf-text";

const rule = (name: string, severity: Severity, level: Level): RuleFacts => ({
  name,
  severity,
  level,
  description: `${name} described.`,
  why: `The reason for ${name}.`,
  whenNot: `Where ${name} is wrong.`,
  remedy: `The fix for ${name}.`,
  controls: ["CIS 5.2"],
});
const RULES = {
  secrets: rule("disallow-secrets", "critical", "mandatory"),
  whitelist: rule("require-ssh-whitelist", "high", "mandatory"),
  tags: rule("require-tags", "low", "advisory"),
  owner: rule("require-owner", "medium", "advisory"),
};
const notebook = (name: string, owner: string, more: Partial<FleetNotebook>): FleetNotebook => ({
  name,
  id: `id-${name}`,
  owner,
  status: "RUNNING",
  flavor: "modelarts.vm.cpu.2u",
  autoStop: "on",
  ssh: "limited",
  ...more,
});
const found = (of: RuleFacts, name: string, message: string): Violation => ({
  rule: of.name,
  level: of.level,
  severity: of.severity,
  message,
  resource: { name, id: `id-${name}`, position: { file: "Pulumi.yaml", line: 1 } },
});

/** An audit of four notebooks. Three of them lack the same tag. */
const AUDIT: Report = {
  kind: "audit",
  scope: {
    cloud: "Open Telekom Cloud",
    endpoint: "https://modelarts.example",
    regions: ["eu-de"],
    projectIds: ["0123"],
    stack: "prod",
    preset: "strict",
    settingsFile: "strict.json",
  },
  createdAt: NOW,
  packs: ["modelarts 0.4.0"],
  rules: Object.values(RULES),
  violations: [
    found(RULES.secrets, "boss", "description holds a password."),
    found(RULES.whitelist, "wide", "The range is too wide."),
    ...["boss", "wide", "plain"].map((name) => found(RULES.tags, name, "The tag team is missing.")),
    found(RULES.tags, "plain", 'The tag "cost" is missing, too.'),
  ],
  exemptions: [
    {
      ...found(RULES.whitelist, "boss", ""),
      kind: "exempted",
      reportedAs: "advisory",
      until: "2027-01-31",
      reason: "a demo",
    },
  ],
  undecided: [],
  fleet: [
    notebook("boss", "anna", {}),
    notebook("wide", "boris", { autoStop: "off" }),
    notebook("plain", "boris", { status: "STOPPED", ssh: "open" }),
    notebook("good", "chen", {}),
  ],
  coverage: ["Looked in the whole project.", "warning: Notebooks may be missing."],
  runErrors: [],
};

/** So many notebooks with six violations each, three of them the same everywhere. */
function large(count: number): Report {
  const names = Array.from({ length: count }, (_, index) => `notebook-${index}`);
  const of = Object.values(RULES);
  return {
    ...AUDIT,
    fleet: names.map((name, index) => notebook(name, `owner-${index % 300}`, {})),
    violations: names.flatMap((name) =>
      of
        .slice(0, 3)
        .flatMap((each) => [
          found(each, name, "The same text for every notebook."),
          found(each, name, `Only ${name} has this text.`),
        ]),
    ),
  };
}

describe("the report's page, as a manager uses it", function () {
  this.timeout(600_000); // It may have to install the browser.
  let shown: ReportPage;
  before(async () => (shown = await ReportPage.start()));
  after(() => shown?.stop());
  const byRule = ".view.by-rule > details";
  const byNotebook = ".view.by-notebook > details";

  describe("groups", () => {
    before(() => shown.open(AUDIT));

    it("has a group for each rule, the worst first, with its level and its number of violations", async () => {
      assert.deepEqual(await shown.texts(`${byRule} > summary`), [
        "critical disallow-secrets disallow-secrets described. mandatory 1 violation",
        "high require-ssh-whitelist require-ssh-whitelist described. mandatory 1 violation",
        "low require-tags require-tags described. advisory 4 violations",
      ]);
    });

    it("shows identical violations once, with all of their notebooks", async () => {
      assert.deepEqual((await shown.texts(`${byRule} tbody tr`)).slice(2), [
        "The tag team is missing. boss wide plain",
        'The tag "cost" is missing, too. plain',
      ]);
    });

    it("switches to a group for each notebook, with its owner, and back", async () => {
      assert.deepEqual(await shown.texts(byNotebook), []);
      await shown.click(".switch label", "notebook");
      assert.deepEqual(await shown.texts(byRule), []);
      assert.deepEqual(await shown.texts(`${byNotebook} > summary`), [
        "1 critical 1 low boss id-boss RUNNING anna 2 violations",
        "1 high 1 low wide id-wide RUNNING boris 2 violations",
        "2 low plain id-plain STOPPED boris 2 violations",
      ]);
      await shown.click(".switch label", "rule");
      assert.equal((await shown.texts(byRule)).length, 3);
    });

    it("collapses and expands one group, and all of them", async () => {
      const rows = () => shown.texts(`${byRule} tbody tr`);
      await shown.click(`${byRule} > summary`, "require-tags");
      assert.equal((await rows()).length, 2);
      await shown.click("button", "Collapse all");
      assert.equal((await rows()).length, 0);
      assert.equal((await shown.texts(`${byRule} > summary`)).length, 3);
      await shown.click("button", "Expand all");
      assert.equal((await rows()).length, 4);
    });

    it("has closed groups, and a short page, for many violations", async () => {
      await shown.open(large(32));
      assert.deepEqual(await shown.texts(`${byRule} tbody tr`), []);
      assert.deepEqual(await shown.texts(".fleet tbody tr"), []);
      const height = await shown.evaluate<number>("document.documentElement.scrollHeight");
      assert.ok(height < 2000, `${height} px`);
    });
  });

  describe("filters", () => {
    beforeEach(() => shown.open(AUDIT));
    const groups = () => shown.texts(`${byRule} > summary code`);
    const notebooks = async () =>
      (await shown.texts(".fleet tbody th")).map((each) => each.split(" ")[0]);
    const said = () => shown.evaluate<string>(`document.getElementById("found").textContent`);

    const chips: [facet: string, chip: string, rules: string[], notebooks: string[]][] = [
      ["severity", "critical", ["disallow-secrets"], ["boss"]],
      ["level", "advisory", ["require-tags"], ["boss", "wide", "plain"]],
      ["status", "stopped", ["require-tags"], ["plain"]],
      ["owner", "boris", ["require-ssh-whitelist", "require-tags"], ["wide", "plain"]],
      ["risk", "without auto stop", ["require-ssh-whitelist", "require-tags"], ["wide"]],
      ["risk", "open to the internet", ["require-tags"], ["plain"]],
    ];
    for (const [facet, chip, rules, names] of chips) {
      it(`has a chip for the ${facet} ${chip}`, async () => {
        await shown.click(`.chips:has([name=${facet}]) .chip`, chip);
        assert.deepEqual(await groups(), rules);
        assert.deepEqual(await notebooks(), names);
        await shown.click(".chip:has(:checked)");
        assert.equal((await groups()).length, 3);
        assert.equal((await notebooks()).length, 4);
        assert.equal(await said(), "");
      });
    }

    it("adds up chips of one row, and narrows by those of another one", async () => {
      await shown.click(".chip", "critical");
      await shown.click(".chip", "low");
      assert.deepEqual(await groups(), ["disallow-secrets", "require-tags"]);
      await shown.click(".chip", "boris");
      assert.deepEqual(await groups(), ["require-tags"]);
      assert.equal(await said(), "3 of 6 violations, 2 of 4 notebooks");
      assert.deepEqual(await shown.texts(`${byRule} .names`), ["wide plain", "plain"]);
      assert.deepEqual(await shown.texts(`${byRule} .count`), ["3 of 4 violations"]);
      await shown.click(".switch label", "notebook");
      assert.deepEqual(await shown.texts(`${byNotebook} .what`), [
        "wide id-wide",
        "plain id-plain",
      ]);
      await shown.click("button", "Clear filters");
      assert.equal((await shown.texts(`${byNotebook} .what`)).length, 3);
    });

    const tiles: [tile: string, rules: string[], notebooks: string[]][] = [
      ["critical", ["disallow-secrets"], ["boss"]],
      ["mandatory", ["disallow-secrets", "require-ssh-whitelist"], ["boss", "wide"]],
      ["stopped", ["require-tags"], ["plain"]],
      ["without auto stop", ["require-ssh-whitelist", "require-tags"], ["wide"]],
    ];
    for (const [tile, rules, names] of tiles) {
      it(`filters by a click on the tile "${tile}", and shows that it is pressed`, async () => {
        const pressed = () => shown.texts(".tiles [aria-pressed=true]");
        await shown.click(".tiles a", tile);
        assert.deepEqual(await groups(), rules);
        assert.deepEqual(await notebooks(), names);
        assert.equal((await pressed()).length, 1);
        await shown.click(".tiles a", tile);
        assert.equal((await groups()).length, 3);
        assert.deepEqual(await pressed(), []);
      });
    }

    it("tells critical from high, in tiles and in groups", async () => {
      for (const part of [".tiles li", ".group .tag"]) {
        const color = (severity: string) =>
          shown.evaluate<string>(
            `(() => { const { backgroundColor, color } = getComputedStyle(document.querySelector("${part}.${severity}")); return backgroundColor + color; })()`,
          );
        assert.notEqual(await color("critical"), await color("high"));
      }
    });

    const words: [words: string, rules: string[], notebooks: string[]][] = [
      ["ANNA", ["disallow-secrets", "require-tags"], ["boss"]],
      ["tags anna", ["require-tags"], ["boss"]],
      ["password", ["disallow-secrets"], ["boss"]],
      ["id-good", [], ["good"]],
    ];
    for (const [text, rules, names] of words) {
      it(`finds "${text}" in owners, rules, messages and notebooks`, async () => {
        await shown.find(text);
        assert.deepEqual(await groups(), rules);
        assert.deepEqual(await notebooks(), names);
      });
    }

    it("hides sections without a match, in the contents, too, and says if nothing matches", async () => {
      const sections = () => shown.texts("main > section > details > summary h2");
      const contents = () => shown.texts("nav a");
      await shown.find("chen");
      assert.deepEqual(await sections(), ["All notebooks"]);
      assert.deepEqual(await contents(), ["Top", "Notebooks 1"]);
      await shown.find("demo");
      assert.deepEqual(await sections(), ["Exemptions"]);
      await shown.find("nothing like this");
      assert.deepEqual(await sections(), []);
      assert.deepEqual(await shown.texts("#none"), ["Nothing matches the filters."]);
      assert.equal(await shown.find(""), "");
      assert.deepEqual(await sections(), ["Violations", "Exemptions", "All notebooks", "Rules"]);
    });

    it("still filters the right rows after the table was sorted", async () => {
      await shown.click(".fleet thead button", "Notebook");
      await shown.click(".fleet thead button", "Notebook");
      await shown.find("anna");
      assert.deepEqual(await notebooks(), ["boss"]);
    });
  });

  it("offers no filter in a report without results", async () => {
    const nothing = { rules: [], violations: [], exemptions: [], undecided: [], fleet: [] };
    await shown.open({ ...AUDIT, ...nothing });
    const verdict = "No notebooks were found, so nothing was checked.";
    assert.deepEqual(await shown.texts(".verdict"), [verdict]);
    assert.deepEqual(await shown.texts(".find, .filters, .buttons, main > section > details"), []);
    assert.deepEqual(shown.logged, []);
  });

  describe("links", () => {
    before(() => shown.open(AUDIT));
    const target = () =>
      shown.evaluate<[boolean, string]>(
        `(() => { const each = document.querySelector(":target"); return [each.checkVisibility(), each.textContent]; })()`,
      );

    it("leads from a rule to its documentation, which opens", async () => {
      assert.deepEqual(await shown.texts(".doc"), []);
      await shown.click(`${byRule}:nth-child(2) .fix a`);
      const [isVisible, text] = await target();
      assert.ok(isVisible);
      for (const part of ["reason for", "fix for", "Where"]) {
        assert.match(text, new RegExp(`${part} require-ssh-whitelist`));
      }
      assert.match(text, /CIS 5\.2/);
    });

    it("leads from a violation to its notebook, and back to the violations of the notebook", async () => {
      await shown.click(`${byRule} .names a`, "wide");
      assert.match((await target())[1], /^wide.*boris/);
      await shown.click(".fleet tr:target a", "2");
      const [isVisible, text] = await target();
      assert.ok(isVisible);
      assert.match(text, /The range is too wide\./);
      assert.deepEqual(await shown.texts(byRule), []);
    });

    it("leads to what a filter hides by giving up the filter", async () => {
      await shown.open(AUDIT);
      await shown.find("wide");
      await shown.evaluate(
        `location.hash = "#n3"; new Promise((resolve) => setTimeout(resolve, 50))`,
      );
      const [isVisible, text] = await target();
      assert.ok(isVisible);
      assert.match(text, /^good/);
    });

    it("has contents that stay at the top, and a head of the table below them", async () => {
      await shown.open({ ...large(20), violations: [] });
      await shown.evaluate(`document.querySelector("#n15").scrollIntoView()`);
      const [bar, head, row] = await shown.evaluate<[number, number, number]>(
        `[".toolbar", ".fleet thead th", "#n15"].map((each) => document.querySelector(each).getBoundingClientRect().top)`,
      );
      assert.equal(bar, 0);
      assert.ok(head > 40 && head < row, `${head} px, ${row} px`);
    });
  });

  describe("header", () => {
    it("says which cloud, region, project, stack and preset", async () => {
      await shown.open(AUDIT);
      assert.deepEqual(await shown.texts(".facts div"), [
        "Cloud Open Telekom Cloud",
        "Region eu-de",
        "Project 0123",
        "Configuration of stack prod",
        "Preset strict (strict.json)",
        "Policies modelarts 0.4.0",
        "Made 2026-11-24 12:00 UTC",
      ]);
      assert.deepEqual(await shown.texts("header .caution"), [
        "warning: Notebooks may be missing.",
      ]);
    });

    it("leaves out what the source does not know", async () => {
      await shown.open({ ...AUDIT, scope: {} });
      assert.deepEqual(await shown.texts(".facts dt"), ["Policies", "Made"]);
      const scope = { stack: "dev", pulumiProject: "lab", regions: ["eu-de", "eu-nl"] };
      await shown.open({ ...REPORT, scope });
      assert.deepEqual((await shown.texts(".facts div")).slice(0, 3), [
        "Regions eu-de, eu-nl",
        "Stack dev",
        "Pulumi project lab",
      ]);
    });
  });

  describe("the whitelist of a notebook", () => {
    const ssh = async (report: Report) => {
      await shown.open(report);
      return shown.evaluate<string[]>(
        `[...document.querySelectorAll(".fleet td:nth-child(7) .tag")].map((each) => each.textContent + ", " + each.classList[1])`,
      );
    };

    it("is green only where the rule was checked and found nothing", async () => {
      // The rule found the second whitelist too wide, and the first one is exempted.
      assert.deepEqual(await ssh(AUDIT), [
        "faulty whitelist, warn",
        "faulty whitelist, warn",
        "open, bad",
        "whitelist, good",
      ]);
    });

    it("is not green if the rule did not run", async () => {
      const rules = [RULES.tags];
      const violations = AUDIT.violations.filter((each) => each.rule === RULES.tags.name);
      const [first] = await ssh({ ...AUDIT, rules, violations, exemptions: [] });
      assert.equal(first, "whitelist, plain");
    });
  });

  describe("downloads", () => {
    const name = (kind: string) => `modelarts-2026-11-24.${kind}`;
    /** RFC 4180. */
    const parse = (csv: string) =>
      [
        ...csv.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g),
      ].map(([, line = ""]) =>
        [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
          ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
        ),
      );
    const printed = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, each: unknown) =>
          typeof each === "string" ? printableLines(each) : each,
        ),
      );

    it("has the report as JSON", async () => {
      await shown.open(REPORT);
      const { createdAt, verdict, ...rest } = JSON.parse(
        await shown.download("Download JSON", name("json")),
      ) as Report & { verdict: string };
      assert.equal(createdAt, "2026-11-24T12:00:00.000Z");
      assert.match(verdict, /^3 violations, 2 of them mandatory/);
      const { createdAt: _, ...expected } = REPORT;
      assert.deepEqual(rest, printed(expected));
    });

    it("has the violations as CSV, with quotes, line breaks and hostile names as text", async () => {
      const evil = '=HYPERLINK("https://evil.example")';
      const more = {
        ...found(RULES.tags, evil, 'a "quoted", text\nin two lines'),
        level: "advisory" as const,
      };
      await shown.open({ ...REPORT, violations: [...REPORT.violations, more] });
      const csv = await shown.download("Download CSV", name("csv"));
      assert.ok(csv.startsWith("\ufeffseverity,"), "a spreadsheet needs the mark for UTF-8");
      const [head = [], ...rows] = parse(csv.slice(1));
      const cells = rows.map((row) => Object.fromEntries(head.map((key, at) => [key, row[at]])));
      assert.equal(cells.length, 4);
      assert.deepEqual(cells[0], {
        severity: "high",
        level: "mandatory",
        rule: "require-auto-stop",
        notebook: "dev",
        id: "id-dev",
        owner: "anna",
        status: "RUNNING",
        flavor: "modelarts.vm.cpu.2u",
        message: "lease.enable is false.",
        remedy: "Set the lease.",
        file: "infra/my program.ts",
        line: "7",
        urn: urnOf("dev"),
      });
      const [hostile, formula] = cells.slice(2);
      assert.equal(hostile?.["notebook"], printableLines(HOSTILE));
      assert.equal(formula?.["notebook"], `'${evil}`);
      assert.equal(formula?.["message"], 'a "quoted", text\nin two lines');
    });

    it("has what the filters leave", async () => {
      await shown.open(AUDIT);
      await shown.find("anna");
      assert.equal(parse(await shown.download("Download CSV", name("csv"))).length, 3);
      const json = JSON.parse(await shown.download("Download JSON", name("json"))) as Report;
      assert.deepEqual(
        [json.violations.length, json.exemptions.length, json.fleet.length],
        [2, 1, 1],
      );
    });

    it("shows no position in an audit, which has no program", async () => {
      await shown.open(AUDIT);
      assert.doesNotMatch(await shown.download("Download JSON", name("json")), /Pulumi\.yaml/);
    });

    it("is allowed by the content security policy", () => {
      assert.deepEqual(shown.logged, []);
      assert.ok(shown.requested.every((url) => /^(file|blob|about):/.test(url)));
    });
  });

  describe("without JavaScript", () => {
    before(() => shown.open(AUDIT, { hasScript: false }));
    after(() => shown.open(AUDIT));

    it("shows everything, and no control that needs the script", async () => {
      assert.equal((await shown.texts(`${byRule} tbody tr`)).length, 4);
      assert.equal((await shown.texts(`${byRule} .names a`)).length, 6);
      assert.equal((await shown.texts(".fleet tbody tr")).length, 4);
      assert.deepEqual(await shown.texts(".find, .filters, .buttons, #found, #none, #data"), []);
    });

    it("still collapses groups, switches the view, and follows links into closed groups", async () => {
      await shown.click(`${byRule} > summary`, "require-tags");
      assert.equal((await shown.texts(`${byRule} tbody tr`)).length, 2);
      await shown.click(".switch label", "notebook");
      assert.deepEqual(await shown.texts(byRule), []);
      assert.equal((await shown.texts(byNotebook)).length, 3);
      await shown.click(`${byNotebook} td a`, "disallow-secrets");
      assert.match((await shown.texts(".doc"))[0] ?? "", /The fix for disallow-secrets/);
      await shown.click(".switch label", "rule");
      await shown.click(".fleet a", "2");
      assert.match((await shown.texts(`${byNotebook} tr`)).join(), /description holds a password/);
    });

    it("has tiles that lead to what they count", async () => {
      await shown.click(".tiles a", "critical");
      assert.equal(await shown.evaluate("location.hash"), "#violations");
    });
  });

  describe("print", () => {
    it("has the report's name, its time and a number on each page, and a head on each part of a table", async () => {
      await shown.open(large(60));
      const pages = pdfText(await shown.pdf());
      assert.ok(pages.length > 5, `${pages.length} pages`);
      for (const [index, text] of pages.entries()) {
        const [first, second, ...number] = text.split("\n");
        assert.deepEqual([first, second], ["ModelArts notebooks", "2026-11-24 12:00 UTC"]);
        assert.match(
          number.slice(0, 5).join(""),
          new RegExp(`^page ${index + 1} of ${pages.length}`),
        );
      }
      const fleet = pages.filter((text) => /\nmodelarts\.vm\.cpu\.2u\n/.test(text));
      assert.ok(fleet.length > 2, `${fleet.length} pages`);
      for (const text of fleet) assert.match(text, /Notebook\nStatus\n[^]*Hours left/);
      const continued = pages.filter((text) => /Only notebook-\d+ has/.test(text));
      assert.ok(continued.length > 2, `${continued.length} pages`);
      for (const text of continued) {
        assert.match(text, /(disallow-secrets|require-ssh-whitelist|require-tags)\nWhat was found/);
      }
    });

    it("prints closed groups, and only what the filters leave", async () => {
      await shown.open(large(32));
      await shown.find("notebook-7");
      await shown.click("button", "Collapse all");
      const text = pdfText(await shown.pdf())
        .join("\n")
        .replace(/\s+/g, " ");
      assert.match(text, /Only notebook-7 has this text/);
      assert.doesNotMatch(text, /Only notebook-8 has|Download|Clear filters/);
      assert.match(text, /6 of 192 violations, 1 of 32 notebooks/);
    });
  });

  describe("on small screens", () => {
    for (const [name, screen] of Object.entries({ PHONE, TABLET, DESKTOP })) {
      it(`fits the width: ${name}`, async () => {
        for (const report of [AUDIT, REPORT, large(32)]) {
          for (const view of ["rule", "notebook"]) {
            await shown.open(report, { screen });
            await shown.click(".switch label", view);
            await shown.find("no");
            await shown.evaluate(
              `document.querySelectorAll("details").forEach((each) => (each.open = true))`,
            );
            const beyond = await shown.evaluate<string[]>(
              `[...document.querySelectorAll("main *")].filter((each) => each.checkVisibility() && !each.closest("nav, .scroll table, .more") && each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 120))`,
            );
            assert.deepEqual(beyond, []);
          }
        }
      });
    }

    it("shows rows as cards on a phone, each cell with the name of its column", async () => {
      await shown.open(AUDIT, { screen: PHONE });
      await shown.click(".switch label", "notebook");
      const inGroup = await shown.evaluate(
        `getComputedStyle(document.querySelector(".of-notebook tbody tr")).display`,
      );
      assert.equal(inGroup, "block");
      const [display, labels, right] = await shown.evaluate<[string, string[], number]>(
        `(() => { const row = document.querySelector(".fleet tbody tr"); return [getComputedStyle(row).display, [...row.cells].slice(1).map((cell) => getComputedStyle(cell, "::before").content), row.getBoundingClientRect().right]; })()`,
      );
      assert.equal(display, "block");
      const names = ["Status", "Flavor", "Owner", "Auto stop", "Hours left", "SSH", "Violations"];
      assert.deepEqual(
        labels,
        names.map((name) => `"${name}"`),
      );
      assert.ok(right <= PHONE.width, `${right} px`);
      await shown.open(AUDIT, { screen: TABLET });
      const tops = await shown.evaluate<number[]>(
        `[...document.querySelectorAll(".fleet tbody tr")].map((row) => row.getBoundingClientRect().top)`,
      );
      assert.equal(new Set(tops).size, 2, "a tablet has two cards beside each other");
      await shown.open(AUDIT);
      const onDesktop = await shown.evaluate(
        `getComputedStyle(document.querySelector(".fleet tbody tr")).display`,
      );
      assert.equal(onDesktop, "table-row");
    });
  });

  describe("an audit of 32 notebooks in a simulated account", () => {
    const heights = { PHONE: 4000, TABLET: 2600, DESKTOP: 2000 };
    for (const [name, screen] of Object.entries({ PHONE, TABLET, DESKTOP })) {
      it(`is a few screens long: ${name}`, async () => {
        await shown.open(await auditOf(32), { screen });
        const height = await shown.evaluate<number>("document.documentElement.scrollHeight");
        assert.ok(height < heights[name as keyof typeof heights], `${height} px`);
        assert.ok((await shown.texts(byRule)).length > 5);
      });
    }

    it("has no green whitelist where the rule found something", async () => {
      const report = await auditOf(32);
      await shown.open(report);
      const green = await shown.evaluate<string[]>(
        `[...document.querySelectorAll(".fleet tr:has(td:nth-child(7) .good)")].map((row) => row.querySelector(".sub").textContent)`,
      );
      const broken = report.violations.filter((each) => each.rule === RULES.whitelist.name);
      assert.ok(green.length > 0 && broken.length > 0);
      for (const { resource } of broken) assert.ok(!green.includes(resource.id ?? ""));
    });

    it("opens the README as a small picture", () => {
      const root = join(__dirname, "../../..");
      assert.match(
        readFileSync(join(root, "README.md"), "utf8"),
        /!\[[^\]]+\]\(docs\/report\.png\)/,
      );
      assert.ok(statSync(join(root, "docs/report.png")).size < 150_000);
    });
  });

  describe("size", () => {
    for (const [count, seconds] of [
      [32, 4],
      [500, 6],
      [5000, 25],
    ] as const) {
      it(`opens ${count} notebooks fast, and filters them fast`, async () => {
        const report = large(count);
        const start = performance.now();
        await shown.open(report);
        const opened = (performance.now() - start) / 1000;
        assert.ok(opened < seconds, `${opened} s`);
        const height = await shown.evaluate<number>("document.documentElement.scrollHeight");
        assert.ok(height < 2000, `${height} px`);
        const found = performance.now();
        assert.equal(await shown.find("owner-7"), expectedFound(report));
        assert.ok((performance.now() - found) / 1000 < seconds);
      });
    }

    function expectedFound({ violations, fleet }: Report): string {
      const theirs = fleet.filter(({ owner = "" }) => owner.includes("owner-7"));
      return `${theirs.length * 6} of ${violations.length} violations, ${theirs.length} of ${fleet.length} notebooks`;
    }
  });
});
