import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as classes from "../../../provider";
import * as dynamic from "../../../provider/servers/dynamic";
import { providerCodes } from "../../../provider/engine/provider-code";
import { kindNames } from "../../../provider/engine/type-tokens";

const ROOT = join(__dirname, "..", "..", "..");

describe("each kind of resource", () => {
  for (const kind of kindNames) {
    it(`has a class, a page and a provider that its code names: ${kind}`, () => {
      assert.equal(typeof (classes as Record<string, unknown>)[kind], "function");
      const page = kind.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
      assert.ok(existsSync(join(ROOT, `docs/${page}.md`)));
      assert.match(readFileSync(join(ROOT, "README.md"), "utf8"), new RegExp(`docs/${page}\\.md`));
      const exported = /\.(\w+);$/.exec(providerCodes[kind])?.[1] ?? "";
      assert.equal(
        typeof (dynamic as Record<string, { create?: unknown }>)[exported]?.create,
        "function",
      );
    });
  }
});
