/** Errors and check failures in the plugin protocol. */
import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { CheckFailure, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { messageCodeOf, ModelArtsError, shownMessage } from "../../client/errors";
import type { CheckFailure as PropertyFailure } from "../../engine/check-failure";
import type { MessageCode } from "../../messages/registry";
import { PartialFailure } from "../../resources/shared/errors";
import { printableLines, withCode } from "../../wire/printable";
import { toStruct } from "./marshal";

/** @returns the gRPC error; of a PartialFailure with the id and the properties. */
export function failure(error: Error): ServiceError {
  // Any other error is a bug. The user sees the message, and the stack with `--logtostderr -v=9`.
  if (!(error instanceof ModelArtsError)) console.error(printableLines(error.stack ?? ""));
  const message = printableLines(shownMessage(error));
  const metadata = new Metadata();
  if (error instanceof PartialFailure) {
    const detail = new ErrorResourceInitFailed()
      .setId(error.id)
      .setProperties(toStruct(withoutTimeouts(error.properties)))
      .setReasonsList(error.reasons.map((reason) => shown(reason, messageCodeOf(error))));
    const any = new Any();
    any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const packed = new Status().setCode(status.UNKNOWN).setMessage(message);
    packed.addDetails(any); // Returns the added detail, so it can't be chained.
    // Node's gRPC library has no API for error details; the engine's library reads them from this header.
    metadata.add("grpc-status-details-bin", Buffer.from(packed.serializeBinary()));
  }
  return Object.assign(new Error(message), {
    code: status.UNKNOWN,
    details: message,
    metadata,
  });
}

export function checkFailures(failures: readonly PropertyFailure[]): CheckFailure[] {
  return failures.map(({ property, reason, code }) =>
    new CheckFailure().setProperty(property).setReason(shown(reason, code)),
  );
}

function shown(text: string, code: MessageCode): string {
  return printableLines(withCode(text, code));
}

/** The engine sends timeouts with each request, so the state does not keep them. */
export function withoutTimeouts(properties: object): object {
  const { __timeouts: _, ...rest } = properties as { __timeouts?: unknown };
  return rest;
}
