/** The fields of a create or update request as the detail API answers them. */
import type { z } from "zod";
import {
  inputKeys,
  notebookInputs,
  type CreateNotebook,
  type InputKey,
} from "pulumi-modelarts/wire/notebook-inputs";
import type { WireNotebook } from "../wire";
import { dataVolumeFrom } from "./volumes";

type Request = Partial<z.output<typeof CreateNotebook>>;

/** Inputs that the API answers in another form. new-notebook.ts and notebook-update.ts set those with `setByCaller`. */
const forms: { [Key in InputKey]?: (value: never) => Partial<WireNotebook> } = {
  image_id: setByCaller,
  pool_id: setByCaller,
  volume: setByCaller,
  endpoints: setByCaller,
  lease: setByCaller,
  data_volumes: (volumes: NonNullable<Request["data_volumes"]>) => ({
    data_volumes: volumes.map(dataVolumeFrom),
  }),
  user_vpc: userVpcFrom,
};

/** Fields that the request lacks are left out, and so are those that the API never answers. */
export function requestedFields(request: Request): Partial<WireNotebook> {
  const answered = inputKeys.filter(
    (key) => request[key] !== undefined && notebookInputs[key].answered !== "never",
  );
  const fields = answered.map((key) => {
    const form = forms[key];
    return form ? form(request[key] as never) : { [key]: request[key] };
  });
  return Object.assign({}, ...fields) as Partial<WireNotebook>;
}

function setByCaller(): Partial<WireNotebook> {
  return {};
}

/** The ranges are one text, as the official client reads them. */
function userVpcFrom({
  connect_cidrs: ranges,
  ...rest
}: NonNullable<Request["user_vpc"]>): Partial<WireNotebook> {
  return { user_vpc: { ...rest, ...(ranges && { connect_cidrs: ranges.join(",") }) } };
}
