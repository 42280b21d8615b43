/**
 * Every message that needs an explanation, by its code. docs/troubleshooting.md is made from this list. Code imports
 * only the type of the codes: no process loads the texts.
 */
import { commandLineMessages } from "./command-line";
import { createMessages } from "./create";
import { importMessages } from "./import";
import { inputMessages } from "./inputs";
import { policyMessages } from "./policies";
import { refreshMessages } from "./refresh";
import { requestMessages } from "./requests";
import { simulatorMessages } from "./simulator";
import { startMessages } from "./start";
import { updateMessages } from "./update";

/** By the titles of the document's sections. */
export const sections = {
  "Start and configuration": startMessages,
  Inputs: inputMessages,
  Requests: requestMessages,
  Import: importMessages,
  Create: createMessages,
  Update: updateMessages,
  "Refresh and delete": refreshMessages,
  "Command lines": commandLineMessages,
  Policies: policyMessages,
  "Simulator and conformance": simulatorMessages,
} as const;

type Sections = typeof sections;

/** The code that a message shows at its end, in square brackets. */
export type MessageCode = { [Title in keyof Sections]: keyof Sections[Title] }[keyof Sections];
