/** The Notebook resource, as programs use it. */
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { isOfKind, ModelArtsResource } from "./resource";
import { NOTEBOOK_TYPE } from "../engine/type-tokens";
import type { NotebookArgs, NotebookOutputs, ResourceLocation } from "./generated/types";

// The outputs are properties that the SDK sets, so they are declared once, in the interface.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface Notebook extends NotebookOutputs {}

/**
 * A ModelArts notebook: a rented machine that opens in Jupyter and, if declared, over SSH. `pulumi up`
 * creates the notebook and waits until its status is RUNNING. A change stops and starts the notebook only
 * if the API requires that.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class Notebook extends ModelArtsResource {
  /** @internal Policies and `isInstance` recognize the class by it. */
  static readonly __pulumiType = NOTEBOOK_TYPE;

  /**
   * A notebook that exists and that this program does not manage. Every preview and update reads it;
   * none changes it.
   *
   * @param name the resource's logical name in this program.
   * @param id the notebook's id, a UUID; `connection/id` for a notebook of a named connection.
   * @param opts Pulumi's options, and the location if it is not the stack's own.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions & ResourceLocation,
  ) {
    return new Notebook(name, undefined, { ...opts, id });
  }

  static override isInstance(value: unknown): value is Notebook {
    return isOfKind("Notebook", value);
  }

  /** @param name the logical name; the notebook's name is made from it unless `args` has a name. */
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
 * Pulumi's usual automatic name: the logical name and seven hexadecimal digits. The engine gives dynamic
 * providers no random seed, so the digits are made from organization, project, stack and logical name:
 * they are the same in every preview and update.
 */
function automaticName(name: string): string {
  const seed = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack(), name].join("/");
  const digits = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  return `${name.replace(/[^-\w]/g, "-").slice(0, 120)}-${digits}`;
}
