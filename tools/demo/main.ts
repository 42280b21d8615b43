/**
 * The main job in a minute, with no account: a simulator with two existing notebooks, and the root
 * program on the real Pulumi CLI. Each step says what it shows and the command for it, and the demo
 * ends with 0 only if each of them did what it says.
 */
import { Session } from "./session";

const FORGOTTEN = "2f1c7d2e-9a54-4f0e-8d1b-61d2b1d7c0aa";
const TEAM = "f9937afa-631e-4a8f-a8f7-3b6c800585f0";

async function demo(session: Session): Promise<void> {
  await session.pulumi("A stack to play with, in a folder of its own.", ["stack", "init", "demo"]);

  await session.pulumi(
    "A preview creates nothing. What the team's notebook has is read from the API already.",
    ["preview"],
    { shows: ["Notebook dev create", 'teamFlavor: "modelarts.vm.cpu.8u"', "+ 3 to create"] },
  );
  await session.pulumi(
    "The update creates the notebook and waits until it runs. Its token stays a secret.",
    ["up", "--yes", "--skip-preview"],
    { shows: [" of 4, ", 'status    : "RUNNING"', "token     : [secret]", "+ 3 created"] },
  );
  await session.pulumi("Its outputs, typed in the program and stored in the stack.", [
    "stack",
    "output",
  ]);

  await session.openBehindPulumi(
    "Somebody opens SSH to the whole internet in the console.",
    "0.0.0.0/0",
  );
  await session.pulumi(
    "A refresh finds it and shows the way back.",
    ["preview", "--refresh", "--diff"],
    { shows: ['"0.0.0.0/0" => "203.0.113.0/28"', "~ 1 to update"] },
  );
  await session.pulumi(
    "An update closes it again: the API needs the notebook stopped for that, so it is started again.",
    ["up", "--yes", "--skip-preview", "--refresh"],
    { shows: ["stopping it, because endpoints can't be changed while it runs", "~ 1 updated"] },
  );

  await session.pulumi("Now the program refers to a notebook that somebody forgot.", [
    "config",
    "set",
    "teamNotebookId",
    FORGOTTEN,
  ]);
  await session.pulumi(
    "The policy pack looks at its live state, although Pulumi does not manage it, and fails.",
    ["preview", "--policy-pack", "policies"],
    {
      fails: true,
      shows: [
        "endpoints[SSH].allowedAccessIps is empty: every public address may connect over SSH",
        "lease.enable is false: while it runs, the notebook is billed until somebody stops it",
      ],
    },
  );
  await session.pulumi("Back to the team's notebook, which has a whitelist and stops when idle.", [
    "config",
    "set",
    "teamNotebookId",
    TEAM,
  ]);
  await session.pulumi("The policy pack passes.", ["preview", "--policy-pack", "policies"], {
    shows: ["✅ modelarts@"],
  });

  const existing = ["-C", "examples/import-existing"];
  await session.pulumi("Another program, for notebooks that existed before it did.", [
    ...existing,
    "stack",
    "init",
    "demo",
  ]);
  await session.pulumi(
    "The import reads them and prints the program for them, which is pasted there already.",
    [...existing, "import", "--file", "notebooks-to-import.json", "--yes", "--protect=false"],
    {
      shows: [
        "= 2 imported",
        'new modelarts.Notebook("team-notebook", {',
        "duration: 28800000", // What was asked for; the API answers the time since the creation.
      ],
    },
  );
  await session.pulumi(
    "From now on they are notebooks like any other, and there is nothing to change.",
    [...existing, "preview", "--expect-no-changes"],
    { shows: ["3 unchanged"] },
  );

  await session.pulumi(
    "Clean up: the managed notebook goes, the team's stays.",
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
