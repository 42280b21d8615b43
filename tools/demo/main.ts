/**
 * `npm run demo`: what the project does, in a minute and without an account. It runs the root program with the real
 * Pulumi CLI on a simulator with two existing notebooks. Each step prints what it shows and its command. The demo
 * ends with exit code 0 only if every step did what it says.
 */
import { Session } from "./session";

const FORGOTTEN = "2f1c7d2e-9a54-4f0e-8d1b-61d2b1d7c0aa";
const TEAM = "f9937afa-631e-4a8f-a8f7-3b6c800585f0";

async function demo(session: Session): Promise<void> {
  await session.pulumi("Create a stack for the demo, in a temporary backend.", [
    "stack",
    "init",
    "demo",
  ]);

  await session.pulumi(
    "Preview: nothing is created, but the team's existing notebook is read from the API.",
    ["preview"],
    { shows: ["Notebook dev create", 'teamFlavor: "modelarts.vm.cpu.8u"', "+ 3 to create"] },
  );
  await session.pulumi(
    "Update: the notebook is created, and is running at the end. Its token stays a secret.",
    ["up", "--yes", "--skip-preview"],
    { shows: [" of 4, ", 'status    : "RUNNING"', "token     : [secret]", "+ 3 created"] },
  );
  await session.pulumi("The stack has the notebook's outputs.", ["stack", "output"]);

  await session.openBehindPulumi(
    "Somebody opens SSH to the whole internet, outside Pulumi.",
    "0.0.0.0/0",
  );
  await session.pulumi(
    "Preview with a refresh: it finds the change, and shows how the update would undo it.",
    ["preview", "--refresh", "--diff"],
    { shows: ['"0.0.0.0/0" => "203.0.113.0/28"', "~ 1 to update"] },
  );
  await session.pulumi(
    "Update: SSH is closed again. The API allows that only while the notebook is stopped, so it is stopped and started.",
    ["up", "--yes", "--skip-preview", "--refresh"],
    { shows: ["stopping it, because endpoints can't be changed while it runs", "~ 1 updated"] },
  );

  await session.pulumi("Let the program refer to a notebook that somebody forgot.", [
    "config",
    "set",
    "teamNotebookId",
    FORGOTTEN,
  ]);
  await session.pulumi(
    "Preview with the policy pack: it checks the live notebook, although Pulumi does not manage it, and fails.",
    ["preview", "--policy-pack", "policies"],
    {
      fails: true,
      shows: [
        "endpoints[SSH].allowedAccessIps is empty: every public address may connect over SSH",
        "lease.enable is false: while it runs, the notebook is billed until somebody stops it",
      ],
    },
  );
  await session.pulumi(
    "Let the program refer to the team's notebook again. It has a whitelist, and stops when it is idle.",
    ["config", "set", "teamNotebookId", TEAM],
  );
  await session.pulumi(
    "Preview with the policy pack: it passes.",
    ["preview", "--policy-pack", "policies"],
    {
      shows: ["✅ modelarts@"],
    },
  );

  const existing = ["-C", "examples/import-existing"];
  await session.pulumi("Create a stack for another program, whose notebooks exist already.", [
    ...existing,
    "stack",
    "init",
    "demo",
  ]);
  await session.pulumi(
    "Import them: Pulumi reads them and prints their code. The program has this code already.",
    [...existing, "import", "--file", "notebooks-to-import.json", "--yes", "--protect=false"],
    {
      shows: [
        "= 2 imported",
        'new modelarts.Notebook("team-notebook", {',
        "duration: 28800000", // The declared duration; the API answers the time since the creation.
      ],
    },
  );
  await session.pulumi(
    "Preview: Pulumi manages the imported notebooks, and there is nothing to change.",
    [...existing, "preview", "--expect-no-changes"],
    { shows: ["3 unchanged"] },
  );

  await session.pulumi(
    "Clean up: the notebook that the program created is deleted, and the existing ones stay.",
    ["destroy", "--yes", "--skip-preview"],
    { shows: ["- 3 deleted"] },
  );
  await session.expectNotebooks(["team-notebook", "forgotten-notebook"]);
}

Session.run(demo).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
