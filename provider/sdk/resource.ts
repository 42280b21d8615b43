/**
 * What the resource classes have in common. This file loads nothing but Pulumi: the lifecycle runs in a
 * process of its own, and does not know this file.
 */
import * as pulumi from "@pulumi/pulumi";
import { providerCodes } from "../engine/provider-code";
import { grownOutputs, outputNames } from "./generated/output-names";
import type { ResourceLocation } from "./generated/types";
import { Reference } from "./reference";
import { retrace, withoutTraces } from "./stack-traces";
import { journalKey, type StackName } from "../engine/journal-key";
import { secretOutputs } from "../engine/secrets";
import { dynamicType, pluginType, type KindName } from "../engine/type-tokens";

/** A resource of this package. Programs construct the class of its kind. */
export abstract class ModelArtsResource extends pulumi.CustomResource {
  /**
   * @internal
   * @param args what the program declares; undefined: the program only reads a resource that exists.
   */
  constructor(
    kind: KindName,
    name: string,
    args: object | undefined,
    {
      import: importId,
      connection,
      region,
      projectId,
      ...opts
    }: pulumi.CustomResourceOptions & ResourceLocation,
  ) {
    // Properties that begin with __ are for the lifecycle; the engine does not show them.
    const declared =
      args === undefined
        ? { __reference: true, connection, region, projectId }
        : {
            ...args,
            // The engine does not pass these options to dynamic providers, or fails with them. The SDK makes an output
            // of every property that is named here, so they are named only if they are set.
            ...(opts.customTimeouts && { __timeouts: opts.customTimeouts }),
            ...(importId !== undefined && { __import: importId }),
            __journalKey: journalKey(stackName(), [
              pulumi.getOrganization(),
              ...parentTypes(opts.parent),
              dynamicType(kind),
              name,
            ]),
          };
    const names = outputNames[kind];
    // The SDK makes an Output of every property that is named here.
    const unresolved = Object.fromEntries(names.map((key) => [key, undefined]));
    const restore = withoutTraces(opts);
    try {
      super(
        dynamicType(kind),
        name,
        { ...unresolved, ...declared, __provider: providerCodes[kind] },
        pulumi.mergeOptions(opts, {
          additionalSecretOutputs: names.filter((key) => secretOutputs.includes(key)),
          // A resource that `pulumi import` put into the state has the plugin's type.
          aliases: [{ type: pluginType(kind) }],
        }),
      );
    } catch (error) {
      restore();
      retrace(error);
      throw error;
    } finally {
      restore();
    }
    // In a preview the engine returns the inputs as outputs. Outputs to which the API adds something must
    // be unknown until the API has answered; the status is unknown for as long.
    const self = this as unknown as { status: pulumi.Output<unknown> } & Record<
      string,
      pulumi.Output<unknown>
    >;
    for (const key of grownOutputs[kind]) {
      const value = self[key];
      // One more output, where pulumi.all makes four: docs/performance.md.
      self[key] = self.status.apply(() => value);
    }
    if (args !== undefined) return;
    // The engine reads a missing output back as null.
    for (const key of names) {
      self[key] = pulumi.all([self[key]]).apply(([value]) => value ?? undefined);
    }
    const shown = ["id", ...names].filter((key) => !secretOutputs.includes(key));
    const outputs = Object.fromEntries(shown.map((key) => [key, self[key]]));
    new Reference(kind, name, this, outputs);
  }
}

function stackName(): StackName {
  return { project: pulumi.getProject(), stack: pulumi.getStack() };
}

/** The types of the parents, as the URN contains them. The URN itself is an Output, which is not known yet. */
function parentTypes(parent: pulumi.Resource | undefined): string[] {
  const types: string[] = [];
  for (let each = parent as Parent | undefined; each; each = each.__parentResource) {
    types.unshift(each.__pulumiType);
  }
  return types.filter((type) => type !== "pulumi:pulumi:Stack");
}

/** Properties that the SDK gives every resource and does not document. */
interface Parent {
  readonly __pulumiType: string;
  readonly __parentResource?: Parent;
}

/** True if a value is a resource of this kind, also one that another copy of this package made. */
export function isOfKind(kind: KindName, value: unknown): boolean {
  return (value as { __pulumiType?: unknown } | undefined)?.__pulumiType === dynamicType(kind);
}
