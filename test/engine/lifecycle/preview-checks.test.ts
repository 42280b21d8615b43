import { testPreviewChecks } from "./preview-checks-steps";

testPreviewChecks("dynamic");
