/**
 * The command lines of the documents do what the documents say, in the project that README makes in an empty folder.
 * The READMEs and the guides for a new user are run by readme.slow-test.ts, docs/terraform.md by import-tfstate.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, commandsOf, newUser, start, type NewUser } from "./new-user";
import { ROOT } from "./stack";

const blocksIn = (page: string) => blocksOf(readFileSync(join(ROOT, page), "utf8"));

/** A notebook of that name, as the simulator's README creates one. */
const LAB = blocksIn("simulator/README.md")[1] ?? "";
const IN_PROGRAM = `cat >> index.ts <<'END'
new Notebook("lab", {
  name: "lab",
  flavor: "modelarts.vm.cpu.2u",
  imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
  volume: { category: "EVS", ownership: "MANAGED" },
});
END`;

/** The pages, and what their users have and README's project has not. */
const PAGES: Record<string, () => string[]> = {
  "simulator/README.md": () => blocksIn("simulator/README.md"),
  // The page declares the name.
  "docs/auto-stop.md": () => [
    `sed -i 's/Notebook("dev", {/& name: "dev",/' index.ts && pulumi up`,
    ...blocksIn("docs/auto-stop.md"),
  ],
  "docs/cli.md": () => [
    LAB.replace('"name"', `"endpoints": [{"service": "SSH", "key_pair_names": ["team"]}], $&`),
    ...blocksIn("docs/cli.md"),
  ],
  "docs/configuration.md": () => blocksIn("docs/configuration.md"),
  // "A fleet" is run by readme.slow-test.ts.
  "docs/import.md": () => [
    ...commandsOf("docs/import.md", "Import all notebooks", "After an update was killed"),
    `echo 'import "./imported";' >> index.ts`,
    LAB,
    IN_PROGRAM,
    ...commandsOf("docs/import.md", "The other direction"),
  ],
  "docs/plugin.md": () => blocksIn("docs/plugin.md"),
  "docs/report.md": () => blocksIn("docs/report.md"),
  "docs/teams.md": () => blocksIn("docs/teams.md"),
};

/** The project violates rules, and has no notebook of an update that was killed. */
const FAILING = [/^npx pulumi-modelarts-policies audit/, /--name dev-5883dd9/];

/** Commands that need more than this machine, and who runs them. Each pattern matches a command. */
const ELSEWHERE: [RegExp, string][] = [
  [/^npm run simulator/, "demo.slow-test.ts"],
  [/^npx pulumi-modelarts-simulator --port/, "readme.slow-test.ts"],
];

/** Without the lines that are run elsewhere. */
const local = (block: string) =>
  block
    .split(/(?<!\\)\n/)
    .filter((line) => !ELSEWHERE.some(([pattern]) => pattern.test(line)))
    .join("\n");

describe("the command lines of the documents", function () {
  this.timeout(600_000);
  let user: NewUser;
  before(async () => {
    user = await newUser();
    const { failed, text } = await user.terminal(
      [
        start()[0] ?? "",
        "npm install --save-dev pulumi-modelarts-simulator pulumi-modelarts-policies",
        ...commandsOf("README.md", "Import existing notebooks").map(
          (code) => /^cat [^]*?^END\n/m.exec(code)?.[0] ?? "",
        ),
      ],
      user.emptyFolder("prepared"),
    );
    assert.deepEqual(failed, [], text);
  });
  after(() => user.close());

  for (const [page, commands] of Object.entries(PAGES)) {
    it(`in ${page}`, async () => {
      const [create = "", run = ""] = start();
      const { text, failed } = await user.terminal(
        [
          "cp -a ../prepared/notebooks . && cd notebooks",
          /^export .*/m.exec(create)?.[0] ?? "",
          "pulumi stack select dev", // The selection belongs to the folder.
          run,
          ...commands().map(local),
        ],
        user.emptyFolder(page.replaceAll("/", "-")),
      );
      const isExpected = (command: string) => FAILING.some((pattern) => pattern.test(command));
      assert.deepEqual(
        failed.filter((command) => !isExpected(command)),
        [],
        text,
      );
    });
  }
});
