/** The Notebook resource, as programs use it. */
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { isOfKind, ModelArtsResource, type ResourcePlace } from "./resource";
import { NOTEBOOK_TYPE } from "../engine/type-tokens";
import type { NotebookArgs, NotebookOutputs } from "./generated/types";

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface Notebook extends NotebookOutputs {}

/**
 * A ModelArts notebook: a rented machine that opens in Jupyter and, if wanted, over SSH. `up` creates
 * it and waits until it is RUNNING; a change stops and starts it only where the API asks for that.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class Notebook extends ModelArtsResource {
  /** @internal How policies tell the type. */
  static readonly __pulumiType = NOTEBOOK_TYPE;

  /**
   * A notebook that exists and is managed elsewhere. It is read in every preview and update and never
   * changed.
   *
   * @param name its logical name in this program.
   * @param id the notebook's id, a UUID.
   * @param opts also the place, where it is not the stack's own.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions & ResourcePlace,
  ) {
    return new Notebook(name, undefined, { ...opts, id });
  }

  static override isInstance(value: unknown): value is Notebook {
    return isOfKind("Notebook", value);
  }

  /** @param name its logical name, from which the notebook's name is made unless `args` has one. */
  constructor(name: string, args: NotebookArgs, opts?: pulumi.CustomResourceOptions);
  /** @internal */
  constructor(name: string, args: undefined, opts: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    args: NotebookArgs | undefined,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const declared = args && { ...args, name: args.name ?? automaticName(name) };
    super("Notebook", name, declared, opts);
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
