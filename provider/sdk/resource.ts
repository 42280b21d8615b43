/**
 * What the resource classes have in common. It loads nothing but Pulumi: the lifecycle behind it runs in
 * a process of its own, and knows nothing of this file.
 */
import * as pulumi from "@pulumi/pulumi";
import { providerCodes } from "../engine/provider-code";
import { grownOutputs, outputNames } from "./generated/output-names";
import { Reference } from "./reference";
import { secretOutputs } from "../engine/secrets";
import { dynamicType, pluginType, type KindName } from "../engine/type-tokens";

/** Where a resource is that is only referred to. */
export interface ResourcePlace {
  /** The name of one of the connections in the stack's `modelarts:connections`. */
  connection?: string;
  /** The region, instead of the connection's or the stack's. */
  region?: string;
  /** The id of the project, instead of the connection's or the stack's. */
  projectId?: string;
}

/** A resource of this package. Programs make one by the class of its kind. */
export abstract class ModelArtsResource extends pulumi.CustomResource {
  /**
   * @internal
   * @param args what the program declares; undefined: it only refers to what exists.
   */
  constructor(
    kind: KindName,
    name: string,
    args: object | undefined,
    {
      import: adopted,
      connection,
      region,
      projectId,
      ...opts
    }: pulumi.CustomResourceOptions & ResourcePlace,
  ) {
    // What begins with __ is for the lifecycle; the engine shows none of it.
    const declared =
      args === undefined
        ? { __reference: true, connection, region, projectId }
        : {
            ...args,
            // The engine keeps these from dynamic providers, or fails on them.
            __timeouts: opts.customTimeouts,
            __import: adopted,
          };
    const names = outputNames[kind];
    // The SDK makes an Output of every property that is named here.
    const unresolved = Object.fromEntries(names.map((key) => [key, undefined]));
    super(
      dynamicType(kind),
      name,
      { ...unresolved, ...declared, __provider: providerCodes[kind] },
      pulumi.mergeOptions(opts, {
        additionalSecretOutputs: names.filter((key) => secretOutputs.includes(key)),
        aliases: [{ type: pluginType(kind) }], // What `pulumi import` brought in is taken over as it is.
      }),
    );
    // A preview answers the inputs as outputs. What the API adds to these is not known before it has
    // answered, as the status shows.
    const self = this as unknown as Record<string, pulumi.Output<unknown>>;
    for (const key of grownOutputs[kind]) {
      self[key] = pulumi.all([self[key], self["status"]]).apply(([value]) => value);
    }
    if (args !== undefined) return;
    for (const key of names) {
      self[key] = pulumi.all([self[key]]).apply(([value]) => value ?? undefined); // read as null
    }
    const shown = ["id", ...names].filter((key) => !secretOutputs.includes(key));
    const outputs = Object.fromEntries(shown.map((key) => [key, self[key]]));
    new Reference(kind, name, this, outputs);
  }
}

/** Whether a value is of a kind, whatever copy of this package made it. */
export function isOfKind(kind: KindName, value: unknown): boolean {
  return (value as { __pulumiType?: unknown } | undefined)?.__pulumiType === dynamicType(kind);
}
