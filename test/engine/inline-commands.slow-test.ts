/**
 * The commands within the sentences of the documents exist, with their options. The blocks of commands are run as a whole:
 * command-lines.slow-test.ts, readme.slow-test.ts.
 */
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPulumi, withPulumi } from "../../tools/pulumi/cli";
import { ROOT } from "./stack";

const OURS = /^(?:npx )?(pulumi-modelarts(?:-policies|-simulator)?)(?: |$)/;

interface Command {
  text: string;
  documents: string[];
}

/** All that stands between backticks and outside of blocks, and is a command with at least one word behind its name. */
function commands(): Command[] {
  const listed = execFileSync("git", ["ls-files", "*.md"], { cwd: ROOT, encoding: "utf8" });
  const documents = listed.split("\n").filter((name) => name !== "" && name !== "CHANGELOG.md");
  const found = new Map<string, Set<string>>();
  for (const name of documents) {
    const sentences = readFileSync(join(ROOT, name), "utf8").replace(/^```[^]*?^```/gm, "");
    for (const [, span = ""] of sentences.matchAll(/(?<!`)`([^`]+)`(?!`)/g)) {
      const text = span.replace(/\s+/g, " ");
      if (!/^pulumi [a-z]|^npm run [a-z]/.test(text) && !OURS.test(text)) continue;
      found.set(text, (found.get(text) ?? new Set()).add(name));
    }
  }
  return [...found].map(([text, names]) => ({ text, documents: [...names].sort() }));
}

const wordsOf = (text: string) => text.split(" ").filter((word) => /^[a-z][a-z-]*$/.test(word));
const optionsOf = (text: string) => text.match(/(?<= )--[a-z][a-z-]*/g) ?? [];

describe("the commands within the documents' sentences", function () {
  this.timeout(300_000);
  let env: NodeJS.ProcessEnv;
  const helps = new Map<string, Promise<string>>();
  before(async () => {
    env = { ...withPulumi(await findPulumi(() => undefined), process.env), NO_COLOR: "1" };
  });

  function help(command: string, ...args: string[]): Promise<string> {
    const key = [command, ...args].join(" ");
    const known = helps.get(key);
    if (known !== undefined) return known;
    const asked = promisify(execFile)(command, [...args, "--help"], { cwd: ROOT, env })
      .then(({ stdout }) => stdout)
      .catch((error: Error) => assert.fail(`${key} has no help: ${error.message}`));
    helps.set(key, asked);
    return asked;
  }

  /** The help of the longest run of words that are subcommands. */
  async function helpOfPulumi([first = "", second]: string[]): Promise<string> {
    const found = await help("pulumi", first);
    assert.match(found, new RegExp(`^Usage:\n +pulumi ${first}\\b`, "m"));
    const isGroup = /^Available Commands:/m.test(found);
    if (!isGroup || second === undefined) return found;
    const inner = await help("pulumi", first, second);
    const [, usage = ""] = new RegExp(`^Usage:\n +pulumi ${first} (\\S+)`, "m").exec(inner) ?? [];
    const [, aliases = ""] = /^Aliases:\n +(.*)$/m.exec(inner) ?? [];
    assert.ok([usage, ...aliases.split(", ")].includes(second), inner);
    return inner;
  }

  async function helpOf(text: string): Promise<string> {
    const [, ours] = OURS.exec(text) ?? [];
    if (ours !== undefined) {
      const [, ...words] = text.slice(text.indexOf(ours)).split(" ");
      const [command] = words.filter((word) => /^[a-z-]+$/.test(word) && !word.startsWith("-"));
      const path = join(ROOT, "node_modules/.bin", ours);
      const found = await help(path, ...(command === undefined ? [] : [command]));
      if (command !== undefined)
        assert.match(found, new RegExp(`^Usage: ${ours} ${command}\\b`, "m"));
      return found;
    }
    if (text.startsWith("pulumi ")) return helpOfPulumi(wordsOf(text).slice(1));
    const [, script = ""] = /^npm run ([a-z:]+)/.exec(text) ?? [];
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    assert.ok(script in scripts, `package.json has no script ${script}`);
    return optionsOf(text).length === 0 ? "" : help("npm", "run", "--silent", script, "--");
  }

  for (const { text, documents } of commands()) {
    it(`has ${text} (${documents.join(", ")})`, async () => {
      const found = await helpOf(text);
      for (const option of optionsOf(text)) {
        assert.ok(
          new RegExp(`${option}\\b`).test(found),
          `${option} is not in the help:\n${found}`,
        );
      }
    });
  }
});
