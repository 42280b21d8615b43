/** What every function of a program does. It loads what asks the API only when it is called. */
import * as pulumi from "@pulumi/pulumi";
import type { FunctionName } from "../resources/functions/functions";

/** @throws pulumi.RunError with what is wrong, which the engine shows without a stack. */
export async function ask<Result>(
  name: FunctionName,
  args: object,
  opts: pulumi.InvokeOptions = {},
): Promise<Result> {
  if (opts.provider !== undefined) {
    throw new pulumi.RunError(
      `${name} asks with the stack's configuration and not with a provider. ` +
        "Name another account or region with the argument `connection`, or `region` and `projectId`.",
    );
  }
  const { askApi } = require("./call-function") as typeof import("./call-function");
  const config = new pulumi.Config("modelarts");
  try {
    return (await askApi(name, args, (key) => config.get(key))) as Result;
  } catch (error) {
    // Anything else is a bug, whose stack matters.
    if (!isOurs(error)) throw error;
    throw Object.assign(new pulumi.RunError(error.message), { cause: error });
  }
}

/** Unknown as long as one of the arguments is, or one of the resources that it depends on. */
export function askOutput<Result>(
  name: FunctionName,
  args: object,
  { dependsOn, ...opts }: pulumi.InvokeOutputOptions = {},
): pulumi.Output<Result> {
  const resources = pulumi.output(dependsOn ?? []).apply((found) => {
    return pulumi.all([found].flat().map((resource) => identityOf(resource)));
  });
  return pulumi.all([args, resources]).apply(([known]) => ask<Result>(name, known, opts));
}

/** Known when the resource is there; a component has no id. */
function identityOf(resource: pulumi.Resource): pulumi.Output<string> {
  return pulumi.CustomResource.isInstance(resource) ? resource.id : resource.urn;
}

function isOurs(error: unknown): error is Error {
  const { ModelArtsError } = require("../client/errors") as typeof import("../client/errors");
  return error instanceof ModelArtsError;
}
