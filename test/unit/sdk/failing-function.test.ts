import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { getNotebook } from "../../../provider/sdk/generated/functions";
import { sshConfig } from "../../../provider/sdk/helpers";

describe("a function that fails", () => {
  it("rejects with an error that the SDK shows without inspecting a stack", async () => {
    const provider = {} as never;
    const error = await getNotebook({ name: "lab" }, { provider }).then(
      () => assert.fail("it succeeded"),
      (reason: unknown) => reason,
    );
    assert.ok(RunError.isInstance(error));
    assert.match(error.message, /takes no provider.*\[modelarts\/provider-option\]$/);
    assert.equal(error.stack, undefined);
  });

  it("throws such an error, too, if it does not ask the API", () => {
    const isBare = (error: unknown) => RunError.isInstance(error) && error.stack === undefined;
    const endpoints = [{ service: "SSH", uri: "ssh://ma-user@10.0.3.4:31234" }];
    assert.throws(() => sshConfig({ name: "lab", endpoints }, { host: "a\nb" }), isBare);
  });
});
