/** CPU profiles → the functions with the most self time. */

/** What V8's sampling profiler writes. Source: Profiler.Profile of the DevTools protocol. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  samples: number[];
  /** In microseconds, each before its sample. */
  timeDeltas: number[];
}

export interface SelfTime {
  functionName: string;
  /** File and line; empty for what is no function of a script. */
  location: string;
  ms: number;
}

const IDLE = "(idle)";

/** Nodes of the same function are one; the time in which the process waited is left out. */
export function selfTimes(profiles: readonly CpuProfile[]): SelfTime[] {
  const times = new Map<string, SelfTime>();
  for (const { nodes, samples, timeDeltas } of profiles) {
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    samples.forEach((id, index) => {
      const frame = frames.get(id);
      if (frame === undefined || frame.functionName === IDLE) return;
      const location = frame.url && `${shortened(frame.url)}:${frame.lineNumber + 1}`;
      const functionName = frame.functionName || "(anonymous)";
      const key = `${functionName} ${location}`;
      const known = times.get(key) ?? { functionName, location, ms: 0 };
      // The interval after a sample is the sample's.
      known.ms += (timeDeltas[index + 1] ?? 0) / 1000;
      times.set(key, known);
    });
  }
  return [...times.values()].sort((a, b) => b.ms - a.ms);
}

/** The path from the package on. */
function shortened(url: string): string {
  return url.replace(/^file:\/\//, "").replace(/^.*\/(?=(node_modules|provider|policies)\/)/, "");
}
