/** npm packs a license only from the package's own folder; the repository keeps one. */
import { copyFileSync } from "node:fs";

copyFileSync(new URL("../LICENSE", import.meta.url), "LICENSE");
