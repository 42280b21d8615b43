/** Checks of the lists of notebooks: their pages and limits. */
import { fromRefusal, inWords, type Check } from "../check";
import { attempt } from "../outcome";
import type { Walk } from "../walk";

/** One notebook is enough: the list is filtered by its name, so page 0 has only this notebook. */
export const page: Check<"page"> = async (walk) => {
  await walk.creation();
  if (!(await isListed(walk, 0))) return { notTried: "the list does not hold the notebook" };
  const outcome = await attempt(isListed(walk, 1));
  if ("refused" in outcome) return { other: inWords(outcome.refused) };
  return { value: outcome.answer ? "floor" : "start" };
};

async function isListed({ client, plan, id }: Walk, offset: number): Promise<boolean> {
  const query = { name: plan.name, limit: 10, offset };
  const { data } = await client.listNotebooks({ query });
  return data.some((notebook) => notebook.id === id);
}

export const listLimit: Check<"list-limit"> = async ({ client, plan }) => {
  const query = { name: plan.name, limit: 30, offset: 0 };
  const outcome = await attempt(client.listNotebooks({ query }));
  if (!("refused" in outcome)) return { value: "taken" };
  return fromRefusal(outcome.refused, { "ModelArts.6336": "refused" });
};
