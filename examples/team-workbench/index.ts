/**
 * A workbench for each member of the team. The stack's configuration has the members:
 *
 *     pulumi config set bucket team
 *     pulumi config set --path members.ada.keyPair ada
 *     pulumi config set --path members.ada.addresses[0] 203.0.113.7
 */
import * as pulumi from "@pulumi/pulumi";
import { Workbench, type WorkbenchArgs } from "./workbench";

type Member = Omit<WorkbenchArgs, "bucket">;

const config = new pulumi.Config();
const bucket = config.require("bucket");
const members = Object.entries(config.requireObject<Record<string, Member>>("members"));

/** How to reach each workbench. */
export const workbenches = Object.fromEntries(
  members.map(([name, member]) => {
    const { url, ssh } = new Workbench(name, { ...member, bucket });
    return [name, { url, ssh }];
  }),
);
