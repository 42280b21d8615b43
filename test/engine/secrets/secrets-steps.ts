/**
 * The search for secrets: runs the real CLI in every way that prints much, and searches each byte that the run left
 * behind or showed. The engine itself writes some secrets in plain text; the places are listed in `PULUMIS_OWN`, and
 * README.md and SECURITY.md name them for users.
 */
import assert from "node:assert/strict";
import { mkdirSync, appendFileSync } from "node:fs";
import { join } from "node:path";
import { createSimulator } from "pulumi-modelarts-simulator";
import { findings, type Place } from "../../secret-forms";
import { processesOf } from "../../../tools/load/processes";
import { filesOf } from "../files";
import { recordingIam } from "../recording-iam";
import { shell } from "../shell";
import { newStack, NOTEBOOK, PLUGIN_SETTING, POLICIES, ROOT, type Stack } from "../stack";
import { stepTable } from "../step-table";

/** With characters that URLs and base64 write differently. */
const SECRET_KEY = "Qx7vT2mLp9WbK+Zr4kWd8/Ns6bYc3hGf1=";
const SECURITY_TOKEN = "Hd5nJ8sRt2VqE/Lk9mXz4+Pw7cBg1yFa3=";
const PASSWORD = "Ty6uI9oPa3SdM+Fg5hJk2/Cv8bNm4qWe7=";

/** Each kind of credentials as configuration keys; those of `secret` are encrypted in the stack's file. */
interface CredentialKind {
  plain: Record<string, string>;
  secret: Record<string, string>;
  simulator: Parameters<typeof createSimulator>[0];
}

const kinds: Record<string, CredentialKind> = {
  "access key": {
    plain: { accessKey: "the-access-key" },
    secret: { secretKey: SECRET_KEY, securityToken: SECURITY_TOKEN },
    simulator: { accessKey: "the-access-key", secretKey: SECRET_KEY },
  },
  token: { plain: {}, secret: {}, simulator: { userName: "ada", password: PASSWORD } },
  password: {
    plain: { userName: "ada", domainName: "example" },
    secret: { password: PASSWORD },
    simulator: { userName: "ada", password: PASSWORD },
  },
};

/** Programs for each front. `link` is what a user makes of the notebook's address and token. */
const programs = {
  dynamic: (args: object) => `
    const { getNotebookOutput } = require("pulumi-modelarts");
    const dev = new Notebook("dev", ${JSON.stringify(args)});
    exports.token = dev.token;
    exports.asked = getNotebookOutput({ id: dev.id });
    exports.link = pulumi.interpolate\`\${dev.url}?token=\${dev.token}\`;`,
  plugin: (args: object) => `
    const outputs = { token: undefined, url: undefined };
    const dev = new pulumi.CustomResource("modelarts:index:Notebook", "dev",
      { ...outputs, ...${JSON.stringify(args)} });
    exports.token = dev.token;
    exports.link = pulumi.interpolate\`\${dev.url}?token=\${dev.token}\`;`,
};

/**
 * Where Pulumi itself writes secrets in plain text, and how the line begins: the engine's log of requests, its events,
 * and the debug messages of Pulumi's SDK for Node.
 */
const ENGINE_LOG = /^\{"time":"[^"]+","level":"[A-Z]+","msg":"/;
const PULUMIS_OWN: [place: RegExp, line: RegExp][] = [
  [/^output of up -v=9$/, ENGINE_LOG],
  [/^tmp\/pulumi[^/]*\.log\.[^/]*$/, ENGINE_LOG],
  [/^output of up --debug$/, /debug: (Register|Read)Resource RPC finished: /],
  [/^output of up -v=9$/, /debug: (Register|Read)Resource RPC finished: /],
  [/^(events|event-log)\.json$/, /^\{/],
];

const REPORT = `node ${join(ROOT, "policies/pulumi-modelarts-policies")}`;
const FORMATS = ["sarif", "junit", "github", "markdown", "html"];

export function searchForSecrets(front: keyof typeof programs): void {
  for (const [kindName, kind] of Object.entries(kinds)) {
    describe(`the search for secrets, ${front} front, ${kindName}`, () => {
      stepTable();
      let stack: Stack;
      let iam: Awaited<ReturnType<typeof recordingIam>>;
      const outputs: Place[] = [];
      const duringRuns: Place[] = [];
      const secrets: Record<string, string> = { ...kind.secret };
      let watched: ReturnType<typeof watchCommandLines>;

      before(async () => {
        stack = await newStack({ ...kind.simulator, transitionMs: 50 });
        iam = await recordingIam(stack.url);
        mkdirSync(join(stack.folder, "tmp"));
        Object.assign(stack.env, {
          TMPDIR: join(stack.folder, "tmp"),
          HW_ACCESS_KEY: undefined,
          HW_SECRET_KEY: undefined,
        });
        if (front === "plugin") appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
        const config = { ...kind.plain, ...(kindName === "password" && { authUrl: iam.url }) };
        const secret = { ...kind.secret };
        if (kindName === "token") secret["token"] = secrets["token"] = await issuedToken(stack.url);
        await stack.ok([
          ...["config", "set-all"],
          ...Object.entries(config).flatMap(([key, value]) => [
            "--plaintext",
            `modelarts:${key}=${value}`,
          ]),
          ...Object.entries(secret).flatMap(([key, value]) => [
            "--secret",
            `modelarts:${key}=${value}`,
          ]),
        ]);
        watched = watchCommandLines(stack);
      });
      after(async () => {
        watched.stop();
        iam.close();
        await stack.close();
      });

      async function run(name: string, script: string, isRight = true): Promise<void> {
        const { code, out, errors } = await shell(stack, script);
        outputs.push({ name: `output of ${name}`, bytes: Buffer.from(out + errors) });
        assert.equal(
          code === 0,
          isRight,
          `${name} ended with ${code}:\n${out.slice(-3000)}${errors.slice(-3000)}`,
        );
      }
      const declare = (args: object) => stack.program(programs[front]({ ...NOTEBOOK, ...args }));

      it("runs everything that prints or writes", async function () {
        this.timeout(600_000); // Ten commands, some of which print megabytes.
        const up = "pulumi up --yes --skip-preview";
        declare({});
        await run("up --debug", `${up} --debug`);
        declare({ description: "second" });
        await run("up -v=9", `${up} --refresh -v=9 --logtostderr --logflow`);
        const stream = "PULUMI_DEBUG_COMMANDS=true PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true";
        const preview = `${stream} pulumi preview --refresh --json --event-log event-log.json --policy-pack ${POLICIES}`;
        await run("the preview with policies", `(${preview} || true) > events.json`);
        const written = (name: string) =>
          FORMATS.map((format) => `--format ${format} --output ${name}.${format}`).join(" ");
        await run("stack export", "pulumi stack export --file export.json");
        const report = `${REPORT} report events.json --state export.json ${written("report")}`;
        await run("the report", `${report} || true`);
        await run("the audit", `${REPORT} audit ${written("audit")} || true`);
        await run("stack output", "pulumi stack output");
        stack.simulator.faults.ask({ name: "forbidden", operation: "updateNotebook" });
        declare({ description: "third" });
        await run("an up that the API refuses", up, false);
        // What a failed run has left may be gone after the next one.
        duringRuns.push(
          ...filesOf(stack).map(({ name, bytes }) => ({ name: `failed/${name}`, bytes })),
        );
        secrets["notebook's token"] = stack.simulator.notebooks.list()[0]?.token ?? assert.fail();
        await run("destroy", "pulumi destroy --yes --skip-preview -v=9 --logflow");
        if (kindName === "password") {
          const [token = assert.fail("nobody logged in")] = iam.tokens;
          iam.tokens.forEach((each, index) => (secrets[`IAM token ${index}`] = each));
          assert.ok(token.length > 16);
        }
      });

      it("finds no secret but where only Pulumi itself writes", () => {
        const log = { name: "simulator log", bytes: Buffer.from(JSON.stringify(stack.log)) };
        const lines = { name: "command lines", bytes: Buffer.from([...watched.lines].join("\n")) };
        const places = [...outputs, ...duringRuns, ...filesOf(stack), log, lines];
        const searched = places.map(({ name }) => name);
        for (const needed of [
          "tmp/pulumi",
          "events.json",
          "event-log.json",
          "backend/.pulumi/history",
          "failed/backend/.pulumi/stacks",
          "report.html",
          "audit.sarif",
        ]) {
          assert.ok(
            searched.some((name) => name.startsWith(needed)),
            `${needed} in ${searched.join(", ")}`,
          );
        }
        assert.ok(
          [...watched.lines].some((line) =>
            /dynamic-provider|pulumi-resource-modelarts/.test(line),
          ),
        );
        const found = findings(places, secrets).map((find) => ({
          ...find,
          text: `${find.place}: ${find.what}`,
          line: lineBefore(places.find(({ name }) => name === find.place)?.bytes, find.at),
        }));
        const isOwn = ({ place, line }: (typeof found)[number]) =>
          PULUMIS_OWN.some(
            ([name, begin]) => name.test(place.replace(/^failed\//, "")) && begin.test(line),
          );
        const others = found
          .filter((find) => !isOwn(find))
          .map(({ text, line }) => `${text}, in a line that begins ${line.slice(0, 80)}`);
        assert.deepEqual(new Set(others), new Set());
        // The list stays true: Pulumi writes the token of the notebook to each of these places.
        for (const [name] of PULUMIS_OWN.slice(0, 3)) {
          assert.ok(
            found.some(({ place }) => name.test(place)),
            `nothing was found in ${name}`,
          );
        }
      });
    });
  }
}

/** The text from the beginning of the line to `at`. */
function lineBefore(bytes: Buffer = assert.fail(), at: number): string {
  return bytes.subarray(bytes.lastIndexOf("\n", at) + 1, at).toString();
}

/** A token of the simulator's IAM. */
async function issuedToken(simulator: string): Promise<string> {
  const user = { name: "ada", password: PASSWORD, domain: { name: "example" } };
  const auth = {
    identity: { methods: ["password"], password: { user } },
    scope: { project: { id: "test-project" } },
  };
  const body = JSON.stringify({ auth });
  const answer = await fetch(`${simulator}/v3/auth/tokens`, { method: "POST", body });
  return answer.headers.get("x-subject-token") ?? assert.fail(await answer.text());
}

/** Collects the command line of every process of the stack while it lives. */
function watchCommandLines(stack: Stack) {
  const lines = new Set<string>();
  const timer = setInterval(() => {
    for (const { command } of processesOf(stack.env)) lines.add(command);
  }, 50);
  return { lines, stop: () => clearInterval(timer) };
}
