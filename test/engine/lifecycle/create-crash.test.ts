import { describeCrashes } from "./crash-steps";

describeCrashes("dynamic");
