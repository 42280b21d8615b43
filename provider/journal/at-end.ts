/**
 * The engine ends its providers with an interrupt, once it has recorded every result. The user's Ctrl-C does not reach
 * them: the engine starts each provider in a process group of its own. Source: `kill` in sdk/go/common/resource/plugin
 * and `RegisterProcessGroup` of pulumi/pulumi.
 */

/** SIGBREAK is what the engine sends on Windows. */
const INTERRUPTS = ["SIGINT", "SIGBREAK"] as const;

/** Runs `work` before the interrupt takes its usual effect. */
export function atEnd(work: () => void): void {
  for (const interrupt of INTERRUPTS) {
    process.once(interrupt, () => {
      work();
      // With a listener, Node no longer ends by itself.
      if (process.listenerCount(interrupt) === 0) process.kill(process.pid, interrupt);
    });
  }
}
