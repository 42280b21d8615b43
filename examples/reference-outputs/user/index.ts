/**
 * A program that uses the notebook of another stack: it takes the id from that stack's outputs, and reads the rest
 * from the API. So it never has old facts, and never changes or deletes the notebook.
 */
import * as pulumi from "@pulumi/pulumi";
import { Notebook, sshConfig } from "pulumi-modelarts";

const owner = new pulumi.StackReference(new pulumi.Config().require("ownerStack"));

const shared = Notebook.get("shared", owner.requireOutput("notebookId") as pulumi.Output<string>);

export const url = shared.url;
export const status = shared.status;
export const entry = sshConfig(shared, { host: "shared", identityFile: "~/.ssh/team" });
