/** `pulumi-modelarts ssh-config`. */
import { ModelArtsError } from "../../client/errors";
import {
  hostNameOf,
  sshAddressOf,
  sshConfigEntry,
  sshOptionProblem,
  type SshConfigOptions,
} from "../../engine/ssh-config";
import type { NotebookDetail } from "../../wire/notebook";
import { printJson } from "../terminal/table";
import { UsageError } from "../usage";
import { withNotebook, type ChooseOptions } from "./choose";

export type SshOptions = ChooseOptions & SshConfigOptions;

export async function sshConfig(notebook: string, options: SshOptions): Promise<void> {
  const problem = sshOptionProblem(options);
  if (problem !== undefined) throw new UsageError(problem);
  await withNotebook(notebook, options, (_, detail) => {
    const address = sshAddressOf(detail);
    if (address === undefined) throw new ModelArtsError("modelarts/no-ssh", withoutAddress(detail));
    const { host = hostNameOf(detail, address), identityFile } = options;
    if (options.json) {
      const { host: hostName, port, user } = address;
      printJson({ host, hostName, port, user, identityFile });
    } else process.stdout.write(sshConfigEntry(detail, options) ?? "");
    return Promise.resolve();
  });
}

function withoutAddress({ name, id, status, endpoints = [] }: NotebookDetail): string {
  const which = `Notebook ${name} (${id})`;
  if (!endpoints.some(({ service }) => service === "SSH")) {
    return `${which} has no SSH endpoint. Declare one: endpoints: [{ service: "SSH", keyPairNames: [...] }].`;
  }
  const advice = status === "RUNNING" ? "Try again in a minute." : "Start the notebook first.";
  return `${which} has no SSH address yet: its status is ${status}. ${advice}`;
}
