import assert from "node:assert/strict";
import { ModelArtsError } from "../../../provider/client/errors";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { checkFailures, failure } from "../../../provider/servers/plugin/errors";
import { INPUTS, messages, struct, URN } from "./plugin-fixture";
import { partOf, usePlugin } from "./plugin-steps";

const EVIL = "\u001b[31mred\u0007\u009b2J\u202e";
const CLEAN = "\ufffd[31mred\ufffd\ufffd2J\ufffd";

describe("what the engine prints of the plugin", () => {
  const { plugin } = usePlugin();

  it("holds no control characters in an error, its reasons and the failures of a check", () => {
    const shown = `${CLEAN} [modelarts/gone]`;
    const error = failure(new PartialFailure("id", {}, new ModelArtsError("modelarts/gone", EVIL)));
    assert.deepEqual([error.message, error.details], [shown, shown]);
    assert.deepEqual(partOf(error).getReasonsList(), [shown]);
    const [found] = checkFailures([
      { property: "name", reason: EVIL, code: "modelarts/invalid-input" },
    ]);
    assert.equal(found?.getReason(), `${CLEAN} [modelarts/invalid-input]`);
  });

  it("is one line for each message, without control characters", async () => {
    const name = `${EVIL}\nerror: forged`;
    const request = new messages.DiffRequest()
      .setUrn(URN)
      .setId("id")
      .setOlds(struct({ ...INPUTS, name, status: "RUNNING" }))
      .setNews(struct({ ...INPUTS, name, flavor: "modelarts.vm.cpu.8u" }));
    await plugin().send("diff", request);
    const [[line] = []] = plugin().lines;
    assert.match(
      line ?? "",
      /^\ufffd\[31mred\ufffd\ufffd2J\ufffd error: forged: it will be stopped/,
    );
  });
});
