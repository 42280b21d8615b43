/** The exit code of a run without a verdict. */
export const NO_VERDICT = 2;
