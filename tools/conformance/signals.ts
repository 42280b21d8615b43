/** Signals that ask a process to end. The first one is for ending in order, the second one for giving up. */
import { INTERRUPTED } from "../../provider/cli/terminal/interrupt";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * @param onFirst ends what goes on.
 * @param onSecond says what is left undone; the process then exits.
 * @returns takes the listeners away.
 */
export function onSignals(onFirst: () => void, onSecond: () => void): () => void {
  let count = 0;
  const listener = () => {
    if (++count === 1) return onFirst();
    onSecond();
    process.exit(INTERRUPTED);
  };
  for (const signal of signals) process.on(signal, listener);
  return () => signals.forEach((signal) => process.off(signal, listener));
}
