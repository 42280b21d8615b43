/**
 * What makes a notebook that is only read visible to policies. The engine shows resources read with
 * `.get` to no policy, in preview or update; a component with their outputs it does show.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Notebook } from "./notebook";
import { notebookOutputs } from "./output-names";
import { REFERENCE_TYPE } from "./type-tokens";

/** Policies see secrets in the clear, and the address may hold the token. */
const hidden: ReadonlySet<string> = new Set(["token", "url"]);

export class NotebookReference extends pulumi.ComponentResource {
  constructor(name: string, notebook: Notebook) {
    super(REFERENCE_TYPE, name, {}, { parent: notebook });
    const seen = notebookOutputs.filter((key) => !hidden.has(key));
    this.registerOutputs({
      id: notebook.id,
      ...Object.fromEntries(seen.map((key) => [key, notebook[key]])),
    });
  }
}
