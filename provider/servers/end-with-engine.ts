/**
 * Ends a server's process when the engine is gone. Usually the engine ends its plugins: it sends SIGINT, and SIGKILL
 * after 5 s. If the engine itself is killed, nobody does that. But the standard input of a plugin is a pipe that the
 * engine holds open and never writes to (ExecPlugin in the SDK's plugin.go), and the system closes the pipe.
 */
import { fstatSync } from "node:fs";

/** From now on, this process ends when its standard input does. Does nothing if the input is no pipe. */
export function endWithEngine(): void {
  if (!isPipe(0)) return;
  const end = () => process.exit();
  process.stdin.on("end", end).on("error", end).resume();
}

function isPipe(descriptor: number): boolean {
  try {
    const file = fstatSync(descriptor);
    return file.isFIFO() || file.isSocket();
  } catch {
    return false; // The standard input is closed.
  }
}
