/** The outputs that are secrets, at whatever depth they come. */
export const secretOutputs: readonly string[] = ["token"];
