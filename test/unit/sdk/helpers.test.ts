import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  isRunning,
  leaseRemaining,
  sshAddress,
  sshConfig,
  type NotebookFactOutputs,
  type NotebookFacts,
} from "../../../provider/sdk/helpers";
import { promiseOf } from "./promise-of";

const ssh = (uri?: string) => ({ endpoints: [{ service: "NOTEBOOK" }, { service: "SSH", uri }] });

describe("the SSH address of a notebook", () => {
  const forms: [uri: string | undefined, host?: string, port?: number, user?: string][] = [
    ["ssh://ma-user@10.0.3.4:31234", "10.0.3.4", 31234, "ma-user"],
    ["ssh://dev-modelarts.example.com:30022", "dev-modelarts.example.com", 30022, "ma-user"],
    ["ssh://other@host:1", "host", 1, "other"],
    ["ssh://host", "host", 22, "ma-user"],
    ["host:30022", "host", 30022, "ma-user"],
    ["ma-user@10.0.3.4:31234", "10.0.3.4", 31234, "ma-user"],
    ["ssh://ma-user@[2001:db8::1]:31234", "2001:db8::1", 31234, "ma-user"],
    ["ssh://a%0AProxyCommand@host:1", "host", 1, "ma-user"],
    ["", undefined],
    [undefined, undefined],
    ["ssh://", undefined],
    ["ssh://host:port", undefined],
    ["ssh://two words:1", undefined],
  ];
  for (const [uri, host, port, user] of forms) {
    it(`${host === undefined ? "is not there" : `is ${host}`} where the endpoint's is ${uri}`, () => {
      assert.deepEqual(sshAddress(ssh(uri)), host === undefined ? undefined : { host, port, user });
    });
  }

  it("is not there without an SSH endpoint", () => {
    for (const notebook of [{}, { endpoints: [] }, { endpoints: [{ service: "NOTEBOOK" }] }]) {
      assert.equal(sshAddress(notebook), undefined);
      assert.equal(sshConfig(notebook), undefined);
    }
  });
});

describe("the ssh_config entry of a notebook", () => {
  const notebook = { name: "dev", ...ssh("ssh://ma-user@10.0.3.4:31234") };

  it("is called as the notebook, or as it is told", () => {
    const entry = "  HostName 10.0.3.4\n  Port 31234\n  User ma-user\n";
    assert.equal(sshConfig(notebook), `Host dev\n${entry}`);
    assert.equal(sshConfig({ ...notebook, name: undefined }), `Host 10.0.3.4\n${entry}`);
    assert.equal(
      sshConfig(notebook, { host: "gpu", identityFile: "~/my keys/id" }),
      `Host gpu\n${entry}  IdentityFile "~/my keys/id"\n`,
    );
  });

  it("takes nothing that would mean something else there", () => {
    for (const host of ["", "a b", "*", "a\nProxyCommand evil"]) {
      assert.throws(() => sshConfig(notebook, { host }), /host must be one word/);
    }
    for (const identityFile of ["", 'a"b', "a\nProxyCommand evil"]) {
      assert.throws(() => sshConfig(notebook, { identityFile }), /identityFile must be a path/);
    }
  });
});

describe("the remaining time of a lease", () => {
  const NOW = 600_000_000;
  const HOUR_MS = 3_600_000;
  // Created five hours ago and renewed ten minutes ago for an hour.
  const createAt = NOW - 5 * HOUR_MS;
  const lease = {
    enable: true,
    duration: 5 * HOUR_MS + 3_000_000,
    updateAt: NOW - 600_000,
    createAt,
  };
  const cases: [what: string, notebook: NotebookFacts, left: number | undefined][] = [
    ["counts from the lease's creation", { status: "RUNNING", lease }, 3_000_000],
    [
      "does not depend on the last update",
      { status: "RUNNING", lease: { ...lease, updateAt: undefined } },
      3_000_000,
    ],
    [
      "counts from the notebook's creation where the lease has no date",
      { status: "RUNNING", lease: { ...lease, createAt: undefined }, createAt },
      3_000_000,
    ],
    ["is never negative", { status: "RUNNING", lease: { ...lease, createAt: 0 } }, 0],
    ["is none while it is stopped", { status: "STOPPED", lease }, undefined],
    [
      "is none without auto stop",
      { status: "RUNNING", lease: { ...lease, enable: false } },
      undefined,
    ],
    ["is none of -1", { status: "RUNNING", lease: { ...lease, duration: -1 } }, undefined],
    ["is none without a lease", { status: "RUNNING" }, undefined],
    ["is none without a creation date", { status: "RUNNING", lease: { duration: 1 } }, undefined],
  ];
  for (const [what, notebook, left] of cases) {
    it(what, () => assert.equal(leaseRemaining(notebook, NOW), left));
  }
});

describe("a helper", () => {
  const facts = { status: "RUNNING", ...ssh("ssh://host:1") };

  it("answers a plain value with a plain one", () => {
    assert.equal(isRunning(facts), true);
    assert.equal(isRunning({}), false);
  });

  it("answers an Output, and a resource's outputs, with an Output", async () => {
    const resource: NotebookFactOutputs = {
      name: pulumi.output(undefined),
      status: pulumi.output<string | undefined>("STOPPED"),
      endpoints: pulumi.output(facts.endpoints),
      lease: pulumi.output(undefined),
    };
    assert.equal(await promiseOf(isRunning(pulumi.output(facts))), true);
    assert.equal(await promiseOf(isRunning(resource)), false);
    assert.equal((await promiseOf(sshAddress(resource)))?.host, "host");
    assert.match((await promiseOf(sshConfig(resource, { host: "dev" }))) ?? "", /^Host dev\n/);
    assert.equal(await promiseOf(leaseRemaining(resource)), undefined);
    const running = {
      ...resource,
      status: pulumi.output<string | undefined>("RUNNING"),
      lease: pulumi.output({ enable: true, duration: 2000 }),
      createAt: pulumi.output<number | undefined>(9000),
    };
    assert.equal(await promiseOf(leaseRemaining(running, 10_000)), 1000);
  });
});
