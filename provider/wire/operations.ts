/**
 * The API, one row an operation, under the API reference's own names. The client and the simulator
 * are both typed from this table: a row without a handler in the simulator does not compile.
 */
import type { z } from "zod";
import { CreateNotebook, UpdateNotebook } from "./notebook-inputs";
import { Flavor, ListFlavorsQuery, ListSwitchableFlavorsQuery } from "./flavor";
import {
  CreateImage,
  DeleteImage,
  DeleteImageQuery,
  Image,
  ListImagesQuery,
  RegisterImage,
} from "./image";
import { Lease, LeaseQuery, LeaseRequest } from "./lease";
import { Mount, MountRequest } from "./mount";
import { ListNotebooksQuery, Notebook, NotebookChange } from "./notebook";
import { page } from "./page";
import { Nothing, TagsQuery, TagsRequest } from "./tags";
import { AuthDomains, Projects, ProjectsQuery, TokenRequest, TokenResponse } from "./token";
import { ListPoolsQuery, ListWorkspacesQuery, PoolPage, Quota, WorkspacePage } from "./workspace";

export interface Operation {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Which service answers it. ModelArts' paths follow `/v1/{project_id}`, IAM's `/v3`. */
  service: "modelarts" | "iam";
  path: string;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** An optional one also takes an answer without a body. */
  response: z.ZodType;
  /** What it does, as errors say it: "Creating the notebook failed". */
  doing: string;
  /** What the answer is called in errors. */
  answers: string;
  /** Whether sending it twice has the effect of sending it once. */
  idempotent: boolean;
  /**
   * The codes that mean "what the path names does not exist". Every other 404 is about something else:
   * the gateway's means a wrong endpoint, others the project or the pool.
   */
  gone: readonly string[];
}

/** Source: both clouds' lists of error codes. */
const notebookIsGone = ["ModelArts.6309", "ModelArts.6404"] as const;
/** Source: the list of error codes (6797), and Terraform's provider for saved images (6404). */
const imageIsGone = ["ModelArts.6797", "ModelArts.6404"] as const;

const ask = { method: "GET", service: "modelarts", idempotent: true, gone: [] } as const;
const read = { ...ask, gone: notebookIsGone } as const;
/** A stop or start of a notebook that is there already is an error of its own, so both repeat. */
const change = {
  service: "modelarts",
  idempotent: true,
  response: NotebookChange,
  gone: notebookIsGone,
} as const;

export const operations = {
  createNotebook: {
    ...change,
    method: "POST",
    path: "/notebooks",
    body: CreateNotebook,
    response: Notebook,
    doing: "Creating the notebook",
    answers: "notebook",
    idempotent: false,
    gone: [],
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
    response: Lease.optional(),
    doing: "Renewing the lease",
    answers: "lease",
    idempotent: true,
    gone: notebookIsGone,
  },
  createTags: {
    service: "modelarts",
    method: "POST",
    path: "/notebooks/{id}/tags/create",
    query: TagsQuery,
    body: TagsRequest,
    response: Nothing,
    doing: "Tagging the notebook",
    answers: "empty answer",
    idempotent: true,
    gone: notebookIsGone,
  },
  deleteTags: {
    service: "modelarts",
    method: "DELETE",
    path: "/notebooks/{id}/tags/delete",
    query: TagsQuery,
    body: TagsRequest,
    response: Nothing,
    doing: "Taking tags off the notebook",
    answers: "empty answer",
    idempotent: true,
    gone: notebookIsGone,
  },
  listNotebooks: {
    ...ask,
    path: "/notebooks",
    query: ListNotebooksQuery,
    response: page(Notebook),
    doing: "Listing the notebooks",
    answers: "page of notebooks",
  },
  listAllNotebooks: {
    ...ask,
    path: "/notebooks/all",
    query: ListNotebooksQuery,
    response: page(Notebook),
    doing: "Listing all users' notebooks",
    answers: "page of notebooks",
  },
  listFlavors: {
    ...ask,
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
    ...ask,
    path: "/images",
    query: ListImagesQuery,
    response: page(Image),
    doing: "Listing the images",
    answers: "page of images",
  },
  showImage: {
    ...ask,
    gone: imageIsGone,
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
    gone: notebookIsGone,
  },
  registerImage: {
    service: "modelarts",
    method: "POST",
    path: "/images",
    body: RegisterImage,
    response: Image,
    doing: "Registering the image",
    answers: "image",
    idempotent: false,
    gone: [],
  },
  /** Whether it worked is seen by looking: the answer may be empty. */
  deleteImage: {
    service: "modelarts",
    method: "DELETE",
    path: "/images/{id}",
    query: DeleteImageQuery,
    body: DeleteImage,
    response: Image.optional(),
    doing: "Deleting the image",
    answers: "image",
    idempotent: true,
    gone: imageIsGone,
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
    gone: notebookIsGone,
  },
  showStorage: {
    ...read,
    path: "/notebooks/{id}/storage/{storageId}",
    response: Mount,
    doing: "Reading the storage mount",
    answers: "storage mount",
  },
  detachStorage: {
    service: "modelarts",
    method: "DELETE",
    path: "/notebooks/{id}/storage/{storageId}",
    response: Mount.partial({ id: true }).optional(),
    doing: "Unmounting the storage",
    answers: "storage mount",
    idempotent: true,
    gone: notebookIsGone,
  },
  listWorkspaces: {
    ...ask,
    path: "/workspaces",
    query: ListWorkspacesQuery,
    response: WorkspacePage,
    doing: "Listing the workspaces",
    answers: "page of workspaces",
  },
  listPools: {
    ...ask,
    path: "/authoring/clusters",
    query: ListPoolsQuery,
    response: PoolPage,
    doing: "Listing the resource pools",
    answers: "page of resource pools",
  },
  showQuota: {
    ...ask,
    path: "/authoring/features/{feature}",
    response: Quota,
    doing: "Reading the quota",
    answers: "quota",
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
    gone: [],
  },
  /** Real clients ask it before anything else where no project id is given. */
  listProjects: {
    ...ask,
    service: "iam",
    path: "/projects",
    query: ProjectsQuery,
    response: Projects,
    doing: "Looking up the project",
    answers: "list of projects",
  },
  /** Real clients ask it for the account's id. */
  listAuthDomains: {
    ...ask,
    service: "iam",
    path: "/auth/domains",
    response: AuthDomains,
    doing: "Looking up the account",
    answers: "list of accounts",
  },
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
