/** What tests of `pulumi import` share. */
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ModuleKind, transpileModule } from "typescript";
import type { SimulatorOptions } from "pulumi-modelarts-simulator";
import { newStack, PLUGIN_SETTING, type Stack } from "../stack";

export async function newImportStack(options?: SimulatorOptions): Promise<Stack> {
  const stack = await newStack(options);
  appendFileSync(join(stack.folder, "Pulumi.yaml"), PLUGIN_SETTING);
  return stack;
}

/** What `pulumi import` printed, as the program. */
export function useGenerated(stack: Stack, more = "", file = "generated.ts"): string {
  const code = readFileSync(join(stack.folder, file), "utf8");
  const options = { compilerOptions: { module: ModuleKind.CommonJS } };
  writeFileSync(
    join(stack.folder, "index.js"),
    `${transpileModule(code, options).outputText}\n${more}`,
  );
  return code;
}
