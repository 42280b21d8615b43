import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { progress } from "../../../provider/cli/terminal/progress";

const CLEAR_LINE = "\u001b[2K";

function streamOf(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 100 });
  const text = () => String((stream.read() as Buffer | null) ?? "");
  return { stream: stream as unknown as NodeJS.WriteStream, text };
}

describe("progress of the command", () => {
  it("given a terminal, is a bar that is taken away at the end", () => {
    const { stream, text } = streamOf(true);
    const shown = progress("reading notebooks", stream);
    const listeners = process.listenerCount("SIGINT");
    shown.at(5, 10);
    assert.equal(process.listenerCount("SIGINT"), listeners, "Ctrl-C is not the bar's");
    assert.match(text(), /reading notebooks \[.*\] \d+\/10/);
    shown.end();
    const last = text();
    assert.match(last, /\[█+░+\] 5\/10/);
    assert.doesNotMatch(last, /\n/);
    assert.ok(last.endsWith(CLEAR_LINE), JSON.stringify(last));
  });

  it("given something else, is a line for each hundred", () => {
    const { stream, text } = streamOf(false);
    const shown = progress("reading notebooks", stream);
    for (let done = 1; done <= 250; done++) shown.at(done, 250);
    shown.end();
    assert.equal(text(), "reading notebooks: 100 of 250\nreading notebooks: 200 of 250\n");
  });

  it("given nothing to do, is nothing", () => {
    for (const isTTY of [true, false]) {
      const { stream, text } = streamOf(isTTY);
      progress("reading notebooks", stream).end();
      assert.equal(text(), "");
    }
  });
});
