import { describeCrashes } from "./crash-steps";

describeCrashes("plugin");
