/** The TypeScript in the guides, as users copy it: each block by itself, with the packages as they are built. */
import assert from "node:assert/strict";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..", "..", "..");
/** What blocks without an import of their own go on from. */
const IMPORT = 'import { Notebook } from "pulumi-modelarts";\n';

describe("the TypeScript of the guides", function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "modelarts-code-blocks-"));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("compiles, unless a block leaves something out (…)", () => {
    const pages = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
    const files = pages.flatMap((page) => {
      const text = readFileSync(join(ROOT, "docs", page), "utf8");
      const blocks = [...text.matchAll(/^ *```ts\n([^]*?)^ *```$/gm)].map(([, code = ""]) => code);
      return blocks
        .filter((code) => !code.includes("…"))
        .map((code, index) => {
          const file = join(folder, `${page}-${index + 1}.ts`);
          writeFileSync(file, `${code.includes("import ") ? "" : IMPORT}${code}`);
          return file;
        });
    });
    assert.ok(files.length > 5, `${files.length} blocks`);
    const program = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      typeRoots: [join(ROOT, "node_modules/@types")],
    });
    const complaints = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const block = file?.fileName.slice(folder.length + 1) ?? "";
      return `${block}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    assert.deepEqual(complaints, []);
  });
});
