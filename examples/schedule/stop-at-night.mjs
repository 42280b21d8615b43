/**
 * Stops every running notebook of the project, and prints a report in Markdown. A notebook with the tag `night` and the
 * value `runs` goes on. Exit code 1 if a notebook did not stop.
 */
import { spawnSync } from "node:child_process";

const running = JSON.parse(modelarts("list", "--status", "RUNNING", "--all-users", "--json").out);
running.sort((one, other) => one.name.localeCompare(other.name));

const rows = running.map(({ id, name, flavor, user, tags = [] }) => {
  const goesOn = tags.some(({ key, value }) => key === "night" && value === "runs");
  const result = goesOn ? "goes on, as its tag says" : stop(id);
  return `| ${[name, user?.name ?? "", flavor, result].map(cell).join(" | ")} |`;
});
console.log("# Notebooks that ran at night\n");
console.log(rows.length === 0 ? "None." : "| name | owner | flavor | result |\n|---|---|---|---|");
for (const row of rows) console.log(row);

function stop(id) {
  const { code } = modelarts("stop", id, "--json");
  if (code === 0) return "stopped";
  process.exitCode = 1;
  return "**did not stop**; the job's log has the reason";
}

/** Errors and progress go to the job's log. */
function modelarts(...args) {
  const { status, stdout } = spawnSync("npx", ["pulumi-modelarts", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Without a list there is nothing to stop.
  if (status !== 0 && args[0] === "list") process.exit(status ?? 1);
  return { code: status, out: stdout };
}

/** A name must not add columns or rows. */
function cell(text) {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ");
}
