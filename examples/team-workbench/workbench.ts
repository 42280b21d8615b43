/** What each member of the team gets: a notebook that only the member can reach, and a folder in object storage. */
import * as pulumi from "@pulumi/pulumi";
import { Notebook, NotebookStorage, sshAddress } from "pulumi-modelarts";

export interface WorkbenchArgs {
  /** The addresses from which the member may connect over SSH. */
  addresses: string[];
  /** The member's key pair. */
  keyPair: string;
  /** The bucket with a folder for each member. */
  bucket: string;
  flavor?: string;
}

export class Workbench extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string | undefined>;
  readonly ssh: pulumi.Output<string | undefined>;

  constructor(member: string, args: WorkbenchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("team:index:Workbench", member, {}, opts);
    const { addresses, keyPair, bucket, flavor = "modelarts.vm.cpu.2u" } = args;
    const notebook = new Notebook(
      member,
      {
        flavor,
        imageId: "e1a07296-22a8-4f05-8bc8-e936c8e54090",
        volume: { category: "EVS", ownership: "MANAGED", capacity: 20 },
        endpoints: [{ service: "SSH", allowedAccessIps: addresses, keyPairNames: [keyPair] }],
        // The notebook stops when it has been idle for two hours. Its disk stays.
        lease: { duration: 2 * 60 * 60 * 1000, type: "idle" },
      },
      { parent: this },
    );
    new NotebookStorage(
      member,
      {
        notebookId: notebook.id,
        uri: `obs://${bucket}/${member}/`,
        mountPath: `/data/${member}/`,
      },
      { parent: this },
    );
    this.url = notebook.url;
    this.ssh = sshAddress(notebook).apply((at) => at && `ssh -p ${at.port} ${at.user}@${at.host}`);
    this.registerOutputs({ url: this.url, ssh: this.ssh });
  }
}
