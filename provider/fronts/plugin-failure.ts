/** Errors as the engine reads them; a partial failure carries the id and the properties. */
import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { PartialFailure } from "../lifecycle/errors";
import { toStruct } from "./plugin-values";

export function failure(error: Error): ServiceError {
  const metadata = new Metadata();
  if (error instanceof PartialFailure) {
    const detail = new ErrorResourceInitFailed()
      .setId(error.id)
      .setProperties(toStruct(error.properties))
      .setReasonsList(error.reasons);
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const packed = new Status().setCode(status.UNKNOWN).setMessage(error.message).addDetails(any);
    // The gRPC library of Node has no richer errors; the engine's reads them from this header.
    metadata.add("grpc-status-details-bin", Buffer.from(packed.serializeBinary()));
  }
  return Object.assign(new Error(error.message), {
    code: status.UNKNOWN,
    details: error.message,
    metadata,
  });
}
