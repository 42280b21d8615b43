/**
 * The API, one row an operation, under the API reference's own names. The types of the client and of the
 * simulator are made from this table: without a handler in the simulator, a row does not compile.
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
import { page, wholePage } from "./page";
import { Nothing, TagsQuery, TagsRequest } from "./tags";
import { AuthDomains, Projects, ProjectsQuery, TokenRequest, TokenResponse } from "./token";
import { ListPoolsQuery, ListWorkspacesQuery, PoolPage, Quota, WorkspacePage } from "./workspace";

export interface Operation {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The service of the operation. ModelArts' paths follow `/v1/{project_id}`, IAM's paths follow `/v3`. */
  service: "modelarts" | "iam";
  path: string;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** An optional schema also accepts an answer without a body. */
  response: z.ZodType;
  /** The begin of an error message: "Creating the notebook" + " failed". */
  doing: string;
  /** The name of the answer in errors. */
  answers: string;
  /** Of a list, the field of the answer that has the rows. */
  rows?: string;
  /** Fields of the answer that repeat a parameter of the path: the field's name → the parameter's name. */
  echoes?: Readonly<Record<string, string>>;
  /** Whether sending the request twice has the same effect as sending it once. */
  idempotent: boolean;
  /**
   * The error codes that mean "the resource in the path does not exist". Every other 404 is about something
   * else: the API gateway's means a wrong endpoint, others mean the project or the pool.
   */
  gone: readonly string[];
}

/** Source: both clouds' lists of error codes. */
const notebookGone = ["ModelArts.6309", "ModelArts.6404"] as const;
/** Source: the list of error codes (6797), and Terraform's provider for saved images (6404). */
const imageGone = ["ModelArts.6797", "ModelArts.6404"] as const;

const get = { method: "GET", service: "modelarts", idempotent: true, gone: [] } as const;
const list = { ...get, rows: "data" } as const;
const read = { ...get, gone: notebookGone } as const;
/** The answer is about the resource whose id is in the path. */
const byId = { echoes: { id: "id" } } as const;
/** Idempotent: a start of a running notebook, for example, is answered with an error and has no effect. */
const change = {
  service: "modelarts",
  idempotent: true,
  response: NotebookChange,
  gone: notebookGone,
  ...byId,
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
    ...byId,
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
  /**
   * Not idempotent: if an answer is lost, the request may take effect later, after a second stop and a start. So
   * whoever sends a stop again must know that, see `notebook/operations/steps.ts`.
   */
  stopNotebook: {
    ...change,
    idempotent: false,
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
    gone: notebookGone,
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
    gone: notebookGone,
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
    gone: notebookGone,
  },
  listNotebooks: {
    ...list,
    path: "/notebooks",
    query: ListNotebooksQuery,
    response: page(Notebook),
    doing: "Listing the notebooks",
    answers: "page of notebooks",
  },
  listAllNotebooks: {
    ...list,
    path: "/notebooks/all",
    query: ListNotebooksQuery,
    response: page(Notebook),
    doing: "Listing all users' notebooks",
    answers: "page of notebooks",
  },
  listFlavors: {
    ...list,
    path: "/notebooks/flavors",
    query: ListFlavorsQuery,
    response: page(Flavor),
    doing: "Listing the flavors",
    answers: "page of flavors",
  },
  listSwitchableFlavors: {
    ...read,
    rows: "data",
    path: "/notebooks/{id}/flavors",
    query: ListSwitchableFlavorsQuery,
    response: page(Flavor),
    doing: "Listing the flavors that the notebook can switch to",
    answers: "page of flavors",
  },
  listImages: {
    ...list,
    path: "/images",
    query: ListImagesQuery,
    response: page(Image),
    doing: "Listing the images",
    answers: "page of images",
  },
  showImage: {
    ...get,
    ...byId,
    gone: imageGone,
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
    gone: notebookGone,
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
  /** The answer may be empty. */
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
    gone: imageGone,
    ...byId,
  },
  listStorages: {
    ...read,
    rows: "data",
    path: "/notebooks/{id}/storage",
    response: wholePage(Mount),
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
    gone: notebookGone,
  },
  showStorage: {
    ...read,
    path: "/notebooks/{id}/storage/{storageId}",
    response: Mount,
    echoes: { id: "storageId" },
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
    echoes: { id: "storageId" },
    gone: notebookGone,
  },
  listWorkspaces: {
    ...list,
    path: "/workspaces",
    query: ListWorkspacesQuery,
    response: WorkspacePage,
    rows: "workspaces",
    doing: "Listing the workspaces",
    answers: "page of workspaces",
  },
  listPools: {
    ...list,
    path: "/authoring/clusters",
    query: ListPoolsQuery,
    response: PoolPage,
    doing: "Listing the resource pools",
    answers: "page of resource pools",
  },
  showQuota: {
    ...get,
    path: "/authoring/features/{feature}",
    response: Quota,
    echoes: { name: "feature" },
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
  /** Official clients call it first if no project id is configured. */
  listProjects: {
    ...list,
    service: "iam",
    path: "/projects",
    query: ProjectsQuery,
    response: Projects,
    rows: "projects",
    doing: "Looking up the project",
    answers: "list of projects",
  },
  /** Official clients call it for the account's id. */
  listAuthDomains: {
    ...list,
    service: "iam",
    path: "/auth/domains",
    response: AuthDomains,
    rows: "domains",
    doing: "Looking up the account",
    answers: "list of accounts",
  },
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
