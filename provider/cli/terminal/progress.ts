/** The progress of long work: a bar on a terminal, else a line from time to time. */
import type { SingleBar } from "cli-progress";

export interface Progress {
  /** `done` items of `total` are done. A later call may have another total. */
  at(done: number, total: number): void;
  /** Removes the bar. */
  end(): void;
}

/** Without a terminal, a line is printed after this many items. */
const LINE_EVERY = 100;

/** @param doing the begin of the line, e.g. "reading notebooks". */
export function progress(doing: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  // A dumb terminal can't move the cursor.
  const canDraw = stream.isTTY && process.env["TERM"] !== "dumb";
  return canDraw ? bar(doing, stream) : lines(doing, stream);
}

function bar(doing: string, stream: NodeJS.WriteStream): Progress {
  let drawn: SingleBar | undefined;
  const end = () => {
    drawn?.stop();
    process.off("exit", end);
  };
  return {
    at(done, total) {
      if (drawn === undefined) {
        const library = require("cli-progress") as typeof import("cli-progress");
        const format = `${doing} [{bar}] {value}/{total}`;
        drawn = new library.SingleBar(
          // With gracefulExit the library would handle Ctrl-C, and the process would continue.
          { format, stream, clearOnComplete: true, hideCursor: true, gracefulExit: false },
          library.Presets.shades_classic,
        );
        drawn.start(total, 0);
        process.on("exit", end); // Shows the cursor again.
      }
      drawn.setTotal(total);
      drawn.update(done);
    },
    end,
  };
}

function lines(doing: string, stream: NodeJS.WriteStream): Progress {
  let printed = 0;
  return {
    at(done, total) {
      if (done < printed + LINE_EVERY || done >= total) return;
      printed = done;
      stream.write(`${doing}: ${done} of ${total}\n`);
    },
    end: () => undefined,
  };
}
