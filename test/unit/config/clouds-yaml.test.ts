import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspect } from "node:util";
import { ConfigurationError } from "../../../provider/client/errors";
import { readCloud } from "../../../provider/config/clouds-yaml";
import { readConfig } from "../../../provider/config/read-config";

describe("clouds.yaml", () => {
  let folder: string;
  const before = process.cwd();
  const home = process.env["HOME"];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "modelarts-clouds-"));
    for (const name of ["work", "home", "other"]) mkdirSync(join(folder, name));
    process.chdir(join(folder, "work"));
    process.env["HOME"] = join(folder, "home");
  });
  afterEach(() => {
    process.chdir(before);
    if (home === undefined) delete process.env["HOME"];
    else process.env["HOME"] = home;
    rmSync(folder, { recursive: true });
  });

  function given(path: string, content: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }
  const entry = (region: string) => `clouds: { otc: { region_name: ${region} } }`;

  it("given no OS_CLOUD, then no file is read", () => {
    given("work/clouds.yaml", "not: [valid");
    assert.deepEqual(readCloud({}), {});
    assert.deepEqual(readCloud({ OS_CLOUD: "" }), {});
  });

  it("given an entry with everything, then each value has its key", () => {
    given(
      "work/clouds.yaml",
      `clouds:
  another: { region_name: eu-nl }
  otc:
    region_name: eu-de
    verify: false
    cacert: /etc/ca.pem
    auth:
      auth_url: https://iam.eu-de.otc.t-systems.com/v3
      access_key: AK
      secret_key: SK
      security_token: ST
      token: T
      username: ada
      user_id: u1
      password: 12345
      user_domain_name: account
      project_id: p1
      project_name: eu-de_a
`,
    );
    assert.deepEqual(readCloud({ OS_CLOUD: "otc" }), {
      region: "eu-de",
      insecure: "true",
      caCert: "/etc/ca.pem",
      authUrl: "https://iam.eu-de.otc.t-systems.com/v3",
      accessKey: "AK",
      secretKey: "SK",
      securityToken: "ST",
      token: "T",
      userName: "ada",
      userId: "u1",
      password: "12345",
      domainName: "account",
      projectId: "p1",
      projectName: "eu-de_a",
    });
  });

  const otherNames: [
    key: "accessKey" | "secretKey" | "domainName" | "projectId" | "projectName",
    name: string,
  ][] = [
    ["accessKey", "ak"],
    ["secretKey", "sk"],
    ["domainName", "domain_name"],
    ["domainName", "project_domain_name"],
    ["projectId", "tenant_id"],
    ["projectName", "tenant_name"],
  ];
  for (const [key, name] of otherNames) {
    it(`given ${name}, then it is the ${key}`, () => {
      given("work/clouds.yaml", `clouds: { otc: { auth: { ${name}: x } } }`);
      assert.equal(readCloud({ OS_CLOUD: "otc" })[key], "x");
    });
  }

  it("given credentials outside auth, as some clients write them, then they are used unless auth has its own", () => {
    given("work/clouds.yaml", "clouds: { otc: { ak: AK, sk: old, auth: { sk: new } } }");
    given("work/secure.yaml", "clouds: { otc: { password: p } }");
    const { accessKey, secretKey, password } = readCloud({ OS_CLOUD: "otc" });
    assert.deepEqual([accessKey, secretKey, password], ["AK", "new", "p"]);
  });

  it("given empty values, then they count as missing", () => {
    given(
      "work/clouds.yaml",
      'clouds: { otc: { region_name: , auth: { token: , password: null, username: "", user_id: u } } }',
    );
    const read = Object.entries(readCloud({ OS_CLOUD: "otc" }));
    assert.deepEqual(
      read.filter(([, value]) => value !== undefined),
      [["userId", "u"]],
    );
  });

  for (const [regions, expected] of [
    ["[eu-de, eu-nl]", "eu-de"],
    ["[{ name: eu-nl, values: {} }]", "eu-nl"],
    ["[]", undefined],
    ["eu-de", undefined],
  ]) {
    it(`given no region_name and regions: ${regions}, then the region is ${expected}`, () => {
      given("work/clouds.yaml", `clouds: { otc: { regions: ${regions} } }`);
      assert.equal(readCloud({ OS_CLOUD: "otc" }).region, expected);
    });
  }

  it("given insecure: true, then certificates are not verified", () => {
    given("work/clouds.yaml", "clouds: { otc: { insecure: true } }");
    assert.equal(readCloud({ OS_CLOUD: "otc" }).insecure, "true");
  });

  it("given verify: true, then certificates are verified", () => {
    given("work/clouds.yaml", "clouds: { otc: { verify: true } }");
    assert.equal(readCloud({ OS_CLOUD: "otc" }).insecure, undefined);
  });

  describe("which file", () => {
    const order = [
      "other/my.yaml",
      "work/clouds.yaml",
      "work/clouds.yml",
      "home/.config/openstack/clouds.yaml",
    ];
    order.forEach((path, index) => {
      it(`given ${path} and those that come after it, then it is the one`, () => {
        order.slice(index).forEach((each) => given(each, entry(each.replace(/\W/g, "-"))));
        const environment = {
          OS_CLOUD: "otc",
          OS_CLIENT_CONFIG_FILE: join(folder, "other/my.yaml"),
        };
        assert.equal(readCloud(environment).region, path.replace(/\W/g, "-"));
      });
    });

    it("given secure.yaml in the same folder, then its secrets are added and come first", () => {
      given("work/clouds.yaml", "clouds: { otc: { auth: { username: ada, password: old } } }");
      given("work/secure.yaml", "clouds: { otc: { auth: { password: new } } }");
      const { userName, password } = readCloud({ OS_CLOUD: "otc" });
      assert.deepEqual({ userName, password }, { userName: "ada", password: "new" });
    });

    it("given empty values in secure.yaml, then they hide nothing", () => {
      given("work/clouds.yaml", "clouds: { otc: { auth: { password: old } } }");
      given("work/secure.yaml", 'clouds: { otc: { auth: { password: , token: "" } } }');
      assert.equal(readCloud({ OS_CLOUD: "otc" }).password, "old");
    });

    it("given a secure.yaml without the entry, then nothing is added", () => {
      given("work/clouds.yaml", "clouds: { otc: { auth: { password: old } } }");
      given("work/secure.yaml", "clouds: { another: { auth: { password: new } } }");
      assert.equal(readCloud({ OS_CLOUD: "otc" }).password, "old");
    });
  });

  describe("what is wrong", () => {
    function refusal(): ConfigurationError {
      try {
        readCloud({ OS_CLOUD: "otc" });
      } catch (error) {
        assert(error instanceof ConfigurationError);
        return error;
      }
      assert.fail("it was read");
    }

    it("given no file, then the error names each file that was tried", () => {
      const { message } = refusal();
      assert.match(
        message,
        /^OS_CLOUD names the cloud "otc", but there is no clouds\.yaml in any of /,
      );
      const home = join(folder, "home/.config/openstack");
      for (const file of [
        "clouds.yaml, clouds.yml",
        `${home}/clouds.yaml`,
        "/etc/openstack/clouds.yml",
      ]) {
        assert(message.includes(file), file);
      }
    });

    const without = [
      "",
      "just text",
      "- a list",
      "clouds:",
      "clouds: {}",
      "clouds: { another: {} }",
    ];
    const empty = ["clouds: { otc: }", "clouds: { otc: text }", "clouds: { otc: [text] }"];
    for (const content of [...without, ...empty]) {
      it(`given "${content}", then the error names the file and the entry`, () => {
        given("work/clouds.yaml", content);
        assert.equal(
          refusal().message,
          'OS_CLOUD names the cloud "otc", but clouds.yaml has no entry clouds.otc. ' +
            "Add the entry, or unset OS_CLOUD.",
        );
      });
    }

    it("given a name of Object's, then it is no entry", () => {
      given("work/clouds.yaml", entry("eu-de"));
      assert.throws(
        () => readCloud({ OS_CLOUD: "constructor" }),
        /has no entry clouds\.constructor/,
      );
    });

    const broken: [what: string, value: string, reason: string][] = [
      ["an open quote", '"hunter2', "MISSING_CHAR in line 5."],
      ["an open bracket", "[hunter2", "BAD_INDENT in line 5."],
      ["a password that is an alias", "*hunter2", "it has an alias without its anchor."],
      ["a password that is a tag", "!hunter2", "TAG_RESOLVE_FAILED in line 4."],
      ["a password with a colon", "hunter2: x", "BLOCK_AS_IMPLICIT_KEY in line 4."],
      ["a password with a reserved character", "`hunter2", "BAD_SCALAR_START in line 4."],
      ["a tab", "hunter2\n\t- x", "TAB_AS_INDENT in line 5."],
    ];
    for (const [what, value, reason] of broken) {
      for (const file of ["work/clouds.yaml", "work/secure.yaml"]) {
        it(`given ${what} in ${file}, then the error names the line and quotes nothing`, () => {
          given("work/clouds.yaml", entry("eu-de"));
          given(file, `clouds:\n  otc:\n    auth:\n      password: ${value}\n`);
          const error = refusal();
          assert.equal(error.message, `${file.slice(5)} is not valid YAML: ${reason}`);
          assert(!inspect(error, { depth: 9 }).includes("hunter2"));
        });
      }
    }

    it("given a file that can't be read, then the error says why", () => {
      mkdirSync(join(folder, "work/clouds.yaml"));
      assert.match(refusal().message, /^clouds\.yaml can't be read: EISDIR/);
    });
  });

  it("given the environment too, then it comes first, and the rest comes from the entry", () => {
    given(
      "work/clouds.yaml",
      "clouds: { otc: { region_name: eu-de, auth: { ak: AK, sk: SK, project_id: p1 } } }",
    );
    const settings = readConfig(() => undefined, { OS_CLOUD: "otc", OS_REGION_NAME: "eu-nl" });
    assert.equal(settings.endpoint, "https://modelarts.eu-nl.otc.t-systems.com");
    assert.equal(settings.projectId, "p1");
    assert.deepEqual(settings.credentials, {
      kind: "aksk",
      accessKey: "AK",
      secretKey: "SK",
      securityToken: undefined,
    });
  });
});
