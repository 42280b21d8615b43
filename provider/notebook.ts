/**
 * The Notebook resource, as programs use it. It loads nothing but Pulumi: the lifecycle behind it runs
 * in a process of its own, and knows nothing of this file.
 */
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_CODE } from "./fronts/provider-code";
import { NotebookReference } from "./notebook-reference";
import { grownOutputs, notebookOutputs } from "./output-names";
import { NOTEBOOK_TYPE, PLUGIN_TYPE } from "./type-tokens";
import type { NotebookArgs, NotebookOutputs } from "./types";

/** The SDK makes an Output of every property that is named here. */
const unresolved = Object.fromEntries(notebookOutputs.map((name) => [name, undefined]));

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface Notebook extends NotebookOutputs {}

/**
 * A ModelArts notebook: a rented machine that opens in Jupyter and, if wanted, over SSH. `up` creates
 * it and waits until it is RUNNING; a change stops and starts it only where the API asks for that.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class Notebook extends pulumi.CustomResource {
  /** @internal How policies tell the type. */
  static readonly __pulumiType = NOTEBOOK_TYPE;

  /**
   * A notebook that exists and is managed elsewhere. It is read in every preview and update and never
   * changed.
   *
   * @param name its logical name in this program.
   * @param id the notebook's id, a UUID.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions) {
    return new Notebook(name, undefined, { ...opts, id });
  }

  static override isInstance(value: unknown): value is Notebook {
    return (value as { __pulumiType?: unknown } | undefined)?.__pulumiType === NOTEBOOK_TYPE;
  }

  /** @param name its logical name, from which the notebook's name is made unless `args` has one. */
  constructor(name: string, args: NotebookArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    args: NotebookArgs | undefined,
    { import: adopted, ...opts }: pulumi.CustomResourceOptions = {},
  ) {
    // What begins with __ is for the lifecycle; the engine shows none of it.
    const declared =
      args === undefined
        ? { __reference: true }
        : {
            ...args,
            name: args.name ?? automaticName(name),
            // The engine keeps these from dynamic providers, or fails on them.
            __timeouts: opts.customTimeouts,
            __import: adopted,
            __hasAutomaticName: adopted !== undefined && args.name === undefined ? true : undefined,
          };
    super(
      NOTEBOOK_TYPE,
      name,
      { ...unresolved, ...declared, __provider: PROVIDER_CODE },
      pulumi.mergeOptions(opts, {
        additionalSecretOutputs: ["token"],
        aliases: [{ type: PLUGIN_TYPE }], // What `pulumi import` brought in is taken over as it is.
      }),
    );
    // A preview answers the inputs as outputs. What the API adds to these is not known before it has
    // answered, as the status shows.
    const self = this as unknown as Record<string, pulumi.Output<unknown>>;
    for (const key of grownOutputs) {
      self[key] = pulumi.all([self[key], self["status"]]).apply(([value]) => value);
    }
    if (args === undefined) {
      for (const key of notebookOutputs) {
        self[key] = pulumi.all([self[key]]).apply(([value]) => value ?? undefined); // read as null
      }
      new NotebookReference(name, this);
    }
  }
}

/**
 * Pulumi's usual automatic name, the logical name with seven digits behind it. The engine gives
 * dynamic providers no seed, so the digits follow from project, stack and logical name: they are the
 * same in every preview and update.
 */
function automaticName(name: string): string {
  const seed = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack(), name].join("/");
  const digits = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  return `${name.replace(/[^-\w]/g, "-").slice(0, 120)}-${digits}`;
}
