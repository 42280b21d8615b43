/** Ctrl-C. Whoever came last is told; without anybody, the process ends as usual. */
const listeners: (() => void)[] = [];

const tell = () => listeners.at(-1)?.();

/** @returns takes the listener away. */
export function onInterrupt(listener: () => void): () => void {
  if (listeners.push(listener) === 1) process.on("SIGINT", tell);
  return () => {
    listeners.splice(listeners.indexOf(listener), 1);
    if (listeners.length === 0) process.off("SIGINT", tell);
  };
}

/** What shells make of a process that Ctrl-C ended. */
export const INTERRUPTED = 130;
