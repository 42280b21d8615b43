/**
 * Makes docs/report.png, the picture in the README: the first screen of the audit of a simulated account. Run it after
 * a change of the page: node -r ts-node/register/transpile-only tools/picture/main.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditOf } from "../../test/unit/report/account";
import { ReportPage } from "../../test/unit/report/page-in-browser";

const FILE = join(__dirname, "../../docs/report.png");
const SCREEN = { width: 1280, height: 860, deviceScaleFactor: 1, mobile: false };

async function main(): Promise<void> {
  // The port of the README's simulator: the page shows the endpoint.
  const report = await auditOf(32, 8080);
  const shown = await ReportPage.start();
  try {
    await shown.open(report, { screen: SCREEN });
    await shown.browser.cdp.Emulation.setScrollbarsHidden({ hidden: true });
    await shown.click(".view.by-rule summary", "disallow-secrets");
    const { data } = await shown.browser.cdp.Page.captureScreenshot({ format: "png" });
    writeFileSync(FILE, Buffer.from(data, "base64"));
  } finally {
    await shown.stop();
  }
}

void main();
