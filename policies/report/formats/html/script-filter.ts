/** The part of the script that filters by chips, tiles and words. */
export const FILTER = String.raw`
const find = one("#find");
const text = (...parts) => parts.filter((part) => part !== undefined).join("\n").toLowerCase();
const tableRows = (kind) => all("table." + kind + " > tbody > tr");
// In the order of the data, so before any sorting.
const rowsOf = { undecided: tableRows("undecided"), exemptions: tableRows("exemptions"), fleet: tableRows("fleet") };

/** The groups of a view, their rows and the items in these, in the order of the data. */
const groupsIn = (view, itemsOf) =>
  all(".view." + view + " > details").map((element) => {
    const count = one(".count", element);
    const rows = [...one("table", element).tBodies[0].rows].map((row) => ({ row, items: itemsOf(row) }));
    return { element, count, all: count.textContent, rows };
  });
let views;
const byView = () =>
  (views ??= [
    { groups: groupsIn("by-rule", (row) => [...row.cells[1].firstElementChild.children]), order: undefined },
    { groups: groupsIn("by-notebook", (row) => [row]), order: data().byNotebook },
  ]);

let texts;
const searched = () =>
  (texts ??= {
    rules: data().rules.map(({ name, description, remedy, controls }) => text(name, description, remedy, ...controls)),
    messages: data().messages.map((message) => text(message)),
    resources: data().resources.map(({ name, id, urn, position }) => text(name, id, urn, position?.file)),
    fleet: data().fleet.map(({ name, id, urn, owner, status, flavor, region }) =>
      text(name, id, urn, owner, status, flavor, region),
    ),
  });

/** What the reader chose: values by the name of the filter, and words. */
const chosen = () => {
  const values = {};
  for (const { name, value } of all(".chips input:checked")) (values[name] ??= new Set()).add(value);
  return { values, words: find.value.trim().toLowerCase().split(/\s+/).filter(Boolean) };
};

/** Which results fit the choice. Chips of one row are alternatives; all words must be there. */
const fitting = ({ values, words }) => {
  const { rules, resources, violations, exemptions, undecided, fleet, statuses, risks, notebookOf } = data();
  const isChosen = (name, value) => values[name] === undefined || values[name].has(value);
  const fleetFits = fleet.map(
    ({ owner = "" }, index) =>
      isChosen("status", statuses[index]) &&
      isChosen("owner", owner) &&
      (values.risk === undefined || risks[index].some((risk) => values.risk.has(risk))),
  );
  const needsFleet = values.status ?? values.owner ?? values.risk;
  const resourceFits = resources.map((_, index) => fleetFits[notebookOf[index]] ?? needsFleet === undefined);
  const hits = words.map((word) => {
    const has = (each) => each.includes(word);
    const byName = searched();
    const inFleet = byName.fleet.map(has);
    const inResources = byName.resources.map((each, index) => has(each) || inFleet[notebookOf[index]] === true);
    return { rules: byName.rules.map(has), messages: byName.messages.map(has), resources: inResources, fleet: inFleet };
  });
  const fits = (rule, severity, level, resource, message) =>
    isChosen("severity", severity) &&
    isChosen("level", level) &&
    resourceFits[resource] &&
    hits.every((hit) => hit.rules[rule] || hit.resources[resource] || hit.messages[message]);
  const shown = violations.map((violation) => {
    const [rule, severity, level, resource, message] = violation;
    return fits(rule, severity, level, resource, message);
  });
  const ruleNumbers = new Map(rules.map(({ name }, index) => [name, index]));
  const fitsText = ({ rule, severity, level, resource, reason, message }) => {
    const number = ruleNumbers.get(rule);
    const own = text(reason, message);
    return (
      isChosen("severity", severity) &&
      isChosen("level", level ?? rules[number].level) &&
      resourceFits[resource] &&
      words.every((word, at) => hits[at].rules[number] || hits[at].resources[resource] || own.includes(word))
    );
  };
  const withViolation = new Set(violations.filter((_, index) => shown[index]).map(([, , , resource]) => notebookOf[resource]));
  const needsViolation = values.severity !== undefined || values.level !== undefined;
  return {
    violations: shown,
    exemptions: exemptions.map(fitsText),
    undecided: undecided.map(fitsText),
    fleet: fleet.map(
      (_, index) =>
        fleetFits[index] &&
        (withViolation.has(index) || (!needsViolation && hits.every((hit) => hit.fleet[index]))),
    ),
    rules: rules.map(
      ({ severity, level }, index) =>
        needsFleet === undefined &&
        isChosen("severity", severity) &&
        isChosen("level", level) &&
        hits.every((hit) => hit.rules[index]),
    ),
  };
};

const setHidden = (element, isHidden) => {
  if (element !== null && element.hidden !== isHidden) element.hidden = isHidden;
};
const number = (flags) => flags.filter(Boolean).length;

/** With so few violations left, their groups are opened. */
const MAX_OPEN = 30;
const openedByFilter = new Set();

const showView = ({ groups, order }, flags, isActive, isFew) => {
  let index = 0;
  for (const { element, count, all, rows } of groups) {
    let inGroup = 0;
    for (const { row, items } of rows) {
      let inRow = 0;
      for (const item of items) {
        const isShown = flags[order === undefined ? index : order[index]];
        index += 1;
        inRow += isShown ? 1 : 0;
        setHidden(item, !isShown);
      }
      setHidden(row, inRow === 0);
      inGroup += inRow;
    }
    setHidden(element, inGroup === 0);
    const label = isActive ? inGroup + " of " + all : all;
    if (count.textContent !== label) count.textContent = label;
    if (isFew && inGroup > 0 && !element.open) {
      element.open = true;
      openedByFilter.add(element);
    } else if (!isFew && openedByFilter.delete(element)) element.open = false;
  }
};

/** The flags of the last choice; undefined while everything is shown. */
let shownNow;
const apply = () => {
  const choice = chosen();
  const isActive = choice.words.length > 0 || Object.keys(choice.values).length > 0;
  if (!isActive && shownNow === undefined) return;
  const flags = fitting(choice);
  shownNow = isActive ? flags : undefined;
  const found = number(flags.violations);
  for (const view of byView()) showView(view, flags.violations, isActive, isActive && found <= MAX_OPEN);
  for (const kind of ["undecided", "exemptions", "fleet"]) {
    rowsOf[kind].forEach((row, index) => setHidden(row, !flags[kind][index]));
  }
  for (const rule of all("[data-rule]")) setHidden(rule, !flags.rules[rule.dataset.rule]);
  const sections = { violations: flags.violations, undecided: flags.undecided, exemptions: flags.exemptions, notebooks: flags.fleet, rules: flags.rules };
  let isEmpty = true;
  for (const [id, part] of Object.entries(sections)) {
    const left = number(part);
    const isHidden = isActive && left === 0;
    setHidden(one("#" + id), isHidden);
    const link = one("nav a[href='#" + id + "']");
    setHidden(link, isHidden);
    if (link !== null) one("b", link).textContent = left;
    const note = one("#" + id + " > details > summary > .dim");
    if (note !== null) {
      note.dataset.all ??= note.textContent;
      note.textContent = isActive ? left + " of " + part.length : note.dataset.all;
    }
    isEmpty &&= left === 0;
  }
  setHidden(one("#none"), !(isActive && isEmpty));
  if (isActive) for (const part of all("main > section > details.part:not(#rules > *)")) part.open = true;
  const status = one("#found");
  status.hidden = !isActive;
  status.textContent = isActive
    ? found + " of " + flags.violations.length + " violations, " + number(flags.fleet) + " of " + flags.fleet.length + " notebooks"
    : "";
  setHidden(one("#clear"), !isActive);
  for (const tile of all("a[data-filter]")) {
    tile.setAttribute("aria-pressed", choice.values[tile.dataset.filter]?.has(tile.dataset.value) === true);
  }
};
const clear = () => {
  find.value = "";
  for (const box of all(".chips input:checked")) box.checked = false;
  apply();
};
find.addEventListener("input", apply);
find.closest("form").addEventListener("submit", (event) => event.preventDefault());
one("#clear").addEventListener("click", clear);
for (const row of all(".chips")) row.addEventListener("change", apply);
for (const tile of all("a[data-filter]")) {
  const box = all(".chips input").find(
    ({ name, value }) => name === tile.dataset.filter && value === tile.dataset.value,
  );
  tile.setAttribute("role", "button");
  tile.setAttribute("aria-pressed", "false");
  tile.addEventListener("click", (event) => {
    event.preventDefault();
    box.click();
  });
  tile.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    box.click();
  });
}
`;
