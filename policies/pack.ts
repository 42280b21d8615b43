/** The pack that the engine starts: package.json's `main`. Programs import index.ts, which starts nothing. */
import { definePack } from "./engine/define-pack";

definePack("modelarts");
