/** What every generated function does. It loads the API's client only when it is called. */
import * as pulumi from "@pulumi/pulumi";
import type { FunctionName } from "../resources/functions/functions";
import { runError } from "./run-error";

/**
 * Calls a function of the API with the stack's configuration.
 *
 * @throws pulumi.RunError with what is wrong; Pulumi shows its message without a stack trace.
 */
export async function invoke<Result>(
  name: FunctionName,
  args: object,
  opts: pulumi.InvokeOptions = {},
): Promise<Result> {
  if (opts.provider !== undefined) {
    const { withCode } = require("../wire/printable") as typeof import("../wire/printable");
    throw runError(
      withCode(
        `${name} uses the stack's configuration and takes no provider. For another account or region, ` +
          "set the argument `connection`, or `region` and `projectId`.",
        "modelarts/provider-option",
      ),
    );
  }
  const { callFunction } = require("./call-function") as typeof import("./call-function");
  const config = new pulumi.Config("modelarts");
  try {
    return (await callFunction(name, args, (key) => config.get(key))) as Result;
  } catch (error) {
    const { ModelArtsError, shownMessage } =
      require("../client/errors") as typeof import("../client/errors");
    // Any other error is a bug: its stack trace matters.
    if (!(error instanceof ModelArtsError)) throw error;
    throw runError(shownMessage(error), error);
  }
}

/** The same as an Output. It is unknown while an argument, or a resource in `dependsOn`, is unknown. */
export function invokeOutput<Result>(
  name: FunctionName,
  args: object,
  { dependsOn, ...opts }: pulumi.InvokeOutputOptions = {},
): pulumi.Output<Result> {
  const resources = pulumi.output(dependsOn ?? []).apply((found) => {
    return pulumi.all([found].flat().map((resource) => identityOf(resource)));
  });
  return pulumi.all([args, resources]).apply(([known]) => invoke<Result>(name, known, opts));
}

/** An Output that is known once the resource exists. A component has no id. */
function identityOf(resource: pulumi.Resource): pulumi.Output<string> {
  return pulumi.CustomResource.isInstance(resource) ? resource.id : resource.urn;
}
