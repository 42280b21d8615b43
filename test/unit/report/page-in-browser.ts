/** A page of a report in Chromium: as a reader sees and uses it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { page } from "../../../policies/report/formats/html/page";
import type { Report } from "../../../policies/report/model/report";
import { openBrowser, type Browser } from "./browser";

export const PHONE = { width: 390, height: 844, deviceScaleFactor: 1, mobile: true };
export const TABLET = { width: 820, height: 1180, deviceScaleFactor: 1, mobile: false };
export const DESKTOP = { width: 1440, height: 900, deviceScaleFactor: 1, mobile: false };

export interface View {
  screen?: typeof DESKTOP;
  scheme?: "light" | "dark";
  /** False turns JavaScript off. */
  hasScript?: boolean;
}

export class ReportPage {
  /** Errors and warnings of the browser. */
  readonly logged: string[] = [];
  readonly requested: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly folder: string,
  ) {}

  static async start(): Promise<ReportPage> {
    const folder = mkdtempSync(join(tmpdir(), "modelarts-page-"));
    const started = new ReportPage(await openBrowser(), folder);
    const { Page, Network, Log, Runtime, Browser } = started.browser.cdp;
    await Promise.all([Page.enable(), Network.enable({}), Log.enable(), Runtime.enable()]);
    await Browser.setDownloadBehavior({ behavior: "allow", downloadPath: folder });
    Log.entryAdded(({ entry }) => started.logged.push(entry.text));
    Runtime.exceptionThrown(({ exceptionDetails: { text, exception } }) =>
      started.logged.push(exception?.description ?? text),
    );
    Network.requestWillBeSent(({ request }) => started.requested.push(request.url));
    return started;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async open(report: Report, view: View = {}): Promise<void> {
    const { screen = DESKTOP, scheme = "light", hasScript = true } = view;
    const { Page, Emulation } = this.browser.cdp;
    const path = join(this.folder, "report.html");
    writeFileSync(path, page(report));
    const features = [{ name: "prefers-color-scheme", value: scheme }];
    await Emulation.setEmulatedMedia({ media: "", features });
    await Emulation.setDeviceMetricsOverride(screen);
    await Emulation.setScriptExecutionDisabled({ value: !hasScript });
    // Another document first: a new fragment alone would not load the page again.
    for (const url of ["about:blank", pathToFileURL(path).href]) {
      const loaded = new Promise<void>((resolve) => {
        const unsubscribe = Page.loadEventFired(() => {
          unsubscribe();
          resolve();
        });
      });
      await Page.navigate({ url });
      await loaded;
    }
  }

  evaluate<T>(expression: string): Promise<T> {
    return this.browser.evaluate<T>(expression);
  }

  /** The texts of what a reader sees, each on one line. */
  texts(selector: string): Promise<string[]> {
    return this.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((each) => each.checkVisibility()).map((each) => each.innerText.replace(/\\s+/g, " ").trim())`,
    );
  }

  /** Clicks on the first element that the reader sees and whose text has `text`. */
  async click(selector: string, text = ""): Promise<void> {
    const isThere = await this.evaluate<boolean>(
      `(() => { const found = [...document.querySelectorAll(${JSON.stringify(selector)})].find((each) => each.checkVisibility() && each.textContent.includes(${JSON.stringify(text)})); found?.click(); return found !== undefined; })()`,
    );
    if (!isThere) throw new Error(`The page shows no ${selector} with the text "${text}".`);
  }

  async find(text: string): Promise<string> {
    return this.evaluate(
      `(() => { const find = document.getElementById("find"); find.value = ${JSON.stringify(text)}; find.dispatchEvent(new Event("input")); return document.getElementById("found").textContent; })()`,
    );
  }

  /** The text of the file that a click on the button downloads. */
  async download(button: string, name: string): Promise<string> {
    const path = join(this.folder, name);
    rmSync(path, { force: true });
    await this.click("button", button);
    for (let tries = 0; tries < 200 && !existsSync(path); tries++) await setTimeout(50);
    return readFileSync(path, "utf8");
  }

  async pdf(): Promise<Buffer> {
    const { data } = await this.browser.cdp.Page.printToPDF({ preferCSSPageSize: true });
    return Buffer.from(data, "base64");
  }
}
