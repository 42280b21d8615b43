/** Gets the Pulumi CLI once, before the workers of the parallel run ask for it. */
import { findPulumi } from "../../tools/pulumi/cli";

export async function mochaGlobalSetup(): Promise<void> {
  await findPulumi();
}
