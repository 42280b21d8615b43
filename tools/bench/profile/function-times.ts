/** CPU profiles → the functions with the most self time. */

/** What V8's sampling profiler writes. Source: Profiler.Profile of the DevTools protocol. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    children?: number[];
  }[];
  samples: number[];
  /** In microseconds, each before its sample. */
  timeDeltas: number[];
}

export interface FunctionTime {
  functionName: string;
  /** File and line; empty for what is no function of a script. */
  location: string;
  selfMs: number;
  /** With all functions that it called. */
  totalMs: number;
}

/** Waiting, and what the profiler itself does in the process. */
function isForeign({ functionName, url }: CpuProfile["nodes"][number]["callFrame"]): boolean {
  return functionName === "(idle)" || url.endsWith("tools/bench/profile/hook.js");
}

/** Nodes of the same function are one. Waiting and the profiler itself are left out. */
export function functionTimes(profiles: readonly CpuProfile[]): FunctionTime[] {
  const times = new Map<string, FunctionTime>();
  for (const profile of profiles) addTimes(profile, times);
  return [...times.values()].sort((a, b) => b.selfMs - a.selfMs);
}

function addTimes({ nodes, samples, timeDeltas }: CpuProfile, times: Map<string, FunctionTime>) {
  const selfMs = new Map<number, number>();
  samples.forEach((id, index) => {
    // The interval after a sample is the sample's.
    selfMs.set(id, (selfMs.get(id) ?? 0) + (timeDeltas[index + 1] ?? 0) / 1000);
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const called = new Set(nodes.flatMap(({ children = [] }) => children));

  /** @param above the functions that called this one; a recursion counts once in their total. */
  const visit = (id: number, above: ReadonlySet<FunctionTime>): number => {
    const node = byId.get(id);
    if (node === undefined || isForeign(node.callFrame)) return 0;
    const time = timeOf(node.callFrame, times);
    const own = selfMs.get(id) ?? 0;
    const within = new Set(above).add(time);
    const below = (node.children ?? []).reduce((sum, child) => sum + visit(child, within), 0);
    time.selfMs += own;
    if (!above.has(time)) time.totalMs += own + below;
    return own + below;
  };
  for (const { id } of nodes) if (!called.has(id)) visit(id, new Set());
}

function timeOf(
  frame: CpuProfile["nodes"][number]["callFrame"],
  times: Map<string, FunctionTime>,
): FunctionTime {
  const functionName = frame.functionName || "(anonymous)";
  const location = frame.url && `${shortened(frame.url)}:${frame.lineNumber + 1}`;
  const key = `${functionName} ${location}`;
  const known = times.get(key) ?? { functionName, location, selfMs: 0, totalMs: 0 };
  times.set(key, known);
  return known;
}

/** The path from the package on. */
function shortened(url: string): string {
  return url.replace(/^file:\/\//, "").replace(/^.*\/(?=(node_modules|provider|policies)\/)/, "");
}

/** The self time of each package, and of each file of this workspace; with the most first. */
export function packageTimes(times: readonly FunctionTime[]): [name: string, selfMs: number][] {
  const sums = new Map<string, number>();
  for (const { functionName, location, selfMs } of times) {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(location) ?? [];
    const file = location.startsWith("node:") ? "node" : location.replace(/:\d+$/, "");
    const key = name ?? (file || functionName);
    sums.set(key, (sums.get(key) ?? 0) + selfMs);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}
