/** Finds a notebook by its name. */
import { ModelArtsError } from "../../client/errors";
import { everyNotebook, type ListingClient } from "../lists/notebook-lists";
import { similarNames } from "../shared/similar-names";

/**
 * The id of the notebook with this name. The API's filter matches parts of a name, and names are not unique.
 *
 * @param advice what to do if no notebook has the name.
 * @throws ModelArtsError if none or several of the user's notebooks have the name.
 */
export async function notebookIdOf(
  client: ListingClient,
  name: string,
  advice: string,
): Promise<string> {
  const { notebooks: similar, coverage } = await everyNotebook(client, { name });
  const [only, ...more] = similar.filter((notebook) => notebook.name === name);
  if (only !== undefined && more.length === 0) return only.id;
  if (only !== undefined) {
    const ids = [only, ...more].map(({ id }) => id).join(", ");
    throw new ModelArtsError(
      "modelarts/ambiguous-name",
      `Finding the notebook failed: ${more.length + 1} notebooks are called "${name}": ${ids}. ` +
        "Give the id of the one that is meant.",
    );
  }
  const namesOf = (notebooks: typeof similar) => notebooks.flatMap((each) => each.name ?? []);
  const suggestion = await similarNames(name, namesOf(similar), async () =>
    namesOf((await everyNotebook(client, {})).notebooks),
  );
  throw new ModelArtsError(
    "modelarts/not-found",
    [
      `Finding the notebook failed: you have no notebook called "${name}" in this project and region.`,
      suggestion ?? advice,
      ...coverage.gaps.map((gap) => `Not looked at: ${gap}`),
    ].join(" "),
  );
}
