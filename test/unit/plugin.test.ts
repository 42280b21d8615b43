import assert from "node:assert/strict";
import type { ServiceError } from "@grpc/grpc-js";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { PluginAttach, type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import {
  INPUTS,
  messages,
  newPlugin,
  plain,
  secret,
  struct,
  UNKNOWN,
  URN,
  type Json,
  type Plugin,
} from "./plugin-fixture";

describe("the plugin", () => {
  let plugin: Plugin;
  beforeEach(async () => {
    plugin = await newPlugin();
  });
  afterEach(() => plugin.close());

  const only = () => plugin.simulator.notebooks.list()[0] ?? assert.fail("no notebook");

  const check = (news: object, change?: (request: messages.CheckRequest) => void, olds = {}) => {
    const request = new messages.CheckRequest()
      .setUrn(URN)
      .setName("dev")
      .setOlds(struct(olds))
      .setNews(struct(news))
      .setRandomseed(Buffer.from("seed"));
    change?.(request);
    return plugin.send<messages.CheckResponse>("check", request);
  };

  const create = (inputs: object = INPUTS, change?: (request: messages.CreateRequest) => void) => {
    const request = new messages.CreateRequest().setUrn(URN).setProperties(struct(inputs));
    change?.(request);
    return plugin.send<messages.CreateResponse>("create", request);
  };

  const update = (
    id: string,
    olds: object,
    news: object,
    change?: (request: messages.UpdateRequest) => void,
  ) => {
    const request = new messages.UpdateRequest().setUrn(URN).setId(id);
    request.setOlds(struct(olds)).setNews(struct(news)).setOldInputs(struct(INPUTS));
    change?.(request);
    return plugin.send<messages.UpdateResponse>("update", request);
  };

  const read = (id: string, state?: object) => {
    const request = new messages.ReadRequest().setUrn(URN).setId(id);
    if (state !== undefined) request.setProperties(struct(state)).setInputs(struct(INPUTS));
    return plugin.send<messages.ReadResponse>("read", request);
  };

  const failed = async (work: Promise<unknown>): Promise<ServiceError> =>
    work.then(
      () => assert.fail("it succeeded"),
      (error: ServiceError) => error,
    );

  /** The engine reads a partial failure from the details of the status. */
  function partOf(error: ServiceError) {
    const [packed] = error.metadata.get("grpc-status-details-bin");
    const [any] = Status.deserializeBinary(new Uint8Array(packed as Buffer)).getDetailsList();
    assert.equal(any?.getTypeName(), "pulumirpc.ErrorResourceInitFailed");
    return messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  }

  it("says what it is and what it can", async () => {
    const info = await plugin.send<PluginInfo>("getPluginInfo", new Empty());
    assert.equal(info.getVersion(), "1.2.3");
    const request = new messages.ProviderHandshakeRequest().setEngineAddress("127.0.0.1:1");
    const shaken = await plugin.send<messages.ProviderHandshakeResponse>("handshake", request);
    assert.equal(shaken.getSupportsAutonamingConfiguration(), true);
    assert.equal(shaken.getAcceptSecrets(), false);
  });

  describe("checking", () => {
    it("takes right inputs as they are", async () => {
      const checked = await check(INPUTS);
      assert.deepEqual(plain(checked.getInputs()), INPUTS);
      assert.deepEqual(checked.getFailuresList(), []);
    });

    it("says everything that is wrong, each at its property", async () => {
      const volume = { category: "EVS", ownership: "DEDICATED", size: 7 };
      const checked = await check({ ...INPUTS, volume, endpoints: [{ service: "FTP" }] });
      assert.deepEqual(
        checked.getFailuresList().map((failure) => failure.getProperty()),
        ["endpoints[0].service", "volume.ownership", "volume.size"],
      );
    });

    it("does not judge what is not known yet, whatever its type", async () => {
      const number = "3eeb2bf0-c639-47a8-9e75-3b44932eb421";
      const list = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";
      const volume = { ...INPUTS.volume, capacity: number };
      const checked = await check({ ...INPUTS, imageId: UNKNOWN, volume, endpoints: list });
      assert.deepEqual(checked.getFailuresList(), []);
    });

    it("takes null for missing", async () => {
      const checked = await check({ ...INPUTS, lease: null });
      assert.deepEqual(checked.getFailuresList(), []);
      assert.deepEqual(plain(checked.getInputs()), INPUTS);
    });

    describe("a notebook without a name", () => {
      const { name: _, ...nameless } = INPUTS;
      const { PROPOSE, ENFORCE, DISABLE } = messages.CheckRequest.AutonamingOptions.Mode;
      const nameOf = async (...args: Parameters<typeof check>) =>
        plain((await check(...args)).getInputs())["name"] as string | undefined;
      const naming =
        (mode: typeof PROPOSE | typeof ENFORCE | typeof DISABLE, name = "") =>
        (request: messages.CheckRequest) => {
          const options = new messages.CheckRequest.AutonamingOptions();
          request.setAutonaming(options.setMode(mode).setProposedName(name));
        };

      it("gets its logical name with seven digits, the same for the same seed", async () => {
        const name = await nameOf(nameless);
        assert.match(name ?? "", /^dev-[0-9a-f]{7}$/);
        assert.equal(await nameOf(nameless), name);
        const other = (request: messages.CheckRequest) => void request.setRandomseed("b3RoZXI=");
        assert.notEqual(await nameOf(nameless, other), name);
      });

      it("keeps the name that it has", async () => {
        assert.equal(await nameOf(nameless, undefined, { ...INPUTS, name: "dev-1" }), "dev-1");
      });

      it("gets a name that the API takes from any logical name", async () => {
        const odd = (request: messages.CheckRequest) => void request.setName("a b/ö".repeat(60));
        const name = await nameOf(nameless, odd);
        assert.match(name ?? "", /^[-\w]{128}$/);
      });

      it("gets what the stack's autonaming proposes, made valid", async () => {
        assert.equal(await nameOf(nameless, naming(PROPOSE, "team.dev")), "team-dev");
      });

      it("gets exactly what the stack's autonaming enforces, or a failure", async () => {
        assert.equal(await nameOf(nameless, naming(ENFORCE, "team_dev")), "team_dev");
        const checked = await check(nameless, naming(ENFORCE, "team.dev"));
        assert.deepEqual(
          checked.getFailuresList().map((failure) => failure.getProperty()),
          ["name"],
        );
      });

      it("is refused where automatic names are switched off", async () => {
        const checked = await check(nameless, naming(DISABLE));
        const [failure] = checked.getFailuresList();
        assert.equal(`${failure?.getProperty()} ${failure?.getReason()}`, "name is required");
      });
    });
  });

  describe("creating", () => {
    it("answers the id and all outputs, the token as a secret", async () => {
      const created = await create();
      const outputs = plain(created.getProperties());
      assert.equal(created.getId(), only().id);
      assert.deepEqual(outputs["token"], secret(only().token));
      assert.deepEqual(
        [outputs["status"], outputs["flavor"], outputs["imageId"], outputs["volume"].capacity],
        ["RUNNING", INPUTS.flavor, INPUTS.imageId, 5],
      );
    });

    it("sends nothing in a preview, and says what is not known yet", async () => {
      const created = await create(INPUTS, (request) => void request.setPreview(true));
      const outputs = plain(created.getProperties());
      assert.deepEqual(plugin.requests(), []);
      assert.equal(created.getId(), "");
      assert.equal(outputs["flavor"], INPUTS.flavor);
      assert.equal(outputs["url"], UNKNOWN);
      assert.equal(outputs["volume"], UNKNOWN, "the API adds a capacity");
      assert.deepEqual(outputs["token"], secret(UNKNOWN));
    });

    it("says each step in passing, and says it before the answer", async () => {
      await create();
      assert.deepEqual(plugin.lines[0], ["dev: step 1 of 4, Prepare storage.", true]);
      assert.equal(plugin.lines.length, 4);
    });

    it("works without an engine that listens", async () => {
      await plugin.send("attach", new PluginAttach().setAddress("127.0.0.1:1"));
      assert.equal((await create()).getId(), only().id);
    });

    it("keeps id, outputs and reason of a notebook that fails", async () => {
      plugin.simulator.faults.ask({ name: "createFails" });
      const error = await failed(create());
      const part = partOf(error);
      assert.equal(part.getId(), only().id);
      assert.match(part.getReasonsList().join(), /CREATE_FAILED \(There are not enough resources/);
      const outputs = plain(part.getProperties());
      assert.equal(outputs["status"], "CREATE_FAILED");
      assert.deepEqual(outputs["token"], secret(only().token));
    });

    it("takes the engine's timeout, and keeps none in the state", async () => {
      const error = await failed(create(INPUTS, (request) => void request.setTimeout(10)));
      assert.match(error.details, /took longer than 10 s/);
      assert.ok(!("__timeouts" in plain(partOf(error).getProperties())));
    });

    it("says the API's refusal without a stack, and with no id", async () => {
      plugin.simulator.faults.ask({ name: "unauthorized", operation: "createNotebook", times: 9 });
      const error = await failed(create());
      assert.match(error.details, /^Creating the notebook failed: ModelArts answered 401/);
      assert.doesNotMatch(error.details, /\n +at |\.js:/);
      assert.deepEqual(error.metadata.get("grpc-status-details-bin"), []);
    });
  });

  describe("reading", () => {
    it("gives an import everything, and the code by which the class takes over", async () => {
      const { id } = plugin.simulator.notebooks.add({ ...show, name: "there" });
      const found = await read(id);
      const { __provider, ...inputs } = plain(found.getInputs());
      assert.equal(found.getId(), id);
      assert.deepEqual(inputs, { name: "there", flavor: show.flavor, imageId: show.image.id });
      assert.match(__provider, /pulumi-modelarts\/dynamic/);
      assert.equal(plain(found.getProperties())["__provider"], __provider);
      assert.deepEqual(plain(found.getProperties())["token"], secret("t0ken"));
    });

    it("leaves the state of another language's program free of that code", async () => {
      const created = await create();
      const found = await read(created.getId(), unmarked(plain(created.getProperties())));
      assert.ok(!("__provider" in plain(found.getInputs())));
      assert.ok(!("__provider" in plain(found.getProperties())));
    });

    it("keeps the code through a refresh of what was imported", async () => {
      const { id } = plugin.simulator.notebooks.add(show);
      const found = await read(id, { id, __provider: "any" });
      assert.match(plain(found.getInputs())["__provider"], /dynamic/);
    });

    it("answers no id for a notebook that is gone, and fails on one to import", async () => {
      const id = "00000000-0000-4000-8000-000000000000";
      const gone = await read(id, { id });
      assert.equal(gone.getId(), "");
      assert.equal(gone.getProperties(), undefined);
      const error = await failed(read(id));
      assert.match(error.details, new RegExp(`there is no notebook ${id}`));
    });

    it("keeps what the API never answers", async () => {
      const { id } = plugin.simulator.notebooks.add(show);
      const hooks = { containerHooks: { preStart: { type: "SCRIPT", script: "/a.sh" } } };
      const found = await read(id, { id, hooks });
      assert.deepEqual(plain(found.getInputs())["hooks"], hooks);
    });
  });

  describe("updating", () => {
    it("changes what differs and answers what was freshly read", async () => {
      const created = await create();
      plugin.requests();
      const news = { ...INPUTS, description: "new" };
      const updated = await update(created.getId(), unmarked(plain(created.getProperties())), news);
      assert.equal(plain(updated.getProperties())["description"], "new");
      assert.deepEqual(
        plugin.requests().filter((line) => !line.startsWith("GET ")),
        ["PUT /notebooks/{id}"],
      );
    });

    it("keeps what is there when it fails half-way", async () => {
      const created = await create();
      plugin.simulator.faults.ask({ name: "startFails" });
      const news = { ...INPUTS, flavor: "modelarts.vm.cpu.8u" };
      const olds = unmarked(plain(created.getProperties()));
      const part = partOf(await failed(update(created.getId(), olds, news)));
      const outputs = plain(part.getProperties());
      assert.equal(part.getId(), created.getId());
      assert.deepEqual([outputs["status"], outputs["flavor"]], ["START_FAILED", news.flavor]);
    });

    describe("in a preview", () => {
      const previewed = async (news: object) => {
        const created = await create();
        plugin.requests();
        const olds = unmarked(plain(created.getProperties()));
        const preview = (request: messages.UpdateRequest) => void request.setPreview(true);
        const updated = await update(created.getId(), olds, news, preview);
        assert.deepEqual(plugin.requests(), []);
        return [plain(updated.getProperties()), olds] as const;
      };

      it("leaves what stays when the notebook runs on", async () => {
        const [outputs, olds] = await previewed({ ...INPUTS, description: "new" });
        assert.equal(outputs["description"], "new");
        assert.equal(outputs["url"], olds["url"]);
        assert.deepEqual(outputs["token"], secret(olds["token"]));
        assert.equal(outputs["updateAt"], UNKNOWN);
        assert.deepEqual(outputs["volume"], olds["volume"]);
      });

      it("knows little of a notebook that is stopped and started", async () => {
        const [outputs, olds] = await previewed({ ...INPUTS, flavor: "modelarts.vm.cpu.8u" });
        assert.equal(outputs["flavor"], "modelarts.vm.cpu.8u");
        assert.equal(outputs["createAt"], olds["createAt"]);
        assert.deepEqual([outputs["url"], outputs["status"]], [UNKNOWN, UNKNOWN]);
      });

      it("knows nothing of what the API adds to a changed input", async () => {
        const volume = { ...INPUTS.volume, capacity: 10 };
        const [outputs] = await previewed({ ...INPUTS, volume });
        assert.equal(outputs["volume"], UNKNOWN);
      });
    });
  });

  it("deletes, and one that is gone is deleted", async () => {
    const created = await create();
    const request = new messages.DeleteRequest().setUrn(URN).setId(created.getId());
    request.setProperties(struct({ id: created.getId() }));
    await plugin.send("delete", request);
    assert.deepEqual(plugin.simulator.notebooks.list(), []);
    await plugin.send("delete", request);
  });

  it("does nothing before it is configured", async () => {
    await plugin.close();
    plugin = await newPlugin({ isConfigured: false });
    assert.match((await failed(create())).details, /was not configured/);
  });

  describe("cancelled", () => {
    beforeEach(async () => {
      await plugin.close();
      plugin = await newPlugin({ isRealTime: true, transitionMs: 60_000 });
    });

    it("ends its waiting at once and keeps the id", async () => {
      const creating = failed(create());
      while (plugin.simulator.notebooks.list().length === 0) await new Promise(setImmediate);
      const began = Date.now();
      await plugin.send("cancel", new Empty());
      const part = partOf(await creating);
      assert.ok(Date.now() - began < 1000);
      assert.equal(part.getId(), only().id);
      assert.match(part.getReasonsList().join(), /cancelled; the id is kept/);
      assert.equal(plain(part.getProperties())["status"], "CREATING");
    });

    it("begins nothing new", async () => {
      await plugin.send("cancel", new Empty());
      assert.match((await failed(create())).details, /cancelled/);
      assert.deepEqual(plugin.requests(), []);
    });
  });
});

const show = {
  flavor: "modelarts.vm.cpu.2u",
  image: { id: "e1a07296-22a8-4f05-8bc8-e936c8e54090" },
  token: "t0ken",
};

/** The engine hands secrets to this plugin in the clear. */
function unmarked(outputs: Record<string, Json>): Record<string, Json> {
  return { ...outputs, token: outputs["token"].value };
}
