/** Ctrl-C (SIGINT) calls the listener that was added last. Without a listener, the process ends as usual. */
const listeners: (() => void)[] = [];

const callLast = () => listeners.at(-1)?.();

/** @returns a function that removes the listener. */
export function onInterrupt(listener: () => void): () => void {
  if (listeners.push(listener) === 1) process.on("SIGINT", callLast);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length === 0) process.off("SIGINT", callLast);
  };
}

/** The exit code that shells report for a process that SIGINT ended: 128 + 2. */
export const INTERRUPTED = 130;
