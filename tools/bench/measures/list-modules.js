/**
 * A preload for Node: loads the modules of BENCH_BASE, and writes to descriptor 3 the files that the process has loaded
 * beyond them when the process ends.
 */
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { writeSync } = require("node:fs");

const load = createRequire(join(process.cwd(), "index.js"));
for (const name of process.env.BENCH_BASE.split(" ").filter(Boolean)) load(name);
const before = new Set(Object.keys(require.cache));
process.on("exit", () => {
  const files = Object.keys(require.cache).filter((file) => !before.has(file));
  writeSync(3, JSON.stringify(files));
});
