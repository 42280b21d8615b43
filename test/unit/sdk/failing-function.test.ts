import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { getNotebook } from "../../../provider/sdk/generated/functions";

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
});
