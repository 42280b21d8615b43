/**
 * What makes a notebook that is only read visible to policies. The engine shows resources read with
 * `.get` to no policy, in preview or update; a component with their outputs it does show.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Notebook } from "./notebook";
import { REFERENCE_TYPE } from "./type-tokens";

export class NotebookReference extends pulumi.ComponentResource {
  constructor(name: string, notebook: Notebook) {
    super(REFERENCE_TYPE, name, {}, { parent: notebook });
    const { id, name: notebookName, status, flavor, image, endpoints, lease } = notebook;
    const { volume, pool, workspaceId, user, feature, createAt, updateAt } = notebook;
    // Not the token: policies see secrets in the clear.
    this.registerOutputs({
      id,
      name: notebookName,
      status,
      flavor,
      image,
      endpoints,
      lease,
      volume,
      pool,
      workspaceId,
      user,
      feature,
      createAt,
      updateAt,
    });
  }
}
