/** Handles the signals that ask a process to end: the first one ends it in order, the second one at once. */
import { INTERRUPTED } from "../../provider/cli/terminal/interrupt";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * @param onFirst starts to end the work in order.
 * @param onSecond reports what is left undone; the process then exits.
 * @returns a function that removes the listeners.
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
