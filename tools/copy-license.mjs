/** Copies the repository's license into the package, before it is packed: npm packs only files of that folder. */
import { copyFileSync } from "node:fs";

copyFileSync(new URL("../LICENSE", import.meta.url), "LICENSE");
