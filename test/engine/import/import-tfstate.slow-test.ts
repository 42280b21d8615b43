import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  dataSource,
  mount,
  notebook,
  notebookInstance,
  password,
  savedImage,
  SENSITIVE,
  stateText,
  terraformResource,
} from "../../terraform-state";
import { add, adopt, command, RUN, succeeds, useStacks } from "./import-steps";
import { shell } from "../shell";
import { filesWith, ROOT, type Stack } from "../stack";

/** The commands of docs/terraform.md for the import. */
const [, WAY = ""] =
  /```sh\n([^]*?)```/.exec(readFileSync(join(ROOT, "docs/terraform.md"), "utf8")) ?? [];

/** A `terraform` that has the state, and prints the addresses that it is to forget. @returns the PATH with it. */
function fakeTerraform(stack: Stack, state: string): string {
  const bin = join(stack.folder, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "state"), state);
  const script = `#!/bin/sh
    case "$*" in
      "-chdir=../terraform state pull") cat "${bin}/state" ;;
      "state rm "*) shift 2; printf '%s\\n' "$@" ;;
      *) exit 9 ;;
    esac`;
  writeFileSync(join(bin, "terraform"), script, { mode: 0o755 });
  return [bin, stack.env["PATH"]].join(delimiter);
}

describe("pulumi-modelarts import --from-tfstate under the real engine", () => {
  const { open } = useStacks();

  it("given a state with all that Terraform can manage, imports it as documented, by reads alone, and leaves nothing to change", async () => {
    const stack = await open();
    const [lab = "", first = "", second = "", vision = ""] = ["a", "b", "c", "d"].map((name) =>
      add(stack, name, { tags: [{ key: "owner", value: "terraform" }] }),
    );
    const unmanaged = add(stack, "in no state");
    const image = "3a0e4d0c-5a4e-4ab2-9d2e-1f6f4f7c9a10";
    const { mounts, images } = stack.simulator;
    const obs = { category: "OBS", uri: "obs://team/data/", mount_path: "/data/team/" };
    mounts.put("m1", { ...obs, id: "m1", notebook_id: lab, status: "MOUNTED" });
    const saved = { name: "lab", namespace: "team", tag: "v1", status: "ACTIVE" };
    images.put(image, { ...saved, id: image, type: "DEDICATED" });

    const counted = [first, second].map((id, key) => notebookInstance(id, { index_key: key }));
    const inModule = [notebookInstance(vision, { index_key: "gpu/1" })];
    const type = "huaweicloud_modelarts_notebook";
    const text = stateText([
      notebook("lab", lab),
      mount("lab", lab, "m1"),
      savedImage("lab", image, lab),
      terraformResource(type, "pool", counted),
      terraformResource(type, "nb", inModule, 'module.team["vision"]'),
      ...[password, dataSource(unmanaged)],
    ]);
    const env = { PATH: fakeTerraform(stack, text) };
    stack.requests();
    const ended = await shell(stack, WAY, env);
    assert.equal(ended.code, 0, ended.errors);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));
    const held = stack.resources().filter(({ id, type: own }) => id && own.startsWith("modelarts"));
    assert.deepEqual(
      Object.fromEntries(held.map(({ urn, id }) => [urn.split("::").slice(2).join(" "), id])),
      {
        "modelarts:index:Notebook lab": lab,
        "modelarts:index:Notebook pool-0": first,
        "modelarts:index:Notebook pool-1": second,
        "modelarts:index:Notebook team-vision-nb-gpu-1": vision,
        "modelarts:index:NotebookStorage lab-storage": `${lab}/m1`,
        "modelarts:index:NotebookImage lab-image": image,
      },
    );
    assert.match(ended.errors, /^Left with Terraform: 1 resource of other types\.$/m);
    assert.doesNotMatch(ended.errors + ended.out, new RegExp(SENSITIVE));
    assert.deepEqual(filesWith(stack, SENSITIVE), []);
    assert.match(
      readFileSync(join(stack.folder, "imported.ts"), "utf8"),
      /new modelarts\.NotebookStorage\("lab-storage", \{[^}]*notebookId: lab\.id,/,
    );

    adopt(stack, "imported.ts");
    await stack.ok(["preview", "--expect-no-changes"]);
    await stack.ok(["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"]);
    assert.ok(stack.requests().every((line) => line.startsWith("GET ")));

    const [removal = ""] = /terraform state rm .*/.exec(ended.errors) ?? [];
    assert.deepEqual((await shell(stack, removal, env)).out.trim().split("\n"), [
      `${type}.lab`,
      `${type}_mount_storage.lab`,
      `${type}_image_store.lab`,
      `${type}.pool[0]`,
      `${type}.pool[1]`,
      `module.team["vision"].${type}.nb["gpu/1"]`,
    ]);
    writeFileSync(join(stack.folder, "s.json"), text);
    const again = await succeeds(stack, [...RUN, "--from-tfstate", "s.json"]);
    assert.match(again.text, /6 resources left out, since the stack manages them already/);
    assert.match(again.text, /Nothing to import, so no file is written\.\n.*terraform state rm/);
  });

  it("given what is gone and what can't be read now, imports the others and says which are missing", async () => {
    const stack = await open();
    const [lab = "", stopped = ""] = [add(stack, "a"), add(stack, "b", { status: "STOPPED" })];
    const gone = "00000000-0000-4000-8000-000000000001";
    const text = stateText([
      notebook("lab", lab),
      notebook("gone", gone),
      mount("data", stopped, "m1"),
    ]);
    writeFileSync(join(stack.folder, "state.json"), text);
    const ended = await command(stack, [...RUN, "--from-tfstate", "state.json"]);
    assert.equal(ended.code, 1);
    assert.match(
      ended.text,
      new RegExp(`huaweicloud_modelarts_notebook.gone \\(${gone}\\): it no longer exists`),
    );
    assert.match(
      ended.text,
      /mount_storage\.data \(.*\/m1\): .* is STOPPED, and the API allows this only while/,
    );
    const held = stack.resources().filter(({ type }) => type.startsWith("modelarts:"));
    assert.deepEqual(
      held.map(({ id }) => id),
      [lab],
    );
  });
});
