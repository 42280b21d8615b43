/**
 * A preload for Node: if the process is the one that BENCH_PROFILE matches, writes CPU profiles of it to
 * BENCH_PROFILE_FOLDER. The engine kills a provider process, so BENCH_PROFILE_PAUSE is a number of milliseconds after
 * which a profile is written and the next one begins. Without it there is one profile, as of `--cpu-prof`.
 */
const { Session } = require("node:inspector");
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { setInterval } = require("node:timers");

const pauseMs = Number(process.env.BENCH_PROFILE_PAUSE);

if (new RegExp(process.env.BENCH_PROFILE).test(process.argv[1] ?? "")) {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.setSamplingInterval", { interval: 1000 });
  session.post("Profiler.start");
  let count = 0;
  const write = () =>
    session.post("Profiler.stop", (error, result) => {
      if (error) return;
      const name = `${process.pid}-${String(count++).padStart(4, "0")}.cpuprofile`;
      writeFileSync(join(process.env.BENCH_PROFILE_FOLDER, name), JSON.stringify(result.profile));
    });
  const renew = () => {
    write();
    session.post("Profiler.start");
  };
  if (pauseMs > 0) setInterval(renew, pauseMs).unref();
  process.on("exit", write);
}
