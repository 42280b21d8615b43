/** How far long work is: a bar on a terminal, a line now and then elsewhere. */
import type { SingleBar } from "cli-progress";

export interface Progress {
  /** `done` of `total` are done; the total may be corrected later. */
  at(done: number, total: number): void;
  /** Takes the bar away. */
  end(): void;
}

/** Elsewhere than on a terminal a line comes after this many. */
const LINE_EVERY = 100;

/** @param doing as the line says it, e.g. "reading notebooks". */
export function progress(doing: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? bar(doing, stream) : lines(doing, stream);
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
          // Its own way of a graceful exit is to go on after Ctrl-C.
          { format, stream, clearOnComplete: true, hideCursor: true, gracefulExit: false },
          library.Presets.shades_classic,
        );
        drawn.start(total, 0);
        process.on("exit", end); // It brings the cursor back.
      }
      drawn.setTotal(total);
      drawn.update(done);
    },
    end,
  };
}

function lines(doing: string, stream: NodeJS.WriteStream): Progress {
  let said = 0;
  return {
    at(done, total) {
      if (done < said + LINE_EVERY || done >= total) return;
      said = done;
      stream.write(`${doing}: ${done} of ${total}\n`);
    },
    end: () => undefined,
  };
}
