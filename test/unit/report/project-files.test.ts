import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { findProjectFiles } from "../../../policies/report/sources/project-files";
import { useFolder } from "./fixtures";

describe("the files of a project", () => {
  const folder = useFolder();

  it("have paths from the repository's root", () => {
    const { path, write } = folder();
    for (const name of [".git", "infra", "infra/src"]) mkdirSync(join(path, name));
    write("infra/Pulumi.yaml", "name: lab\n");
    const { project, inRepository } = findProjectFiles(join(path, "infra/src"), {});
    assert.deepEqual(project, { file: "infra/Pulumi.yaml", line: 1 });
    assert.deepEqual(inRepository({ file: "src/a.ts", line: 2 }), {
      file: "infra/src/a.ts",
      line: 2,
    });
  });

  it("have the usual name if there is no project", () => {
    assert.deepEqual(findProjectFiles(folder().path, {}).project, { file: "Pulumi.yaml", line: 1 });
  });

  it("have paths from CI's checkout if there is no repository", () => {
    const { path, write } = folder();
    mkdirSync(join(path, "infra"));
    write("infra/Pulumi.yaml", "name: lab\n");
    const { project } = findProjectFiles(join(path, "infra"), { CI_PROJECT_DIR: path });
    assert.equal(project?.file, "infra/Pulumi.yaml");
  });
});
