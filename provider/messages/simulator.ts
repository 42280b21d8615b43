/** Messages of the simulator's command, and of conformance runs. What the simulator answers are the API's errors. */
import { listOf } from "./message";

export const simulatorMessages = listOf({
  "modelarts/simulator": {
    texts: [
      "Can't listen on …:…: ….",
      "The seed … can't be read: …",
      "The log … can't be written: …",
    ],
    meaning: "The port is in use, or a file of the command line can't be used.",
    remedy: "Choose another port or file: [the simulator's README](../simulator/README.md).",
  },
  "modelarts/conformance": {
    texts: ["Waiting until the notebook … took too long; its status is …."],
    meaning: "A conformance run can't go on. The message has the reason.",
    remedy:
      "Run it again, with the options that the message names: [conformance.md](conformance.md).",
  },
});
