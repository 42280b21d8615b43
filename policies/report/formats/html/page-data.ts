/**
 * The report as data in the page, once: the script filters by it and makes the downloads from it. Names and
 * messages are numbered, because thousands of notebooks have the same few.
 */
import { printableLines } from "pulumi-modelarts/wire/printable";
import { risks, statusGroup, type Risk } from "../../model/fleet";
import type { Report } from "../../model/report";
import { verdict } from "../../model/verdict";
import { Markup } from "./markup";
import { resourceId, type PageModel } from "./page-model";

export function pageData(model: PageModel): Markup {
  const { report, rules, resources, messages, violations, byNotebook, notebookOf, ruleOf } = model;
  const { fleet, exemptions, undecided } = report;
  const resourceOf = (resource: Report["violations"][number]["resource"]) =>
    resources.of(resourceId(resource), resource);
  const numbers = new Map(violations.map((violation, index) => [violation, index]));
  const data = {
    report: facts(report),
    rules,
    resources: resources.values.map(({ position, ...resource }) => ({
      ...resource,
      // An audit has no program.
      ...(report.kind === "events" && { position }),
    })),
    /** The number of each resource's notebook in the fleet, or -1. */
    notebookOf: resources.values.map((resource) => notebookOf(resource) ?? -1),
    messages: messages.values,
    /** In the order of the view by rule. */
    violations: violations.map(({ rule, severity, level, resource, message }) => [
      ruleOf(rule),
      severity,
      level,
      resourceOf(resource),
      messages.of(message, message),
    ]),
    /** The numbers of the violations in the order of the view by notebook. */
    byNotebook: byNotebook.flatMap((group) => group.violations.map((each) => numbers.get(each))),
    exemptions: exemptions.map(({ resource, ...rest }) => ({
      ...rest,
      resource: resourceOf(resource),
    })),
    undecided: undecided.map(({ resource, ...rest }) => ({
      ...rest,
      resource: resourceOf(resource),
    })),
    fleet,
    statuses: fleet.map(statusGroup),
    risks: fleet.map((notebook) =>
      (Object.keys(risks) as Risk[]).filter((risk) => risks[risk](notebook)),
    ),
  };
  // A template's content is inert, and without these characters it is text.
  const json = JSON.stringify(data, (_, value: unknown) =>
    typeof value === "string" ? printableLines(value) : value,
  ).replace(/[<>&]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return new Markup(`<template id="data">${json}</template>`);
}

/** What the download says besides the lists. */
function facts({ kind, createdAt, scope, packs, coverage, runErrors, ...lists }: Report) {
  const made = new Date(createdAt).toISOString();
  const said = verdict({ kind, createdAt, packs, runErrors, ...lists });
  return { kind, createdAt: made, verdict: said, scope, packs, coverage, runErrors };
}
