import { searchForSecrets } from "./secrets-steps";

searchForSecrets("dynamic");
