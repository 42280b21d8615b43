import assert from "node:assert/strict";
import { page } from "../../../policies/report/formats/html/page";
import { HOSTILE, REPORT } from "./fixtures";
import { PHONE, ReportPage } from "./page-in-browser";

/** What the page shows of HOSTILE: control characters are replaced, and white space runs together. */
const SHOWN = HOSTILE.replace(/(?!\n)\p{Cc}/gu, "\ufffd").replace(/\s+/g, " ");

describe("the report's page in a browser", function () {
  this.timeout(600_000); // It may have to install the browser.
  let shown: ReportPage;
  let browser: ReportPage["browser"];

  before(async () => {
    shown = await ReportPage.start();
    browser = shown.browser;
    await shown.open(REPORT);
  });
  after(() => shown?.stop());

  const tableOf = (title: string) =>
    `[...document.querySelectorAll("section")].find((each) => each.querySelector("h2")?.textContent === ${JSON.stringify(title)}).querySelector("table")`;
  const column = (title: string, index: number) =>
    browser.evaluate<string[]>(
      `[...${tableOf(title)}.tBodies[0].rows].map((row) => row.cells[${index}].innerText.split("\\n")[0].trim())`,
    );
  const press = (title: string, name: string) =>
    browser.evaluate<string>(
      `(() => { const button = [...${tableOf(title)}.querySelectorAll("thead button")].find((each) => each.innerText.trim() === ${JSON.stringify(name)}); button.click(); return button.closest("th").getAttribute("aria-sort"); })()`,
    );

  it("loads without an error and without a request beyond the file", () => {
    assert.deepEqual(shown.logged, []);
    assert.deepEqual(
      shown.requested.filter((url) => !url.startsWith("file:") && url !== "about:blank"),
      [],
    );
  });

  it("shows the fleet at a glance", async () => {
    const tiles = await browser.evaluate<string[]>(
      `[...document.querySelectorAll(".tiles li")].map((each) => each.innerText.replace(/\\s+/g, " "))`,
    );
    assert.deepEqual(tiles, [
      "5 notebooks",
      "3 running",
      "1 stopped",
      "1 planned or on the way",
      "1 without auto stop",
      "1 open to the internet",
      "0 critical",
      "2 high",
      "0 medium",
      "1 low",
      "2 mandatory violations",
      "1 advisory violation",
      "1 exemption",
      "1 open decision",
    ]);
  });

  it("shows a user's text as text", async () => {
    for (const part of [".of-rule th", ".of-notebook td", ".names", ".fleet th", ".group .what"]) {
      const texts = await browser.evaluate<string[]>(
        `[...document.querySelectorAll("${part}")].map((each) => each.textContent.replace(/\\s+/g, " "))`,
      );
      assert.ok(
        texts.some((text) => text.includes(SHOWN)),
        `${part}: ${texts.join("\n")}`,
      );
    }
    assert.equal(await browser.evaluate(`document.scripts.length`), 1);
    assert.equal(
      await browser.evaluate(`document.querySelectorAll("tbody b, .group b, .chip b b").length`),
      0,
    );
    assert.equal(
      await browser.evaluate(
        `document.querySelectorAll("[href*=evil], [onerror], [onclick]").length`,
      ),
      0,
    );
  });

  it("shows exemptions with their dates, and hours left on leases", async () => {
    assert.deepEqual(await column("Exemptions", 3), ["2026-11-30"]);
    assert.deepEqual(await column("Exemptions", 4), ["6"]);
    assert.deepEqual(await column("All notebooks", 5), ["", "9.5", "≥ 60.0", "", ""]);
  });

  it("closes every element that it opens", () => {
    const optional = /^(meta|link|input|br)$/;
    const text = page(REPORT).replace(/<(style|script|template)\b[^]*?<\/\1>/g, "");
    const open: string[] = [];
    for (const [, slash, name = ""] of text.matchAll(/<(\/?)([a-z]\w*)/g)) {
      if (optional.test(name)) continue;
      if (slash === "") open.push(name);
      else assert.equal(open.pop(), name);
    }
    assert.deepEqual(open, []);
  });

  it("has rules in the order of level and severity, not of the number of violations", async () => {
    assert.deepEqual(await shown.texts(".by-rule .what code"), [
      "require-auto-stop",
      "require-tags",
    ]);
    const [one, other] = REPORT.violations.slice(1);
    assert.ok(one && other);
    const text = page({ ...REPORT, violations: [one, other, other, other] });
    const [, table = ""] = text.split(/Violations by (?:rule|notebook)"/);
    const order = [...table.matchAll(/<code>(require-[a-z-]+)<\/code><span/g)].map(
      ([, name]) => name,
    );
    assert.deepEqual(order, ["require-auto-stop", "require-tags"]);
  });

  it("shows file positions for a stack, and none for an audit, which has no program", () => {
    assert.match(page(REPORT), /infra\/my program\.ts:7/);
    assert.doesNotMatch(page({ ...REPORT, kind: "audit" }), /Pulumi\.yaml|program\.ts/);
  });

  it("sorts numbers as numbers in both directions, with unknown values at the end", async () => {
    assert.equal(await press("All notebooks", "Hours left"), "ascending");
    assert.deepEqual(await column("All notebooks", 5), ["9.5", "≥ 60.0", "", "", ""]);
    assert.equal(await press("All notebooks", "Hours left"), "descending");
    assert.deepEqual(await column("All notebooks", 5), ["≥ 60.0", "9.5", "", "", ""]);
    assert.equal(await press("All notebooks", "Notebook"), "ascending");
    assert.deepEqual((await column("All notebooks", 0)).slice(1), ["dev", "idle", "long", "off"]);
    const sorted = `${tableOf("All notebooks")}.querySelectorAll("[aria-sort]").length`;
    assert.equal(await browser.evaluate(sorted), 1);
  });

  it("sorts severities from low to critical", async () => {
    const [exemption] = REPORT.exemptions;
    assert.ok(exemption);
    const severities = ["medium", "critical", "low", "high"] as const;
    const exemptions = severities.map((severity) => ({ ...exemption, severity }));
    await shown.open({ ...REPORT, exemptions });
    await press("Exemptions", "Severity");
    assert.deepEqual(await column("Exemptions", 2), ["low", "medium", "high", "critical"]);
    await shown.open(REPORT);
  });

  it("is accessible: names, headings, scopes, and a visible focus", async () => {
    const { Accessibility } = browser.cdp;
    const { nodes } = await Accessibility.getFullAXTree({});
    const of = (role: string) => nodes.filter((node) => node.role?.value === role && !node.ignored);
    assert.equal(of("main").length, 1);
    assert.equal(of("table").length, 5);
    for (const role of ["table", "button", "searchbox", "columnheader", "rowheader", "region"]) {
      assert.ok(of(role).length > 0, `nothing is a ${role}`);
      assert.deepEqual(
        of(role).filter(({ name }) => !name?.value),
        [],
        `a ${role} has no name`,
      );
    }
    for (const type of ["rawKeyDown", "keyUp"] as const) {
      await browser.cdp.Input.dispatchKeyEvent({ type, key: "Tab", windowsVirtualKeyCode: 9 });
    }
    const outline = `getComputedStyle(document.activeElement).outlineStyle`;
    assert.equal(await browser.evaluate(outline), "solid");
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`has enough contrast in ${scheme}`, async () => {
      const [violation] = REPORT.violations;
      assert.ok(violation);
      const severities = ["critical", "medium"] as const;
      const more = severities.map((severity) => ({ ...violation, severity }));
      await shown.open({ ...REPORT, violations: [...REPORT.violations, ...more] }, { scheme });
      for (const chosen of ["", "critical", "mandatory"]) {
        if (chosen !== "") await shown.click(".chip", chosen);
        const [background, texts, low] = await browser.evaluate<[string, number, string[]]>(
          `(${LOW_CONTRAST})()`,
        );
        assert.ok(texts > 50, `${texts} texts were looked at`);
        assert.deepEqual(low, []);
        const isDark = /rgb\((\d+)/.exec(background)?.[1] ?? "";
        assert.equal(Number(isDark) < 128, scheme === "dark", background);
      }
    });
  }

  it("prints black on white, and fits the width of a phone", async () => {
    const { Emulation, Page } = browser.cdp;
    await Emulation.setEmulatedMedia({ media: "print", features: [] });
    const background = `getComputedStyle(document.body).backgroundColor`;
    assert.equal(await browser.evaluate(background), "rgb(255, 255, 255)");
    assert.equal(await browser.evaluate(`document.querySelector(".find").offsetHeight`), 0);
    assert.ok((await Page.printToPDF({})).data.length > 10_000);
    await Emulation.setEmulatedMedia({ media: "", features: [] });
    await Emulation.setDeviceMetricsOverride(PHONE);
    const tooWide = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;
    assert.equal(await browser.evaluate(tooWide), 0);
  });
});

/** For the page. WCAG 2.2, 1.4.3: 4.5 to 1 between each text and what is behind it. */
const LOW_CONTRAST = `() => {
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    if (element === null) return "rgb(255, 255, 255)";
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? behind(element.parentElement) : color;
  };
  const hasText = ({ childNodes }) =>
    [...childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const texts = [...document.querySelectorAll("body *:not(script)")].filter(hasText);
  const low = texts.filter((element) => {
    const both = [light(getComputedStyle(element).color), light(behind(element))];
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05) < 4.5;
  });
  const background = getComputedStyle(document.body).backgroundColor;
  return [background, texts.length, low.map((element) => element.outerHTML.slice(0, 120))];
}`;
