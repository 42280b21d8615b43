import assert from "node:assert/strict";
import { errorsOf, messagesOf } from "./project";

const TEXT = `Diagnostics:
  modelarts:index:Notebook (lab--servererror):
    lab--servererror: it will be stopped and started again for endpoints

  modelarts:index:Notebook (dev):
    dev: stopping it
    error: Stopping it failed: 500

Resources:
    ~ 1 updated
`;

describe("the messages of a run", () => {
  it("belong to their resources", () => {
    assert.deepEqual([...messagesOf(TEXT).keys()], ["Notebook lab--servererror", "Notebook dev"]);
  });

  it("are errors only where a line begins so, whatever a notebook is called", () => {
    assert.deepEqual([...errorsOf(TEXT).keys()], ["Notebook dev"]);
  });
});
