import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import type { Log } from "sarif";
import { createSimulator, type RunningSimulator } from "pulumi-modelarts-simulator";
import { auditScope } from "../../../policies/cli/audit-scope";
import { policiesOf } from "../../../policies/engine/pack-policies";
import { presetOf, readPackConfig } from "../../../policies/report/sources/pack-config";
import { rules } from "../../../policies/rules";
import { useFolder } from "./fixtures";

const HOUR_MS = 3_600_000;
const IMAGE = { id: "e1a07296-22a8-4f05-8bc8-e936c8e54090" };

const ENVIRONMENT = {
  HW_ACCESS_KEY: "the-access-key",
  HW_SECRET_KEY: "the-secret-key",
  HW_PROJECT_ID: "p",
};

describe("the scope of an audit", () => {
  const location = { region: "eu-de", projectId: "0123" };

  it("names the cloud if the endpoint's host belongs to one", () => {
    const cloud = (endpoint: string) => auditScope({ ...location, endpoint }, {}, undefined).cloud;
    assert.equal(cloud("https://modelarts.eu-de.otc.t-systems.com"), "Open Telekom Cloud");
    assert.equal(cloud("https://modelarts.cn-north-4.myhuaweicloud.com"), "Huawei Cloud");
    assert.equal(cloud("https://api.example"), undefined);
  });

  it("has the connection, the stack and the name of the file, but not its path", () => {
    const chosen = { connection: "lab", stack: "dev", config: "/home/me/strict.json" };
    const endpoint = "https://api.example";
    assert.deepEqual(
      auditScope({ endpoint, region: undefined, projectId: "0123" }, chosen, "cost"),
      {
        endpoint,
        projectIds: ["0123"],
        connection: "lab",
        stack: "dev",
        preset: "cost",
        settingsFile: "strict.json",
      },
    );
  });

  for (const name of ["recommended", "strict", "cost", "audit"]) {
    it(`recognizes the preset ${name} by its levels and settings`, () => {
      const policies = policiesOf({ now: () => 0 });
      const path = require.resolve(`pulumi-modelarts-policies/presets/${name}.json`);
      const configured = readPackConfig(path, policies);
      assert.equal(presetOf(configured), name);
      const [first, ...rest] = configured;
      assert.ok(first);
      assert.equal(presetOf([{ ...first, level: "remediate" }, ...rest]), undefined);
      assert.equal(presetOf([{ ...first, settings: { mostAddresses: 1 } }, ...rest]), undefined);
    });
  }
});

describe("pulumi-modelarts-policies audit", () => {
  const folder = useFolder();
  let server: RunningSimulator;
  let simulator: ReturnType<typeof createSimulator>;
  let requests: string[];

  beforeEach(async () => {
    requests = [];
    simulator = createSimulator({ log: ({ method, path }) => requests.push(`${method} ${path}`) });
    server = await simulator.listen();
  });
  afterEach(() => server.close());

  const add = (name: string, lease: object, more: object = {}) =>
    simulator.notebooks.add({
      name,
      flavor: "modelarts.vm.cpu.2u",
      image: IMAGE,
      volume: { category: "EVS", ownership: "MANAGED", capacity: 5 },
      endpoints: [
        { service: "SSH", allowed_access_ips: ["203.0.113.7"], key_pair_names: ["team"] },
      ],
      lease,
      ...more,
    });
  const good = { enable: true, duration: HOUR_MS, type: "IDLE", create_at: Date.now() };
  const audit = (...args: string[]) =>
    folder().run(["audit", ...args], {
      env: { ...ENVIRONMENT, MODELARTS_ENDPOINT: server.url },
    });
  const found = (out: string) =>
    (JSON.parse(out) as Log).runs[0]?.results?.map(({ ruleId, level, locations }) => [
      ruleId,
      level,
      locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName,
    ]);
  const only = (rule: string, more: object = {}) =>
    JSON.stringify({ all: "disabled", [rule]: { enforcementLevel: "mandatory", ...more } });

  it("evaluates every notebook of the account with the same rules, and shows name and id", async () => {
    add("good", good);
    const { id } = add("forever", { enable: false });
    const same = add("forever", { enable: false });
    folder().write("policies.json", only("require-auto-stop"));
    const { code, out, errors } = await audit("--format", "sarif", "--config", "policies.json");
    assert.equal(code, 1, errors);
    const names = [id, same.id].map((each) => `forever (${each})`).sort();
    assert.deepEqual(
      found(out)?.sort(),
      names.map((name) => ["require-auto-stop", "error", name]),
    );
    assert.ok(
      requests.every((request) => request.startsWith("GET ")),
      requests.join("\n"),
    );
    assert.ok(requests.some((request) => request.includes("/notebooks/all")));
  });

  it("reads levels and settings from the same file as the engine", async () => {
    add("long", { ...good, duration: 20 * HOUR_MS });
    const { write } = folder();
    write("policies.json", only("require-auto-stop", { longestDurationHours: 24 }));
    assert.deepEqual(
      found((await audit("--format", "sarif", "--config", "policies.json")).out),
      [],
    );
    write(
      "policies.json",
      only("require-auto-stop", { longestDurationHours: 8, enforcementLevel: "advisory" }),
    );
    const args = ["--format", "sarif", "--config", "policies.json"];
    const { code, out } = await audit(...args);
    assert.deepEqual(
      found(out)?.map(([rule, level]) => [rule, level]),
      [["require-auto-stop", "warning"]],
    );
    assert.equal(code, 0);
    assert.equal((await audit(...args, "--fail-on", "high")).code, 1);
  });

  it("reports every problem of the file at once, before it sends a request", async () => {
    const config = {
      all: "sometimes",
      "require-auto-stopp": "mandatory",
      "require-auto-stop": { longestDurationHours: 500, longest: 1 },
    };
    folder().write("policies.json", JSON.stringify(config));
    const { code, errors } = await audit("--config", "policies.json");
    assert.equal(code, 2);
    assert.match(errors, /all\.enforcementLevel: must be one of advisory, mandatory/);
    assert.match(
      errors,
      /require-auto-stopp: there is no such rule; there are .*require-auto-stop/,
    );
    assert.match(errors, /require-auto-stop\.longestDurationHours: must be <= 72/);
    assert.match(
      errors,
      /require-auto-stop\.longest: there is no such setting; there are .*longestDurationHours/,
    );
    assert.deepEqual(requests, []);
  });

  it("reports problems of the file that a schema can't express, too", async () => {
    const exemptions = [{ resource: "dev", reason: "trains", until: "2026-02-30" }];
    const config = {
      "require-auto-stop": { exemptions, longest: 1 },
      "limit-ssh-sources": { allowedRanges: ["intranet"] },
      "require-name-pattern": { pattern: "(" },
    };
    folder().write("policies.json", JSON.stringify(config));
    const { code, errors } = await audit("--config", "policies.json");
    assert.equal(code, 2);
    assert.match(errors, /require-auto-stop\.exemptions\[0\]\.until: 2026-02-30 is no date/);
    assert.equal(errors.match(/require-auto-stop\.longest:/g)?.length, 1);
    assert.match(errors, /limit-ssh-sources\.allowedRanges.*intranet/);
    assert.match(errors, /require-name-pattern\.pattern/);
    assert.doesNotMatch(errors, /bug of/);
    assert.deepEqual(requests, []);
  });

  it("fails because of an exemption if report-exemptions is mandatory, and says so", async () => {
    add("forever", { enable: false });
    const exemptions = [{ resource: "forever", reason: "trains", until: "2099-01-01" }];
    const config = (level: string) =>
      JSON.stringify({
        all: "disabled",
        "require-auto-stop": { enforcementLevel: "mandatory", exemptions },
        "report-exemptions": level,
      });
    folder().write("policies.json", config("mandatory"));
    const failed = await audit("--config", "policies.json");
    assert.equal(failed.code, 1);
    assert.match(
      failed.out,
      /No violations in 1 notebook; 1 exemption in force; report-exemptions is mandatory/,
    );
    folder().write("policies.json", config("advisory"));
    assert.equal((await audit("--config", "policies.json")).code, 0);
  });

  it("has a file with each result, with or without a project, which code scanning requires", async () => {
    add("forever", { enable: false });
    folder().write("policies.json", only("require-auto-stop"));
    const files = async () => {
      const { out } = await audit("--format", "sarif", "--config", "policies.json");
      return (JSON.parse(out) as Log).runs[0]?.results?.map(
        ({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri,
      );
    };
    assert.deepEqual(await files(), ["Pulumi.yaml"]);
    folder().write("Pulumi.yaml", "name: lab\nruntime: nodejs\n");
    assert.deepEqual(await files(), ["Pulumi.yaml"]);
  });

  it("has the filters of the provider's commands", async () => {
    add("lab-one", { enable: false });
    add("prod-one", { enable: false });
    folder().write("policies.json", only("require-auto-stop"));
    const args = ["--format", "sarif", "--config", "policies.json", "--name", "lab", "--own"];
    assert.equal(found((await audit(...args)).out)?.length, 1);
    assert.ok(!requests.some((request) => request.includes("/notebooks/all")));
  });

  it("says how many notebooks it checked", async () => {
    for (const name of ["one", "two"]) add(name, good);
    folder().write("policies.json", only("require-auto-stop"));
    const { code, out } = await audit("--config", "policies.json", "--format", "text");
    assert.equal(code, 0);
    assert.match(out, /^No violations in 2 notebooks\.$/m);
    const one = await audit("--config", "policies.json", "--format", "text", "--name", "one");
    assert.match(one.out, /^No violations in 1 notebook\.$/m);
  });

  /** Writes every format; returns each as text, and the rest of what the command said. */
  const everyFormat = async (...args: string[]) => {
    const formats = ["text", "json", "markdown", "html", "github", "sarif", "junit"];
    const outputs = formats.flatMap((format) => ["--format", format, "--output", format]);
    const { code, errors } = await audit(...args, ...outputs);
    const said = Object.fromEntries(formats.map((format) => [format, folder().read(format)]));
    return { code, errors, said };
  };

  for (const filter of ["--name nope", "--owner nobody", "--tag team=nope", "--own --name nope"]) {
    it(`fails if ${filter} matches no notebook, and says so in every format`, async () => {
      add("forever", { enable: false });
      const { code, errors, said } = await everyFormat(...filter.split(" "));
      assert.equal(code, 2, errors);
      assert.match(errors, /^No notebook matched, so nothing was checked\.$/m);
      const error = `error: No notebook matches ${filter}. Correct the filter, or the project, `;
      assert.ok(errors.includes(error), errors);
      assert.match(errors, /\[modelarts\/audit-no-match\]$/m);
      for (const [format, text] of Object.entries(said)) {
        assert.match(text, /No notebook matched, so nothing was checked\./, format);
        assert.doesNotMatch(text, /No violations/, format);
      }
      assert.match(said["github"] ?? "", /^::error title=Nothing was checked::/);
      assert.match(said["junit"] ?? "", /<testsuites [^>]*errors="1"/);
      assert.match(said["html"] ?? "", /class="verdict bad"/);
      const [invocation] = (JSON.parse(said["sarif"] ?? "") as Log).runs[0]?.invocations ?? [];
      assert.equal(invocation?.executionSuccessful, false);
    });
  }

  for (const args of [[], ["--own"], ["--status", "RUNNING"]]) {
    it(`passes if ${["audit", ...args].join(" ")} finds no notebook, and says that nothing was checked`, async () => {
      if (args.includes("--status")) add("off", good, { status: "STOPPED" });
      const { code, errors, said } = await everyFormat(...args);
      assert.equal(code, 0, errors);
      assert.match(errors, /^No notebooks were found, so nothing was checked\.$/m);
      assert.doesNotMatch(errors, /error/);
      for (const [format, text] of Object.entries(said)) {
        assert.match(text, /No notebooks were found, so nothing was checked\./, format);
        assert.doesNotMatch(text, /No violations/, format);
      }
      assert.match(said["github"] ?? "", /^::notice title=Nothing was checked::/);
      assert.match(said["junit"] ?? "", /<testsuites [^>]*errors="0" skipped="1"/);
      assert.match(said["html"] ?? "", /class="verdict warn"/);
      const [invocation] = (JSON.parse(said["sarif"] ?? "") as Log).runs[0]?.invocations ?? [];
      assert.equal(invocation?.executionSuccessful, true);
    });
  }

  it("says in the page how many of the pack's rules are disabled", async () => {
    add("good", good);
    folder().write("policies.json", only("require-auto-stop"));
    const { out } = await audit("--config", "policies.json", "--format", "html");
    const disabled = `${rules.length - 1} of the pack's ${rules.length} rules are disabled`;
    const note = `1 checked, 1 found no violation; ${disabled}`;
    assert.ok(out.replaceAll("&#39;", "'").includes(note), note);
    folder().write("policies.json", JSON.stringify({ all: "advisory" }));
    const all = await audit("--config", "policies.json", "--format", "html");
    assert.match(all.out, new RegExp(`>${rules.length} checked, \\d+ found no violation<`));
  });

  it("evaluates CodeLab and every workspace, and lists them", async () => {
    add("codelab", { enable: false }, { feature: "DEFAULT" });
    add("of-team", { enable: false }, { workspace_id: "7" });
    folder().write("policies.json", only("require-auto-stop"));
    const formats = ["sarif", "html", "markdown"];
    const { errors } = await audit(
      ...["--config", "policies.json"],
      ...formats.flatMap((format) => ["--format", format, "--output", format]),
    );
    const { read } = folder();
    assert.equal(found(read("sarif"))?.length, 2);
    const looked = /Looked in workspaces default \(0\) and 7 \(7\), CodeLab included\./;
    for (const text of [errors, read("html"), read("markdown")]) assert.match(text, looked);
  });

  it("says in the page which region, project and preset, and leaves out the unknown cloud", async () => {
    const preset = (name: string) => require.resolve(`pulumi-modelarts-policies/presets/${name}`);
    copyFileSync(preset("strict.json"), join(folder().path, "ours.json"));
    const facts = async (...args: string[]) => {
      const { out } = await folder().run(["audit", "--format", "html", ...args], {
        env: { ...ENVIRONMENT, MODELARTS_ENDPOINT: server.url, HW_REGION_NAME: "eu-de" },
      });
      return [...out.matchAll(/<dt>([^<]*)<\/dt><dd>([^<]*)<\/dd>/g)].map(([, ...fact]) => fact);
    };
    assert.deepEqual((await facts()).slice(0, 4), [
      ["Endpoint", server.url],
      ["Region", "eu-de"],
      ["Project", "p"],
      ["Preset", "recommended"],
    ]);
    assert.deepEqual((await facts("--config", "ours.json"))[3], ["Preset", "strict (ours.json)"]);
    folder().write("ours.json", only("require-auto-stop"));
    assert.deepEqual((await facts("--config", "ours.json"))[3], [
      "Levels and settings",
      "ours.json",
    ]);
  });

  it("lists in the report what it could not read", async () => {
    simulator.faults.ask({ name: "unauthorized", operation: "listWorkspaces" });
    const { errors, out } = await audit();
    for (const text of [errors, out]) {
      assert.match(
        text,
        /Notebooks may be missing\. Not looked at: Workspaces but the default one/,
      );
    }
  });

  it("shows the fleet, and no token or key in any format", async () => {
    add("good", good, { token: "the-token" });
    add("off", good, { status: "STOPPED" });
    const { read } = folder();
    const formats = ["sarif", "junit", "github", "html", "markdown"];
    const { out, errors } = await audit(
      ...formats.flatMap((format) => ["--format", format, "--output", format]),
    );
    assert.match(read("markdown"), /\| 2 \| 1 \| 1 \| 0 \| 0 \|/);
    for (const text of [out, errors, ...formats.map(read)]) {
      assert.doesNotMatch(text, /the-token|the-secret-key|the-access-key/);
    }
  });

  it("has no verdict without credentials", async () => {
    const { code, errors } = await folder().run(["audit"], { env: {} });
    assert.equal(code, 2);
    assert.match(errors, /ModelArts is not configured/);
  });

  it("suggests --own if listing other users' notebooks is forbidden", async () => {
    const answers = (request: { url?: string }) =>
      request.url?.includes("/notebooks/all")
        ? { status: 403, body: '{"error_code":"ModelArts.0403","error_msg":"not yours"}' }
        : { status: 200, body: '{"data":[],"workspaces":[],"total":0}' };
    const strict = createServer((request, response) => {
      const { status, body } = answers(request);
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
    await new Promise<void>((resolve) => strict.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = strict.address() as AddressInfo;
      const env = { ...ENVIRONMENT, MODELARTS_ENDPOINT: `http://127.0.0.1:${port}` };
      const { code, errors } = await folder().run(["audit"], { env });
      assert.equal(code, 2);
      assert.match(errors, /403[^]*Use --own to evaluate your own notebooks only/);
      assert.equal((await folder().run(["audit", "--own"], { env })).code, 0);
    } finally {
      strict.close();
    }
  });

  const useless: [what: string, body: string][] = [
    ["an error", '{"error_code":"ModelArts.0010","error_msg":"An internal error."}'],
    ["{}", "{}"],
    ["rows that are null", '{"data":null,"workspaces":null}'],
  ];
  for (const [what, body] of useless) {
    for (const path of ["/notebooks/all", "feature=DEFAULT", "/workspaces"]) {
      it(`has no verdict if ${path} is answered 200 with ${what}`, async () => {
        const answering = createServer(({ url = "" }, response) => {
          const rows = url.includes("/workspaces") ? "workspaces" : "data";
          response.end(url.includes(path) ? body : `{"${rows}":[],"total":0}`);
        });
        await new Promise<void>((resolve) => answering.listen(0, "127.0.0.1", resolve));
        try {
          const { port } = answering.address() as AddressInfo;
          const env = {
            ...ENVIRONMENT,
            MODELARTS_ENDPOINT: `http://127.0.0.1:${port}`,
            MODELARTS_READ_TIMEOUT: "2s", // A useless answer is read again until then.
          };
          const { code, out, errors } = await folder().run(["audit"], { env });
          assert.equal(code, 2, errors);
          assert.doesNotMatch(out + errors, /No violations/);
          assert.match(errors, /^error: Listing .* failed: the answer is /m);
        } finally {
          answering.close();
        }
      });
    }
  }

  it("prints a name with control characters on one line, without them", async () => {
    const name = "evil\u001b[2J\u0007\nerror: forged\u202e";
    add(name, { enable: false });
    folder().write("policies.json", only("require-auto-stop"));
    const { out, errors } = await audit("--config", "policies.json", "--format", "markdown");
    for (const text of [out, errors]) {
      assert.doesNotMatch(text, /(?!\n)\p{Cc}|\u202e|^error: forged/mu);
    }
    assert.match(out, /evil\ufffd/);
  });

  it("evaluates 1,000 notebooks in seconds, and shows its progress", async () => {
    for (let index = 0; index < 1000; index++) add(`nb-${index}`, { enable: false });
    folder().write("policies.json", only("require-auto-stop"));
    const start = performance.now();
    const { out, errors } = await audit("--format", "sarif", "--config", "policies.json");
    const seconds = (performance.now() - start) / 1000;
    assert.equal(found(out)?.length, 1000);
    assert.match(errors, /reading notebooks: \d+ of 1000/);
    assert.ok(requests.length < 25, `${requests.length} requests`);
    assert.ok(seconds < 10, `${seconds} s`);
  });
});
