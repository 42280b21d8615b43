import { strict as assert } from "node:assert";
import { tmpdir } from "node:os";
import { ConfigurationError } from "../../../provider/client/errors";
import type { ConfigKey } from "../../../provider/config/keys";
import { readConfig } from "../../../provider/config/read-config";

type Values = Partial<Record<ConfigKey, string>>;

const FROM_CLOUDS_YAML =
  "What is missing can also come from clouds.yaml, with OS_CLOUD naming the entry.";

function problemsOf(stack: Values): string[] {
  try {
    readConfig((key) => stack[key], {});
  } catch (error) {
    assert(error instanceof ConfigurationError);
    const [head, ...lines] = error.message.split("\n").map((line) => line.trim());
    if (!/ missing[:;]/.test(error.message)) {
      assert.equal(head, "The configuration of ModelArts is wrong:");
      return lines;
    }
    assert.equal(head, "ModelArts is not configured:");
    assert.equal(lines.pop(), FROM_CLOUDS_YAML);
    return lines;
  }
  return [];
}

const base: Values = { accessKey: "AK", secretKey: "SK", region: "eu-de", projectId: "p1" };
const login: Values = {
  userName: "ada",
  password: "pw",
  domainName: "account",
  projectId: "p1",
  region: "eu-de",
};

const ways = {
  accessKey: "pulumi config set modelarts:accessKey, or HW_ACCESS_KEY, OS_ACCESS_KEY",
  secretKey: "pulumi config set --secret modelarts:secretKey, or HW_SECRET_KEY, OS_SECRET_KEY",
  token: "pulumi config set --secret modelarts:token, or HW_AUTH_TOKEN, OS_AUTH_TOKEN, OS_TOKEN",
  userName: "pulumi config set modelarts:userName, or HW_USER_NAME, OS_USERNAME",
  password: "pulumi config set --secret modelarts:password, or HW_USER_PASSWORD, OS_PASSWORD",
  domainName:
    "pulumi config set modelarts:domainName, or HW_DOMAIN_NAME, OS_DOMAIN_NAME, OS_USER_DOMAIN_NAME",
  projectId: "pulumi config set modelarts:projectId, or HW_PROJECT_ID, OS_PROJECT_ID, OS_TENANT_ID",
  projectName:
    "pulumi config set modelarts:projectName, or HW_PROJECT_NAME, OS_PROJECT_NAME, OS_TENANT_NAME",
  region: "pulumi config set modelarts:region, or HW_REGION_NAME, OS_REGION_NAME, OS_REGION",
  authUrl: "pulumi config set modelarts:authUrl, or HW_AUTH_URL, OS_AUTH_URL",
};
const region = `- the region (such as eu-de or cn-north-4) is missing: ${ways.region}`;
const projectId = `- the project id is missing: ${ways.projectId}`;

describe("config: what is missing", () => {
  it("given nothing, then one error names all of it with every way to set it", () => {
    assert.deepEqual(problemsOf({}), [
      "- credentials are missing; set one of",
      `an access key and a secret key: ${ways.accessKey}; ${ways.secretKey}`,
      `a token: ${ways.token}`,
      `a user name and a password: ${ways.userName}; ${ways.password}`,
      region,
      projectId,
    ]);
  });

  const missing: [what: string, stack: Values, problem: string][] = [
    [
      "keys without the secret",
      { ...base, secretKey: undefined },
      `- the secret key is missing: ${ways.secretKey}`,
    ],
    [
      "keys without the access key",
      { ...base, accessKey: undefined },
      `- the access key is missing: ${ways.accessKey}`,
    ],
    [
      "a user name without the password",
      { ...login, password: undefined },
      `- the password is missing: ${ways.password}`,
    ],
    [
      "a user's id without the password",
      { ...login, userName: undefined, userId: "u", password: undefined },
      `- the password is missing: ${ways.password}`,
    ],
    [
      "a password without the user",
      { ...login, userName: undefined },
      `- the user name is missing: ${ways.userName}`,
    ],
    [
      "a user name without the domain",
      { ...login, domainName: undefined },
      `- the account's (domain's) name is missing: ${ways.domainName}`,
    ],
    ["keys without the project", { ...base, projectId: undefined }, projectId],
    ["a token without the project", { token: "T", region: "eu-de" }, projectId],
    [
      "a password without the project",
      { ...login, projectId: undefined },
      `${projectId}; or its name: ${ways.projectName}`,
    ],
    ["no region", { ...base, region: undefined }, region],
    [
      "a password with an endpoint and no region",
      { ...login, region: undefined, endpoint: "https://example.com" },
      `- IAM's address, or the region is missing: ${ways.authUrl}`,
    ],
  ];
  for (const [what, stack, problem] of missing) {
    it(`given ${what}, then the error names just that, with every way to set it`, () => {
      assert.deepEqual(problemsOf(stack), [problem]);
    });
  }

  const complete: [what: string, stack: Values][] = [
    ["keys", base],
    ["a password", login],
    ["a password and the project's name", { ...login, projectId: undefined, projectName: "eu-de" }],
    [
      "a user's id without a domain",
      { ...login, userName: undefined, userId: "u", domainName: undefined },
    ],
  ];
  for (const [what, stack] of complete) {
    it(`given ${what} and all that goes with it, then nothing is missing`, () => {
      assert.deepEqual(problemsOf(stack), []);
    });
  }
});

describe("config: what is wrong", () => {
  const clear = (key: string, url: string) =>
    `- modelarts:${key} must begin with https, since "${url}" is not on this machine and the ` +
    "credentials would be sent without encryption";
  const noUrl = (key: string, text: string) =>
    `- modelarts:${key} must be a URL such as https://host, but is "${text}"`;
  const credentials = (key: string) =>
    `- modelarts:${key} must hold no credentials: they have settings of their own`;
  const path = (origin: string) => `- modelarts:endpoint must end with its host, as ${origin} does`;
  const file = (name: string, code: string) =>
    `- modelarts:caCert names the file "${name}", which can't be read (${code})`;
  const wrong: [stack: Values, problem: string][] = [
    [{ ...base, endpoint: "http://example.com" }, clear("endpoint", "http://example.com")],
    [{ ...base, endpoint: "http://10.0.0.1" }, clear("endpoint", "http://10.0.0.1")],
    [
      { ...base, endpoint: "http://localhost.example.com" },
      clear("endpoint", "http://localhost.example.com"),
    ],
    [
      { ...base, endpoint: "http://127.0.0.1.example.com" },
      clear("endpoint", "http://127.0.0.1.example.com"),
    ],
    [
      { ...base, endpoint: "http://example-localhost" },
      clear("endpoint", "http://example-localhost"),
    ],
    [{ ...base, endpoint: "http://[::2]" }, clear("endpoint", "http://[::2]")],
    [{ ...base, endpoint: "example.com" }, noUrl("endpoint", "example.com")],
    [{ ...base, endpoint: "ftp://example.com" }, noUrl("endpoint", "ftp://example.com")],
    [{ ...login, authUrl: "http://example.com/v3" }, clear("authUrl", "http://example.com/v3")],
    [{ ...login, authUrl: "iam" }, noUrl("authUrl", "iam")],
    [{ ...base, endpoint: "https://ada:hunter2@example.com" }, credentials("endpoint")],
    [{ ...login, authUrl: "https://ada@example.com/v3" }, credentials("authUrl")],
    [{ ...base, endpoint: "ada:hunter2@example.com" }, credentials("endpoint")],
    [{ ...base, endpoint: "https://example.com/v2" }, path("https://example.com")],
    [{ ...base, endpoint: "https://example.com:8080/?a=1" }, path("https://example.com:8080")],
    [
      { ...base, region: "eu de" },
      '- modelarts:region must be a region such as eu-de, but is "eu de"',
    ],
    [
      { ...login, region: "EU-DE.evil.com/" },
      '- modelarts:region must be a region such as eu-de, but is "EU-DE.evil.com/"',
    ],
    [{ ...base, insecure: "maybe" }, '- modelarts:insecure must be true or false, but is "maybe"'],
    [
      { ...base, readTimeout: "2 minutes" },
      '- modelarts:readTimeout must be a duration such as 30s or 5m, but is "2 minutes"',
    ],
    [
      { ...base, readTimeout: "0s" },
      '- modelarts:readTimeout must be a duration such as 30s or 5m, but is "0s"',
    ],
    [{ ...base, caCert: "/nowhere/ca.pem" }, file("/nowhere/ca.pem", "ENOENT")],
    [{ ...base, caCert: tmpdir() }, file(tmpdir(), "EISDIR")],
  ];
  for (const [stack, problem] of wrong) {
    const given =
      stack.endpoint ??
      stack.authUrl ??
      stack.insecure ??
      stack.readTimeout ??
      stack.caCert ??
      stack.region;
    it(`given ${given}, then ${problem.slice(2, 60)}…`, () => {
      assert.deepEqual(problemsOf(stack), [problem]);
    });
  }

  it("given a fault in the environment, then the error calls it by its name there", () => {
    const environment = { MODELARTS_ENDPOINT: "http://example.com", OS_INSECURE: "constructor" };
    assert.throws(
      () => readConfig((key) => base[key], environment),
      /- MODELARTS_ENDPOINT must begin with https.*\n {2}- OS_INSECURE must be true or false/,
    );
  });

  it("given several faults, then one error has them all, and no secret", () => {
    const problems = problemsOf({ secretKey: "the-secret", endpoint: "http://example.com" });
    assert.deepEqual(problems, [
      `- the access key is missing: ${ways.accessKey}`,
      clear("endpoint", "http://example.com"),
      projectId,
    ]);
  });
});
