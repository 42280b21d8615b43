import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Settings } from "../../../provider/client/settings";
import { configKeys, environmentNames, type ConfigKey } from "../../../provider/config/keys";
import { readConfig } from "../../../provider/config/read-config";

type Values = Partial<Record<ConfigKey, string>>;
type Environment = Record<string, string>;

function settingsFrom(stack: Values, environment: Environment = {}): Settings {
  return readConfig((key) => stack[key], environment);
}

const keys = { accessKey: "AK", secretKey: "SK" };
const base: Values = { ...keys, region: "eu-de", projectId: "p1" };
const login: Values = {
  userName: "ada",
  password: "pw",
  domainName: "account",
  projectId: "p1",
  region: "eu-de",
};

/** Where in the settings a key's value ends up, and what else has to be set to see it. */
const seen: Record<
  ConfigKey,
  [value: string, others: Values, look: (settings: Settings) => unknown]
> = {
  cloud: ["example.com", base, ({ endpoint }) => endpoint.replace("https://modelarts.eu-de.", "")],
  region: ["eu-nl", { ...base, region: undefined }, ({ endpoint }) => endpoint.split(".")[1]],
  projectId: ["p2", { ...base, projectId: undefined }, ({ projectId }) => projectId],
  endpoint: ["https://example.com:8443", base, ({ endpoint }) => endpoint],
  authUrl: ["https://iam.example.com/v3", login, ({ authUrl }) => authUrl],
  accessKey: ["AK2", { ...base, accessKey: undefined }, credential("accessKey")],
  secretKey: ["SK2", { ...base, secretKey: undefined }, credential("secretKey")],
  securityToken: ["ST", {}, credential("securityToken")],
  token: ["T", { region: "eu-de", projectId: "p1" }, credential("token")],
  userName: ["bob", { ...login, userName: undefined }, credential("userName")],
  userId: ["u1", { ...login, userName: undefined }, credential("userId")],
  password: ["pw2", { ...login, password: undefined }, credential("password")],
  domainName: ["another", { ...login, domainName: undefined }, credential("domainName")],
  projectName: ["eu-de_a", { ...login, projectId: undefined }, credential("projectName")],
  insecure: ["true", base, ({ insecure }) => String(insecure)],
  caCert: ["-----BEGIN CERTIFICATE-----", base, ({ caCert }) => caCert],
  onlineUpdates: ["true", base, ({ updates }) => String(updates?.onlineUpdates)],
  stopToRename: ["true", base, ({ updates }) => String(updates?.stopToRename)],
  readTimeout: ["1m30s", base, ({ readTimeoutMs }) => readTimeoutMs === 90_000 && "1m30s"],
  maxConnections: ["7", base, ({ maxConnections }) => String(maxConnections)],
  createMarker: ["true", base, ({ createMarker }) => String(createMarker)],
  previewChecks: ["true", base, ({ previewChecks }) => String(previewChecks)],
};

function credential(name: string) {
  return ({ credentials }: Settings) => (credentials as unknown as Record<string, unknown>)[name];
}

describe("config: where a value comes from", () => {
  /** The environment variables that both clouds document. */
  const names: Record<ConfigKey, string> = {
    cloud: "HW_CLOUD",
    region: "HW_REGION_NAME OS_REGION_NAME OS_REGION",
    projectId: "HW_PROJECT_ID OS_PROJECT_ID OS_TENANT_ID",
    endpoint: "MODELARTS_ENDPOINT",
    authUrl: "HW_AUTH_URL OS_AUTH_URL",
    accessKey: "HW_ACCESS_KEY OS_ACCESS_KEY",
    secretKey: "HW_SECRET_KEY OS_SECRET_KEY",
    securityToken: "HW_SECURITY_TOKEN OS_SECURITY_TOKEN",
    token: "HW_AUTH_TOKEN OS_AUTH_TOKEN OS_TOKEN",
    userName: "HW_USER_NAME OS_USERNAME",
    userId: "OS_USER_ID",
    password: "HW_USER_PASSWORD OS_PASSWORD",
    domainName: "HW_DOMAIN_NAME OS_DOMAIN_NAME OS_USER_DOMAIN_NAME",
    projectName: "HW_PROJECT_NAME OS_PROJECT_NAME OS_TENANT_NAME",
    insecure: "HW_INSECURE OS_INSECURE",
    caCert: "OS_CACERT",
    onlineUpdates: "MODELARTS_ONLINE_UPDATES",
    stopToRename: "MODELARTS_STOP_TO_RENAME",
    readTimeout: "MODELARTS_READ_TIMEOUT",
    maxConnections: "MODELARTS_MAX_CONNECTIONS",
    createMarker: "MODELARTS_CREATE_MARKER",
    previewChecks: "MODELARTS_PREVIEW_CHECKS",
  };
  /** A security token is used only together with an access key. */
  const accessKeyIn = (key: ConfigKey, prefix: string): Environment =>
    key !== "securityToken"
      ? {}
      : {
          [`${prefix}_ACCESS_KEY`]: "AK",
          [`${prefix}_SECRET_KEY`]: "SK",
          OS_REGION_NAME: "eu-de",
          OS_PROJECT_ID: "p1",
        };

  for (const key of configKeys) {
    const [value, others, look] = seen[key];
    for (const name of names[key].split(" ")) {
      it(`given ${name}, then it is the ${key}`, () => {
        const environment = { ...accessKeyIn(key, name.slice(0, 2)), [name]: value };
        assert.equal(look(settingsFrom(others, environment)), value);
      });
    }

    it(`given modelarts:${key} and its environment names, then the stack's value comes first`, () => {
      const lower = Object.fromEntries(environmentNames[key].map((name) => [name, "lower"]));
      const stack = { ...(key === "securityToken" && base), ...others, [key]: value };
      assert.equal(look(settingsFrom(stack, { ...lower })), value);
    });

    it(`given all environment names of ${key}, then the first of them is taken`, () => {
      const [first = "", ...rest] = environmentNames[key];
      const lower = Object.fromEntries(rest.map((name) => [name, "lower"]));
      const environment = { ...lower, ...accessKeyIn(key, "HW"), [first]: value };
      assert.equal(look(settingsFrom(others, environment)), value);
    });

    it(`given an empty ${key}, then the next source is tried`, () => {
      const [first = "", ...rest] = environmentNames[key];
      const next = rest[0] === undefined ? { [first]: value } : { [first]: "", [rest[0]]: value };
      const environment = { ...accessKeyIn(key, rest.length === 0 ? "HW" : "OS"), ...next };
      assert.equal(look(settingsFrom({ ...others, [key]: "" }, environment)), value);
    });
  }
});

describe("config: which credentials", () => {
  const token = { token: "T" };
  const password = { userName: "ada", password: "pw", domainName: "account" };
  const location = { region: "eu-de", projectId: "p1" };
  const hwKeys = { HW_ACCESS_KEY: "AK", HW_SECRET_KEY: "SK" };
  const osPassword = { OS_USERNAME: "ada", OS_PASSWORD: "pw", OS_DOMAIN_NAME: "account" };
  const choices: [what: string, stack: Values, environment: Environment, kind: string][] = [
    ["keys", keys, {}, "aksk"],
    ["a token", token, {}, "token"],
    ["a password", password, {}, "password"],
    ["a token and keys in the stack", { ...token, ...keys }, {}, "token"],
    ["keys and a password in the stack", { ...keys, ...password }, {}, "aksk"],
    ["keys in the stack, a token in HW_", keys, { HW_AUTH_TOKEN: "T" }, "aksk"],
    ["a password in the stack, keys in HW_", password, hwKeys, "password"],
    ["keys in HW_, a token in OS_", {}, { ...hwKeys, OS_TOKEN: "T" }, "aksk"],
    ["a token in HW_, a password in OS_", {}, { HW_AUTH_TOKEN: "T", ...osPassword }, "token"],
    [
      "half of the keys in the stack, a password in OS_",
      { accessKey: "AK" },
      osPassword,
      "password",
    ],
  ];
  for (const [what, stack, environment, kind] of choices) {
    it(`given ${what}, then it is ${kind}`, () => {
      const { credentials } = settingsFrom({ ...location, ...stack }, environment);
      assert.equal(credentials.kind, kind);
    });
  }

  const tokens: [what: string, stack: Values, environment: Environment, token?: string][] = [
    ["with keys in the stack", { ...keys, securityToken: "ST" }, {}, "ST"],
    ["from a source of an earlier rank than the keys", { securityToken: "ST" }, hwKeys, "ST"],
    ["from a source of a later rank than the keys", keys, { HW_SECURITY_TOKEN: "of other keys" }],
    ["in OS_ for keys in HW_", {}, { ...hwKeys, OS_SECURITY_TOKEN: "of other keys" }],
  ];
  for (const [what, stack, environment, token] of tokens) {
    it(`given a security token ${what}, then ${token ? "it goes with them" : "it is not theirs"}`, () => {
      const { credentials } = settingsFrom({ ...location, ...stack }, environment);
      assert.deepEqual(credentials, { kind: "aksk", ...keys, securityToken: token });
    });
  }
});

describe("config: addresses", () => {
  const endpoints: [values: Values, endpoint: string][] = [
    [{ region: "eu-de" }, "https://modelarts.eu-de.otc.t-systems.com"],
    [{ region: "eu-nl" }, "https://modelarts.eu-nl.otc.t-systems.com"],
    [{ region: "cn-north-4" }, "https://modelarts.cn-north-4.myhuaweicloud.com"],
    [{ region: "ap-southeast-1" }, "https://modelarts.ap-southeast-1.myhuaweicloud.com"],
    [{ region: "eu-west-101" }, "https://modelarts.eu-west-101.myhuaweicloud.eu"],
    [{ region: "eu-west-157" }, "https://modelarts.eu-west-157.myhuaweicloud.eu"],
    [{ region: "eu-ch2" }, "https://modelarts.eu-ch2.sc.otc.t-systems.com"],
    [{ region: "eu-ch2", cloud: "otc" }, "https://modelarts.eu-ch2.sc.otc.t-systems.com"],
    [{ region: "eu-new1", cloud: "otc" }, "https://modelarts.eu-new1.otc.t-systems.com"],
    [
      { region: "eu-west-157", cloud: "huaweicloud" },
      "https://modelarts.eu-west-157.myhuaweicloud.eu",
    ],
    [
      { region: "eu-ch2", cloud: "sc.otc.t-systems.com" },
      "https://modelarts.eu-ch2.sc.otc.t-systems.com",
    ],
    [{ region: "eu-de", cloud: "huaweicloud" }, "https://modelarts.eu-de.myhuaweicloud.com"],
    [{ region: "eu-x", cloud: "OTC" }, "https://modelarts.eu-x.otc.t-systems.com"],
    [{ region: "eu-de", endpoint: "https://example.com/v1/" }, "https://example.com"],
    [{ region: undefined, endpoint: "https://example.com" }, "https://example.com"],
    [{ endpoint: "http://127.0.0.1:8080" }, "http://127.0.0.1:8080"],
    [{ endpoint: "http://localhost:8080/" }, "http://localhost:8080"],
    [{ endpoint: "http://[::1]:8080" }, "http://[::1]:8080"],
  ];
  for (const [values, endpoint] of endpoints) {
    it(`given ${JSON.stringify(values)}, then the endpoint is ${endpoint}`, () => {
      assert.equal(settingsFrom({ ...base, ...values }).endpoint, endpoint);
    });
  }

  const iam: [values: Values, authUrl: string][] = [
    [{}, "https://iam.eu-de.otc.t-systems.com/v3"],
    [{ region: "eu-west-101" }, "https://iam.eu-west-101.myhuaweicloud.eu/v3"],
    [{ region: "eu-ch2" }, "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3"],
    [{ authUrl: "https://example.com/v3/" }, "https://example.com/v3"],
    [{ authUrl: "https://example.com:31943" }, "https://example.com:31943/v3"],
    // The password must not leave for a cloud while everything else goes to a simulator.
    [{ endpoint: "http://127.0.0.1:8080" }, "http://127.0.0.1:8080/v3"],
  ];
  for (const [values, authUrl] of iam) {
    it(`given a password and ${JSON.stringify(values)}, then IAM is at ${authUrl}`, () => {
      assert.equal(settingsFrom({ ...login, ...values }).authUrl, authUrl);
    });
  }

  it("given keys, then no IAM is needed", () => {
    assert.equal(settingsFrom(base).authUrl, undefined);
  });
});

describe("config: TLS", () => {
  const insecure: [value: string, isInsecure: boolean][] = [
    ["true", true],
    ["TRUE", true],
    ["1", true],
    ["yes", true],
    ["false", false],
    ["0", false],
    ["no", false],
  ];
  for (const [value, isInsecure] of insecure) {
    it(`given OS_INSECURE=${value}, then certificates ${isInsecure ? "aren't" : "are"} verified`, () => {
      assert.equal(settingsFrom(base, { OS_INSECURE: value }).insecure, isInsecure);
    });
  }

  it("given nothing, then certificates are verified", () => {
    assert.equal(settingsFrom(base).insecure, false);
  });

  it("given the name of a file with an authority, then its content is taken", () => {
    const folder = mkdtempSync(join(tmpdir(), "modelarts-config-"));
    try {
      writeFileSync(join(folder, "ca.pem"), "the certificate");
      const { caCert } = settingsFrom(base, { OS_CACERT: join(folder, "ca.pem") });
      assert.equal(caCert, "the certificate");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
