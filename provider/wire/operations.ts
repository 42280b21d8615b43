/**
 * The API, one row an operation, under the API reference's own names. The client and the simulator
 * are both typed from this table: a row without a handler in the simulator does not compile.
 */
import type { z } from "zod";
import { CreateNotebook, UpdateNotebook } from "./create-notebook";
import { Flavor, ListFlavorsQuery, ListSwitchableFlavorsQuery } from "./flavor";
import { CreateImage, Image, ListImagesQuery } from "./image";
import { Lease, LeaseQuery, LeaseRequest } from "./lease";
import { Mount, MountRequest } from "./mount";
import { ListNotebooksQuery, Notebook } from "./notebook";
import { page } from "./page";
import { Nothing, TagsRequest } from "./tags";
import { TokenRequest, TokenResponse } from "./token";

export interface Operation {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Which service answers it. ModelArts' paths follow `/v1/{project_id}`, IAM's `/v3`. */
  service: "modelarts" | "iam";
  path: string;
  query?: z.ZodObject;
  body?: z.ZodObject;
  response: z.ZodType;
  /** What it does, as errors say it: "Creating the notebook failed". */
  doing: string;
  /** What the answer is called in errors. */
  answers: string;
  /** Whether sending it twice has the effect of sending it once. */
  idempotent: boolean;
}

const read = { method: "GET", service: "modelarts", idempotent: true } as const;
/** A stop or start of a notebook that is there already is an error of its own, so both repeat. */
const change = { service: "modelarts", idempotent: true, response: Notebook } as const;

export const operations = {
  createNotebook: {
    ...change,
    method: "POST",
    path: "/notebooks",
    body: CreateNotebook,
    doing: "Creating the notebook",
    answers: "notebook",
    idempotent: false,
  },
  showNotebook: {
    ...read,
    path: "/notebooks/{id}",
    response: Notebook,
    doing: "Reading the notebook",
    answers: "notebook",
  },
  updateNotebook: {
    ...change,
    method: "PUT",
    path: "/notebooks/{id}",
    body: UpdateNotebook,
    doing: "Updating the notebook",
    answers: "notebook",
  },
  deleteNotebook: {
    ...change,
    method: "DELETE",
    path: "/notebooks/{id}",
    doing: "Deleting the notebook",
    answers: "notebook",
  },
  startNotebook: {
    ...change,
    method: "POST",
    path: "/notebooks/{id}/start",
    query: LeaseQuery,
    doing: "Starting the notebook",
    answers: "notebook",
  },
  stopNotebook: {
    ...change,
    method: "POST",
    path: "/notebooks/{id}/stop",
    doing: "Stopping the notebook",
    answers: "notebook",
  },
  showLease: {
    ...read,
    path: "/notebooks/{id}/lease",
    response: Lease,
    doing: "Reading the lease",
    answers: "lease",
  },
  renewLease: {
    service: "modelarts",
    method: "PATCH",
    path: "/notebooks/{id}/lease",
    query: LeaseQuery.pick({ duration: true }),
    body: LeaseRequest,
    response: Lease,
    doing: "Renewing the lease",
    answers: "lease",
    idempotent: true,
  },
  createTags: {
    service: "modelarts",
    method: "POST",
    path: "/notebooks/{id}/tags/create",
    body: TagsRequest,
    response: Nothing,
    doing: "Tagging the notebook",
    answers: "empty answer",
    idempotent: true,
  },
  deleteTags: {
    service: "modelarts",
    method: "DELETE",
    path: "/notebooks/{id}/tags/delete",
    body: TagsRequest,
    response: Nothing,
    doing: "Taking tags off the notebook",
    answers: "empty answer",
    idempotent: true,
  },
  listNotebooks: {
    ...read,
    path: "/notebooks",
    query: ListNotebooksQuery,
    response: page(Notebook),
    doing: "Listing the notebooks",
    answers: "page of notebooks",
  },
  listAllNotebooks: {
    ...read,
    path: "/notebooks/all",
    query: ListNotebooksQuery,
    response: page(Notebook),
    doing: "Listing all users' notebooks",
    answers: "page of notebooks",
  },
  listFlavors: {
    ...read,
    path: "/notebooks/flavors",
    query: ListFlavorsQuery,
    response: page(Flavor),
    doing: "Listing the flavors",
    answers: "page of flavors",
  },
  listSwitchableFlavors: {
    ...read,
    path: "/notebooks/{id}/flavors",
    query: ListSwitchableFlavorsQuery,
    response: page(Flavor),
    doing: "Listing the flavors that the notebook can switch to",
    answers: "page of flavors",
  },
  listImages: {
    ...read,
    path: "/images",
    query: ListImagesQuery,
    response: page(Image),
    doing: "Listing the images",
    answers: "page of images",
  },
  showImage: {
    ...read,
    path: "/images/{id}",
    response: Image,
    doing: "Reading the image",
    answers: "image",
  },
  /** Not idempotent: sent twice, it would save twice. */
  createImage: {
    service: "modelarts",
    method: "POST",
    path: "/notebooks/{id}/create-image",
    body: CreateImage,
    response: Image,
    doing: "Saving the notebook as an image",
    answers: "image",
    idempotent: false,
  },
  /** What it answers is not known, and of an image every field may be missing; whether it worked is seen by looking. */
  deleteImage: {
    service: "modelarts",
    method: "DELETE",
    path: "/images/{id}",
    response: Image,
    doing: "Deleting the image",
    answers: "image",
    idempotent: true,
  },
  listStorages: {
    ...read,
    path: "/notebooks/{id}/storage",
    response: page(Mount),
    doing: "Listing the notebook's storage mounts",
    answers: "page of storage mounts",
  },
  attachStorage: {
    service: "modelarts",
    method: "POST",
    path: "/notebooks/{id}/storage",
    body: MountRequest,
    response: Mount,
    doing: "Mounting the storage",
    answers: "storage mount",
    idempotent: false,
  },
  detachStorage: {
    service: "modelarts",
    method: "DELETE",
    path: "/notebooks/{id}/storage/{storageId}",
    response: Mount,
    doing: "Unmounting the storage",
    answers: "storage mount",
    idempotent: true,
  },
  createToken: {
    service: "iam",
    method: "POST",
    path: "/auth/tokens",
    body: TokenRequest,
    response: TokenResponse,
    doing: "Logging in to IAM",
    answers: "token",
    idempotent: true,
  },
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
