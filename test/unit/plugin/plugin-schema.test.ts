import assert from "node:assert/strict";
import { resourceTypes } from "../../../provider/servers/plugin/resource-types";
import { pulumiSchema } from "../../../provider/servers/plugin/schema";
import { outputNames } from "../../../provider/sdk/generated/output-names";
import { messages, newPlugin, type Plugin } from "./plugin-fixture";

interface Property {
  type?: string;
  $ref?: string;
  items?: Property;
  description?: string;
  secret?: boolean;
  willReplaceOnChanges?: boolean;
  defaultInfo?: { environment: string[] };
}
type Properties = Record<string, Property>;
interface ObjectType {
  description?: string;
  properties: Properties;
  required?: string[];
}

describe("the plugin's schema", () => {
  let schema: {
    version: string;
    language: Record<string, { packageName: string }>;
    provider: { inputProperties: Properties };
    resources: Record<
      string,
      { inputProperties: Properties; requiredInputs: string[] } & ObjectType
    >;
    functions: Record<string, { description: string; inputs: ObjectType; outputs: ObjectType }>;
    types: Record<string, ObjectType>;
  };
  before(async () => {
    const plugin: Plugin = await newPlugin({ isConfigured: false });
    const answer = await plugin.send<messages.GetSchemaResponse>(
      "getSchema",
      new messages.GetSchemaRequest(),
    );
    await plugin.close();
    schema = JSON.parse(answer.getSchema());
  });

  const notebook = () => schema.resources["modelarts:index:Notebook"] ?? assert.fail("no resource");

  /** Every list of properties, with a name for where it is. */
  const everywhere = (): [string, Properties][] => [
    ["provider", schema.provider.inputProperties],
    ["inputs", notebook().inputProperties],
    ["outputs", notebook().properties],
    ...Object.entries(schema.types).map(
      ([name, type]) => [name, type.properties] as [string, Properties],
    ),
    ...Object.entries(schema.functions).flatMap(([name, { inputs, outputs }]) => [
      [`${name} inputs`, inputs.properties] as [string, Properties],
      [`${name} outputs`, outputs.properties] as [string, Properties],
    ]),
  ];

  it("has exactly the resource types that the plugin serves", () => {
    assert.deepEqual(Object.keys(schema.resources), [
      "modelarts:index:Notebook",
      "modelarts:index:NotebookStorage",
      "modelarts:index:NotebookImage",
      "modelarts:index:RegisteredImage",
    ]);
    assert.deepEqual(resourceTypes, Object.keys(schema.resources));
  });

  it("names the npm package, so that an import prints its class", () => {
    assert.equal(schema.version, "1.2.3");
    assert.equal(schema.language["nodejs"]?.packageName, "pulumi-modelarts");
  });

  it("describes every property and every type", () => {
    const bare = everywhere().flatMap(([where, properties]) =>
      Object.entries(properties)
        .filter(([, { description }]) => !description)
        .map(([key]) => `${where}.${key}`),
    );
    const types = Object.entries(schema.types).filter(([, { description }]) => !description);
    assert.deepEqual([bare, types.map(([name]) => name)], [[], []]);
  });

  it("has every type that it refers to", () => {
    const refs = JSON.stringify(schema).match(/#\/types\/[^"]+/g) ?? [];
    assert.ok(refs.length > 10);
    for (const ref of refs) assert.ok(ref.slice("#/types/".length) in schema.types, ref);
  });

  it("accepts values that an enumeration does not list", () => {
    assert.doesNotMatch(JSON.stringify(schema), /"enum":/);
    assert.match(notebook().properties["status"]?.description ?? "", /One of .*`RUNNING`/);
  });

  it("has all outputs and all settings", () => {
    assert.deepEqual(Object.keys(notebook().properties).sort(), [...outputNames.Notebook].sort());
    assert.deepEqual(Object.keys(schema.provider.inputProperties), [
      ...["cloud", "region", "projectId", "endpoint", "authUrl"],
      ...["accessKey", "secretKey", "securityToken", "token"],
      ...["userName", "userId", "password", "domainName", "projectName"],
      ...["insecure", "caCert", "onlineUpdates", "stopToRename"],
      ...["readTimeout", "maxConnections", "createMarker", "previewChecks", "connections"],
    ]);
  });

  it("has a default from the environment for the location, and for nothing that a state should not have", () => {
    const defaults = Object.entries(schema.provider.inputProperties)
      .filter(([, { defaultInfo }]) => defaultInfo !== undefined)
      .map(([key, { defaultInfo }]) => [key, defaultInfo?.environment[0]]);
    assert.deepEqual(defaults, [
      ["cloud", "HW_CLOUD"],
      ["region", "HW_REGION_NAME"],
      ["projectId", "HW_PROJECT_ID"],
    ]);
  });

  it("has the publisher's addresses if package.json has them, and invents none", () => {
    const addresses = ["homepage", "repository", "publisher", "logoUrl", "pluginDownloadURL"];
    const { language, ...rest } = schema as unknown as Record<string, object>;
    for (const key of addresses) assert.ok(!(key in rest), key);
    assert.deepEqual((language as Record<string, object>)["go"], {});
    const published = pulumiSchema({
      version: "1.2.3",
      homepage: "https://example.com/docs",
      repository: { url: "git+https://example.com/team/modelarts.git" },
      author: { name: "The team" },
      pulumi: {
        logo: "https://example.com/logo.png",
        server: "https://example.com/plugins",
        goImportBasePath: "example.com/team/modelarts/sdk/go/modelarts",
      },
    }) as Record<string, unknown>;
    assert.deepEqual(
      addresses.map((key) => published[key]),
      [
        "https://example.com/docs",
        "https://example.com/team/modelarts",
        "The team",
        "https://example.com/logo.png",
        "https://example.com/plugins",
      ],
    );
    assert.deepEqual((published["language"] as Record<string, object>)["go"], {
      importBasePath: "example.com/team/modelarts/sdk/go/modelarts",
    });
  });

  it("marks all secrets", () => {
    const secrets = everywhere().flatMap(([where, properties]) =>
      Object.entries(properties)
        .filter(([, { secret }]) => secret)
        .map(([key]) => `${where}.${key}`),
    );
    assert.deepEqual(secrets, [
      "provider.secretKey",
      "provider.securityToken",
      "provider.token",
      "provider.password",
      "provider.connections",
      "outputs.token",
      "modelarts:index:NotebookInfo.token",
      "modelarts:index:getNotebook outputs.token",
    ]);
  });

  it("requires the inputs without which no notebook can be created", () => {
    assert.deepEqual(notebook().requiredInputs, ["flavor", "imageId"]);
    assert.deepEqual(schema.types["modelarts:index:NotebookVolume"]?.required, [
      "category",
      "ownership",
    ]);
  });

  it("requires the outputs that the state has whatever the API leaves out", () => {
    const required = Object.entries(schema.resources).map(([type, kind]) => [type, kind.required]);
    assert.deepEqual(Object.fromEntries(required), {
      "modelarts:index:Notebook": ["flavor", "imageId"],
      "modelarts:index:NotebookStorage": ["notebookId"],
      "modelarts:index:NotebookImage": [],
      "modelarts:index:RegisteredImage": [],
    });
  });

  it("marks the properties whose change replaces, at every depth", () => {
    const replacing = everywhere().flatMap(([where, properties]) =>
      Object.entries(properties)
        .filter(([, { willReplaceOnChanges }]) => willReplaceOnChanges)
        .map(([key]) => `${where.replace("modelarts:index:", "")}.${key}`),
    );
    assert.deepEqual(replacing.sort(), [
      "NotebookEndpoint.keyPairNames",
      "NotebookVolume.category",
      "NotebookVolume.id",
      "NotebookVolume.mountPath",
      "NotebookVolume.ownership",
      "NotebookVolume.readOnly",
      "NotebookVolume.uri",
      "inputs.feature",
      "inputs.poolId",
      "inputs.projectId",
      "inputs.region",
      "inputs.runUser",
      "inputs.userVpc",
      "inputs.workspaceId",
    ]);
  });

  it("has the functions with their filters", () => {
    assert.deepEqual(Object.keys(schema.functions), [
      "modelarts:index:getNotebook",
      "modelarts:index:getNotebooks",
      "modelarts:index:getFlavors",
      "modelarts:index:getSwitchableFlavors",
      "modelarts:index:getImages",
      "modelarts:index:getImage",
      "modelarts:index:getLease",
      "modelarts:index:getPools",
      "modelarts:index:getQuotas",
      "modelarts:index:getWorkspaces",
    ]);
    const filters = schema.functions["modelarts:index:getNotebooks"]?.inputs.properties ?? {};
    assert.equal(filters["allUsers"]?.type, "boolean");
    assert.ok("workspaceId" in filters && !("limit" in filters));
  });
});
