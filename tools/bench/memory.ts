/** The peak memory of the program and of the provider process, from Linux' /proc while they live. */
import { readdirSync, readFileSync } from "node:fs";

export interface Peaks {
  programMb?: number;
  providerMb?: number;
}

/** The process by its command line. */
export const roles: Readonly<Record<keyof Peaks, RegExp>> = {
  programMb: /@pulumi\/pulumi\/cmd\/run\//,
  providerMb: /@pulumi\/pulumi\/cmd\/dynamic-provider|pulumi-resource-modelarts/,
};

/** The kernel keeps the peak, so a pause only misses what a process takes in its last moments. */
const PAUSE_MS = 50;

/** @param root the process whose descendants are watched. */
export function watchMemory(root: number): { stop(): Peaks } {
  const peaks: Peaks = {};
  const tree = new Set([root]);
  const foreign = new Set<number>();
  const look = () => {
    for (const pid of pids()) {
      if (foreign.has(pid) || pid === root) continue;
      if (!tree.has(pid)) {
        if (!tree.has(parentOf(pid))) {
          foreign.add(pid);
          continue;
        }
        tree.add(pid);
      }
      const command = read(pid, "cmdline").replaceAll("\0", " ");
      for (const [role, pattern] of Object.entries(roles) as [keyof Peaks, RegExp][]) {
        if (!pattern.test(command)) continue;
        const kb = Number(/^VmHWM:\s+(\d+) kB/m.exec(read(pid, "status"))?.[1] ?? 0);
        if (kb > 0) peaks[role] = Math.max(peaks[role] ?? 0, kb / 1024);
      }
    }
  };
  const timer = setInterval(look, PAUSE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peaks;
    },
  };
}

/** None on a platform without /proc. */
function pids(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** The name of a process may contain brackets and blanks, so the fields are counted from the last bracket. */
function parentOf(pid: number): number {
  const stat = read(pid, "stat");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** Empty if the process has ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
