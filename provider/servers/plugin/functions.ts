/** The functions as the plugin serves them: `invoke`, and the list for `pulumi do`. */
import {
  InvokeResponse,
  ListResponse,
  type InvokeRequest,
  type ListRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import { ModelArtsError } from "../../client/errors";
import { UNKNOWN } from "../../engine/unknown";
import {
  call,
  checkArguments,
  functionNames,
  functions,
  isFunctionName,
} from "../../resources/functions/functions";
import type { Connected } from "../../resources/functions/function";
import { splitLocation, type Location } from "../../config/location";
import { checkFailures } from "./errors";
import { fromStruct, toStruct } from "./marshal";

/** @param connected returns the client for a location; the arguments may declare one. */
export async function invoke(
  connected: (location: Location) => Connected,
  request: InvokeRequest,
): Promise<InvokeResponse> {
  const name = request.getTok().split(":").at(-1) ?? "";
  if (!isFunctionName(name)) {
    throw new ModelArtsError(
      "modelarts/unknown-type",
      `There is no function ${request.getTok()}; this provider has ${functionNames.join(", ")}.`,
    );
  }
  const given = fromStruct(request.getArgs());
  // With unknown arguments, no result is known; the engine answers the same while the configuration is unknown.
  if (JSON.stringify(given).includes(UNKNOWN)) return new InvokeResponse().setReturn(toStruct({}));
  const failures = checkArguments(name, given);
  if (failures.length > 0) return new InvokeResponse().setFailuresList(checkFailures(failures));
  return new InvokeResponse().setReturn(toStruct(await call(connected, name, given)));
}

/** The query has the arguments of `getNotebooks`, as the schema's `listInputs` declare them. */
export async function listNotebooks(
  connected: (location: Location) => Connected,
  request: ListRequest,
): Promise<ListResponse[]> {
  const query = fromStruct<Parameters<typeof functions.getNotebooks.run>[1]>(request.getQuery());
  const { location, rest } = splitLocation(query);
  const { notebooks } = await functions.getNotebooks.run(connected(location), rest);
  const limit = request.getLimit() || notebooks.length;
  return notebooks
    .slice(0, limit)
    .map(({ id, name = id }) =>
      new ListResponse().setResult(new ListResponse.Result().setId(id).setName(name)),
    );
}
