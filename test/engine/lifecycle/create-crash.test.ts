import { describeCrashes } from "./create-crash-steps";

describeCrashes("dynamic");
