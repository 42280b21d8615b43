/** The growth chart: seconds over the number of notebooks, one panel for each operation, as SVG. */
import { contestantNames, type ContestantName } from "../contestants";
import type { LifecycleRow, OperationName, Result } from "../result";
import { summary, type Summary } from "../statistics";

interface Point extends Summary {
  notebooks: number;
}

interface Line {
  name: ContestantName;
  points: Point[];
}

const panels: readonly OperationName[] = ["preview", "unchanged", "refresh"];
const titles: Partial<Record<OperationName, string>> = {
  preview: "preview of new notebooks",
  unchanged: "preview of unchanged notebooks",
  refresh: "refresh",
};

/** Colors that people with color blindness can tell apart. Source: Okabe and Ito, Color Universal Design. */
const colours: Readonly<Record<ContestantName, string>> = {
  ...{ empty: "#999999", floor: "#000000", wide: "#56b4e9", naive: "#e69f00" },
  ...{ "full-state": "#cc79a7", ours: "#0072b2", "ours-ts": "#009e73", plugin: "#d55e00" },
};

const [WIDTH, HEIGHT, LEFT, TOP, GAP] = [300, 260, 48, 36, 56];

/** Only at latency 0: there, the cost of the engine and of this package shows alone. */
export function chart({ lifecycle, machine, versions }: Result): string {
  const drawn = panels.map((operation) => ({ operation, lines: linesOf(lifecycle, operation) }));
  const names = contestantNames.filter((name) =>
    drawn.some(({ lines }) => lines.some((line) => line.name === name)),
  );
  const total = LEFT + panels.length * (WIDTH + GAP);
  const below = TOP + HEIGHT + 60;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${below + 30}" font-family="sans-serif" font-size="12">`,
    `<title>Seconds over the number of notebooks</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...drawn.map(({ operation, lines }, index) => panel(operation, lines, index)),
    ...names.map((name, index) => legend(name, LEFT + index * 100, below)),
    `<text x="${LEFT}" y="${below + 20}" fill="#666666">${escape(
      `Pulumi ${versions["pulumi"]}, Node ${versions["node"]}, ${machine.cores} cores; medians, with minimum and maximum`,
    )}</text>`,
    "</svg>",
    "",
  ].join("\n");
}

function linesOf(lifecycle: readonly LifecycleRow[], operation: OperationName): Line[] {
  const rows = lifecycle.filter((row) => row.operation === operation && row.latencyMs === 0);
  return contestantNames
    .map((name) => ({
      name,
      points: rows
        .filter(({ contestant }) => contestant === name)
        .map(({ notebooks, samples }) => ({
          notebooks,
          ...summary(samples.map(({ seconds }) => seconds)),
        }))
        .sort((a, b) => a.notebooks - b.notebooks),
    }))
    .filter(({ points }) => points.length > 0);
}

function panel(operation: OperationName, lines: readonly Line[], index: number): string {
  const points = lines.flatMap((line) => line.points);
  const most = Math.max(1, ...points.map(({ notebooks }) => notebooks));
  const longest = niceAbove(Math.max(1, ...points.map(({ max }) => max)));
  const x = (notebooks: number) => round((notebooks / most) * WIDTH);
  const y = (seconds: number) => round(HEIGHT - (seconds / longest) * HEIGHT);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return [
    `<g transform="translate(${LEFT + index * (WIDTH + GAP)} ${TOP})">`,
    `<text x="0" y="-14" font-weight="bold">${titles[operation]}, s</text>`,
    ...ticks.map((part) => {
      const at = y(part * longest);
      return (
        `<line x1="0" x2="${WIDTH}" y1="${at}" y2="${at}" stroke="#dddddd"/>` +
        `<text x="-6" y="${at + 4}" text-anchor="end">${part * longest}</text>` +
        `<text x="${x(part * most)}" y="${HEIGHT + 18}" text-anchor="middle">${Math.round(part * most)}</text>`
      );
    }),
    `<text x="${WIDTH / 2}" y="${HEIGHT + 36}" text-anchor="middle">notebooks</text>`,
    ...lines.map(({ name, points }) => {
      const path = points.map(({ notebooks, median }) => `${x(notebooks)},${y(median)}`).join(" ");
      const bars = points.map(
        ({ notebooks, min, max }) =>
          `<line x1="${x(notebooks)}" x2="${x(notebooks)}" y1="${y(min)}" y2="${y(max)}"/>`,
      );
      const dots = points.map(
        ({ notebooks, median }) => `<circle cx="${x(notebooks)}" cy="${y(median)}" r="2.5"/>`,
      );
      return (
        `<g stroke="${colours[name]}" fill="${colours[name]}">` +
        `<polyline points="${path}" fill="none" stroke-width="1.5"/>${bars.join("")}${dots.join("")}</g>`
      );
    }),
    "</g>",
  ].join("\n");
}

function legend(name: ContestantName, x: number, y: number): string {
  const colour = colours[name];
  return `<circle cx="${x + 4}" cy="${y - 4}" r="4" fill="${colour}"/><text x="${x + 14}" y="${y}">${name}</text>`;
}

/** The next number of 1, 2, 4 or 8 times a power of ten, so that a quarter of it is short. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 8].find((factor) => factor * power >= value) ?? 10) * power;
}

const round = (value: number) => Math.round(value * 10) / 10;

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
