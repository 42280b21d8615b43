/** Messages about the answers of the API. Its own code and sentence are in the brackets of the message. */
import { listOf } from "./message";

export const requestMessages = listOf({
  "modelarts/unauthorized": {
    texts: [
      "Check the credentials, the project id and this machine's clock.",
      "Log in again for a new token",
    ],
    meaning:
      "The service refused the credentials (401). A signature is valid for minutes only, a token for a day.",
    remedy: "Correct the keys or the clock, or log in again; `doctor` shows both.",
  },
  "modelarts/forbidden": {
    texts: [
      "Ask the account's administrator for permission on ModelArts notebooks in this project.",
    ],
    meaning: "The service answered 403: the user lacks a right.",
    remedy: "Give the right that [rights.md](rights.md) names for this operation.",
  },
  "modelarts/wrong-address": {
    texts: [
      "Check the endpoint (modelarts:endpoint), the region, the project and the id.",
      "The request did not reach the notebook API: check modelarts:endpoint and modelarts:region.",
    ],
    meaning:
      "The service answered 404, and not because the notebook is gone. The gateway may not know the path: ModelArts is not " +
      "in this region, or the endpoint is another service's.",
    remedy: "Correct region, project or endpoint.",
  },
  "modelarts/wrong-project": {
    texts: ["The project of the request is not the token's.", "The project does not exist."],
    meaning:
      "The token was issued for another project, or the project does not exist in this region.",
    remedy: "Log in for this project, or correct `modelarts:projectId`.",
  },
  "modelarts/no-answer": {
    texts: [
      "… failed: no answer from … (…).",
      "Is the simulator running? The … is on this machine.",
    ],
    meaning:
      "The connection failed, even after several tries. The brackets say how. A preview without `--refresh` asks nothing " +
      "about unchanged notebooks, so it works without a connection.",
    remedy:
      "Check network, endpoint and firewall. An address of this machine is a simulator's: start the simulator, or unset " +
      "`MODELARTS_ENDPOINT`. A proxy of the environment is not used: [offline.md](offline.md#proxies).",
  },
  "modelarts/unusable-answer": {
    texts: ["Check that the … leads to ….", "… failed: the answer does not have an id."],
    meaning:
      "The answer is not JSON, too large, or not of the documented shape. Often another server answers.",
    remedy: "Check the endpoint; run the command again.",
  },
  "modelarts/too-many-requests": {
    texts: ["Too many requests: try again later."],
    meaning: "The service answered 429, up to the deadline of the operation.",
    remedy:
      "Run fewer operations at once (`--parallel 5`), or give more time with `customTimeouts`.",
  },
  "modelarts/service-error": {
    texts: ["Run the command again; if that does not help, give the request id to the support."],
    meaning: "The service answered with an error of its own (500 to 504).",
    remedy: "Run the command again.",
  },
  "modelarts/refused": {
    texts: ["… failed: … answered …"],
    meaning: "The API refused the request. Its own code and sentence are in the brackets.",
    remedy: "Correct what its sentence names. The cloud's list of error codes explains its code.",
  },
  "modelarts/quota": {
    texts: [
      "Delete notebooks that are not needed, or ask for a higher quota.",
      "is number … of the new notebooks, but the quota is … and … exist.",
    ],
    meaning: "The quota is used up.",
    remedy: "Delete notebooks that nobody needs, or ask the cloud for a higher quota.",
  },
  "modelarts/image": {
    texts: ["Check imageId, and that you may use the image; getImages lists the images."],
    meaning: "The image does not exist, or is not yours to use.",
    remedy: "Find an id with `getImages`.",
  },
  "modelarts/flavor": {
    texts: [
      "Choose one of the flavors that the flavor list offers for this notebook.",
      "Try again later, or choose another flavor.",
    ],
    meaning: "The flavor does not exist here, is sold out, or is not allowed for this user.",
    remedy: "Choose another one; `getFlavors` lists them.",
  },
  "modelarts/pool": {
    texts: ["Check poolId; getPools lists the pools."],
    meaning: "The dedicated pool does not exist.",
    remedy: "Correct `poolId`.",
  },
  "modelarts/lease": {
    texts: ["Give the lease a longer duration.", "Give the lease a duration"],
    meaning: "The auto stop time is missing, in the past or out of range.",
    remedy: "Declare a duration that the message allows: [auto-stop.md](auto-stop.md).",
  },
  "modelarts/storage": {
    texts: [
      "Object storage (OBS, OBSFS) takes ownership DEDICATED only.",
      "An EVS disk only grows, up to the flavor's limit.",
      "Declare mountPath for each data volume of category OBS.",
    ],
    meaning: "A volume's category, ownership, size or path is not allowed.",
    remedy:
      "Correct the volume as the message says. A disk takes a size between the present one and the limit.",
  },
  "modelarts/incomplete-list": {
    texts: [
      "ModelArts says that there are …, but returned only …",
      "Listing the … was given up after … pages.",
    ],
    meaning: "A list lacks rows, and an incomplete list is never used.",
    remedy: "Run the command again, or use a filter.",
  },
  "modelarts/not-on-this-cloud": {
    texts: [
      "… failed: this endpoint has no such operation (…).",
      "… failed: this cloud has no tags of notebooks (…).",
    ],
    meaning:
      "Open Telekom Cloud does not have every operation of Huawei Cloud. After a create that sets tags, the notebook exists, " +
      "and the state has its id.",
    remedy: "Leave the function or `tags` out, or check endpoint and region.",
  },
  "modelarts/not-found": {
    texts: [
      "there is no … … in this project and region. Check the id",
      "you have no notebook called",
      "Finding the image failed: no image called",
    ],
    meaning:
      "Nothing in this project and region has this id or name. An id must be given in full; its first characters are " +
      "taken for a name.",
    remedy:
      "Correct id, name, project or region; the message may have similar names. `npx pulumi-modelarts list` shows the " +
      "names and ids of your notebooks.",
  },
  "modelarts/ambiguous-name": {
    texts: ["Finding the notebook failed: … notebooks are called"],
    meaning: "Names are not unique.",
    remedy: "Give the id of the one that is meant.",
  },
  "modelarts/image-not-ready": {
    texts: ["… can be used: …. Wait for it, or save it again."],
    meaning: "An image of this name exists, and is still being saved or failed.",
    remedy: "Wait, or save the image again.",
  },
});
