import assert from "node:assert/strict";
import type { FaultName } from "pulumi-modelarts-simulator";
import { PartialFailure } from "../../../provider/resources/shared/errors";
import { savedImage as image } from "../../../provider/resources/image/saved-image";
import { storageMount as storage } from "../../../provider/resources/storage-mount/storage-mount";
import { newFixture, type Fixture } from "./lifecycle-fixture";

const MOUNT = { uri: "obs://team/data/", mountPath: "/data/team/" };
const IMAGE = { name: "lab", namespace: "team", tag: "v1" };

describe("storage mounts and saved images", () => {
  let fixture: Fixture;
  let notebookId: string;
  beforeEach(async () => {
    fixture = await newFixture();
    notebookId = fixture.simulator.notebooks.add({ name: "lab" }).id;
  });
  afterEach(() => fixture.close());

  const mount = (changes = {}) =>
    storage.lifecycle.create(fixture, { notebookId, ...MOUNT, ...changes });
  const save = (changes = {}) =>
    image.lifecycle.create(fixture, { notebookId, ...IMAGE, ...changes });
  const kinds = { mount, save };
  const made = () => [...fixture.simulator.mounts.list(), ...fixture.simulator.images.list()];

  for (const [verb, { lost, send, ready, notFound }] of Object.entries({
    mount: {
      lost: "attachStorage",
      send: "POST /notebooks/{id}/storage",
      ready: "MOUNTED",
      notFound: /answered 500.*has no new mount of obs:\/\/team\/data\//,
    },
    save: {
      lost: "createImage",
      send: "POST /notebooks/{id}/create-image",
      ready: "ACTIVE",
      notFound: /answered 500.*image was saved is unknown: look for team\/lab:v1/,
    },
  } as const)) {
    const create = (changes = {}) => kinds[verb as keyof typeof kinds](changes);

    describe(`given a notebook, ${verb}`, () => {
      it("sends one request and waits until it is done", async () => {
        const { id, outs } = await create();
        assert.equal((outs as { status: string }).status, ready);
        assert.equal((outs as { id: string }).id, id);
        const posts = fixture.requests().filter((line) => !line.startsWith("GET "));
        assert.deepEqual(posts, [send]);
        assert.ok(fixture.slept() <= 30_000 * 1.2 + 250);
      });

      for (const name of ["notJson", "dropConnection"] as const) {
        it(`given a lost answer (${name}), finds what was created and sends nothing twice`, async () => {
          fixture.simulator.faults.ask({ name, operation: lost });
          const { id } = await create();
          assert.equal(made().length, 1);
          assert.ok(id.endsWith(made()[0]?.id ?? "?"));
          assert.equal(fixture.requests().filter((line) => line === send).length, 1);
          assert.match(fixture.lines.join("\n"), /was lost; found it as/);
        });
      }

      it("given a request that the API did not execute, adopts nothing", async () => {
        fixture.simulator.faults.ask({ name: "serverError", operation: lost });
        await assert.rejects(create(), (error: Error) => {
          assert.match(error.message, notFound);
          return !(error instanceof PartialFailure);
        });
        assert.equal(fixture.requests().filter((line) => line === send).length, 1);
      });

      it("waits while another operation runs on the notebook", async () => {
        fixture.simulator.faults.ask({ name: "busyOnce", operation: lost });
        await create();
        assert.equal(fixture.requests().filter((line) => line === send).length, 2);
      });

      it("given a stopped notebook, says that it must run", async () => {
        fixture.simulator.notebooks.change(notebookId, { status: "STOPPED" });
        await assert.rejects(create(), /is STOPPED.*RUNNING\. Start the notebook/);
        assert.deepEqual(made(), []);
      });

      it("given a notebook that is gone, says that there is none", async () => {
        fixture.simulator.notebooks.remove(notebookId);
        await assert.rejects(create(), /there is no notebook .*Check notebookId/);
      });

      it("ends at its deadline and keeps the id", async () => {
        await assert.rejects(create({ __timeouts: { create: "10s" } }), (error: PartialFailure) => {
          assert.ok(error instanceof PartialFailure);
          assert.ok(error.id.endsWith(made()[0]?.id ?? "?"));
          assert.match(error.message, /took longer than 10 s/);
          return true;
        });
      });
    });
  }

  const failures: [FaultName, "mount" | "save", RegExp, typeof storage][] = [
    ["mountFails", "mount", /is MOUNT_FAILED/, storage],
    ["imageFails", "save", /is CREATE_FAILED \(The image is too large\)/, image],
  ];
  for (const [name, verb, reason, kind] of failures) {
    it(`given ${name}, then the wait ends at once, and the next update replaces it`, async () => {
      fixture.simulator.faults.ask({ name });
      const error = await kinds[verb]().then(
        () => assert.fail("it succeeded"),
        (thrown: PartialFailure) => thrown,
      );
      assert.ok(error instanceof PartialFailure);
      assert.match(error.message, reason);
      assert.ok(fixture.slept() <= 30_000 * 1.2 + 250);
      const diff = kind.lifecycle.diff(error.properties, { notebookId });
      assert.deepEqual(diff.replaces, ["status"]);
      assert.equal(diff.deleteBeforeReplace, true);
      await kind.lifecycle.delete(fixture, error.id, error.properties);
      assert.deepEqual(made(), []);
    });
  }

  it("an update goes on waiting for a mount whose create timed out", async () => {
    const error = await mount({ __timeouts: { create: "10s" } }).then(
      () => assert.fail("it succeeded"),
      (thrown: PartialFailure) => thrown,
    );
    const newInputs = { notebookId, ...MOUNT };
    const { outs } = await storage.lifecycle.update(fixture, error.id, error.properties, newInputs);
    assert.equal((outs as { status: string }).status, "MOUNTED");
    assert.equal(made().length, 1);
  });

  it("mounts and saves one notebook at the same time", async () => {
    const [image, first, second] = await Promise.all([
      save(),
      mount(),
      mount({ mountPath: "/data/second/" }),
    ]);
    const statuses = [image, first, second].map(({ outs }) => (outs as { status: string }).status);
    assert.deepEqual(statuses, ["ACTIVE", "MOUNTED", "MOUNTED"]);
  });

  it("mounts nothing over somebody else's mount, and says how to import that mount", async () => {
    const other = { id: "theirs", notebook_id: notebookId, uri: "obs://x/", status: "MOUNTED" };
    fixture.simulator.mounts.put("theirs", { ...other, mount_path: MOUNT.mountPath });
    await assert.rejects(mount(), /is in use by obs:\/\/x\/ .*its id is .*\/theirs/);
  });

  it("says that an unmounting failed", async () => {
    const { id, outs } = await mount();
    fixture.simulator.faults.ask({ name: "unmountFails" });
    await assert.rejects(storage.lifecycle.delete(fixture, id, outs), /is UNMOUNT_FAILED/);
  });

  const deletions: [string, () => void][] = [
    ["a mount that is gone", () => fixture.simulator.mounts.remove(made()[0]?.id ?? "")],
    ["a mount whose notebook is gone", () => fixture.simulator.notebooks.remove(notebookId)],
  ];
  for (const [what, given] of deletions) {
    it(`deletes ${what} without an unmount request`, async () => {
      const { id, outs } = await mount();
      given();
      fixture.requests();
      await storage.lifecycle.delete(fixture, id, outs);
      const methods = fixture.requests().map((line) => line.split(" ", 1)[0]);
      assert.deepEqual(new Set(methods), new Set(["GET"]));
      assert.deepEqual(fixture.lines, []);
    });
  }

  it("given a stopped notebook, where unmounting is refused, deletes a mount from the state and says so", async () => {
    const { id, outs } = await mount();
    fixture.simulator.notebooks.change(notebookId, { status: "STOPPED" });
    await storage.lifecycle.delete(fixture, id, outs);
    assert.equal(made().length, 1);
    assert.match(fixture.lines.join("\n"), /removed from the state without unmounting/);
  });

  it("deletes an image that is gone", async () => {
    const { id, outs } = await save();
    fixture.simulator.images.remove(id);
    fixture.requests();
    await image.lifecycle.delete(fixture, id, outs);
    assert.equal(fixture.requests()[0], "DELETE /images/{id}");
    assert.deepEqual(made(), []);
  });

  it("given a stopped notebook, whose mounts the API does not list, a refresh keeps the state", async () => {
    const { id, outs } = await mount();
    fixture.simulator.notebooks.change(notebookId, { status: "STOPPED" });
    const found = await storage.lifecycle.read(fixture, id, outs);
    assert.deepEqual([found.id, found.props], [id, outs]);
    fixture.simulator.notebooks.change(notebookId, { status: "RUNNING" });
    fixture.simulator.mounts.remove(made()[0]?.id ?? "");
    assert.equal((await storage.lifecycle.read(fixture, id, outs)).id, "");
  });

  describe("checking", () => {
    const SOME = "00000000-0000-4000-8000-000000000000";
    const folders = ["obs://team/data", "obs:///", "s3://team/", "obs://a b/", 7];
    const paths = ["/data/", "/data", "/home/team/", "/data/../etc/", "/data/a b/"];
    const mountOf = (key: string) => (value: unknown) =>
      [storage, { notebookId: SOME, ...MOUNT, [key]: value }, key] as const;
    const imageOf = (key: string, value: unknown) =>
      [image, { notebookId: SOME, ...IMAGE, [key]: value }, key] as const;
    const wrong = [
      ...folders.map(mountOf("uri")),
      ...paths.map(mountOf("mountPath")),
      ...["lab", undefined].map(mountOf("notebookId")),
      mountOf("category")("NFS"),
      mountOf("mount_path")("/data/a/"),
      imageOf("name", "Lab"),
      imageOf("name", "a".repeat(129)),
      imageOf("name", "lab-"),
      imageOf("name", "-lab"),
      imageOf("namespace", "Team"),
      imageOf("forceDelete", "yes"),
      imageOf("workspaceId", ""),
      imageOf("swrInstanceDomain", ""),
      imageOf("tag", "a/b"),
      imageOf("tag", "a".repeat(65)),
      imageOf("namespace", undefined),
      imageOf("notebookId", undefined),
      imageOf("description", "a".repeat(513)),
      imageOf("swrInstanceId", ""),
    ];
    for (const [kind, inputs, property] of wrong) {
      const value = String((inputs as Record<string, unknown>)[property]).slice(0, 20);
      it(`refuses ${property} ${value} of a new ${kind.noun}, and sends no request`, () => {
        const { failures } = kind.lifecycle.check({}, inputs);
        assert.deepEqual(
          failures.map((failure) => failure.property),
          [property],
        );
        assert.deepEqual(fixture.requests(), []);
      });
    }

    it("does not require the notebook of an existing image", () => {
      assert.deepEqual(image.lifecycle.check(IMAGE, IMAGE).failures, []);
    });
  });

  describe("when something differs", () => {
    const state = { notebookId: "n", ...MOUNT, category: "OBSFS", status: "MOUNTED" };
    const cases: [string, object, string[], boolean][] = [
      ["nothing", {}, [], false],
      ["the slash at the end of a folder", { uri: "obs://team/data" }, [], false],
      ["the category that the API returns", { category: "OBS" }, [], false],
      ["the folder", { uri: "obs://team/more/" }, ["uri"], true],
      ["the path", { mountPath: "/data/other/" }, ["mountPath"], false],
      ["the path, inside the old one", { mountPath: "/data/team/a/" }, ["mountPath"], true],
      ["the notebook", { notebookId: "m" }, ["notebookId"], false],
    ];
    for (const [what, changes, replaces, deleteBeforeReplace] of cases) {
      it(`replaces a mount for ${what}: ${replaces.join() || "no"}`, () => {
        const newInputs = { notebookId: "n", ...MOUNT, ...changes };
        const found = storage.lifecycle.diff(state, newInputs);
        assert.deepEqual([found.changes, found.replaces], [replaces.length > 0, replaces]);
        assert.equal(found.deleteBeforeReplace, deleteBeforeReplace);
      });
    }

    it("deletes the old image before the new one is saved only if both have the same tag", () => {
      const old = { notebookId: "n", ...IMAGE, status: "ACTIVE" };
      const isDeletedFirst = (changes: object) =>
        image.lifecycle.diff(old, { ...old, ...changes }).deleteBeforeReplace;
      assert.equal(isDeletedFirst({ tag: "v2" }), false);
      assert.equal(isDeletedFirst({ notebookId: "m" }), true);
    });

    it("shows no difference in the notebook, which the API does not return for an imported image", () => {
      const imported = { ...IMAGE, status: "ACTIVE" };
      assert.equal(image.lifecycle.diff(imported, { notebookId: "n", ...IMAGE }).changes, false);
    });
  });

  it("adopts with the import option only a mount that is as declared", async () => {
    const { id } = await mount();
    const declared = { notebookId, ...MOUNT, __import: id };
    assert.equal((await storage.lifecycle.create(fixture, declared)).id, id);
    const other = storage.lifecycle.create(fixture, { ...declared, uri: "obs://team/more/" });
    await assert.rejects(other, /uri: the program says "obs:\/\/team\/more\/", but/);
    for (const wrong of ["x", notebookId, `${notebookId}/a/b`]) {
      const { failures } = await storage.lifecycle.checkImport(fixture, wrong, declared);
      assert.match(failures[0]?.reason ?? "", /the id must be the notebook's id, a slash/);
    }
  });
});
