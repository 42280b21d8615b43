export { Notebook } from "./notebook";
export type * from "./types";
