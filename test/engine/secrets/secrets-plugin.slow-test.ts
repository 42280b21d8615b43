import { searchForSecrets } from "./secrets-steps";

searchForSecrets("plugin");
