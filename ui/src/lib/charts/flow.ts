/** Flows: from node to node along bands as wide as what goes along them. */
import { amount } from "$lib/format";
import type { ChartSpec, Flow, FlowLink } from "$lib/generated/api";
import type { ChartColours } from "./option";

export const FLOW_HEIGHT = 380;
/** What the names of the first and the last column take. */
const SIDE = 148;
/** The most letters of a line of a name. */
const LETTERS = 20;

/** What is drawn of a flow, if the chart is one. */
export const flowOf = (spec: ChartSpec): Flow | null => (spec.kind === "flow" ? (spec.flow ?? null) : null);

const valueOf = (spec: ChartSpec, category: number): number => Math.max(0, spec.series[0]?.points[category]?.value ?? 0);

/** Where a band can be drawn: with something going along it, from left to right. */
const isDrawn = (spec: ChartSpec, flow: Flow, { from, to }: FlowLink, category: number): boolean =>
  (flow.nodes[from]?.column ?? Infinity) < (flow.nodes[to]?.column ?? -Infinity) && valueOf(spec, category) > 0;

/** What goes through each node, and what comes in at all. */
export function through(spec: ChartSpec): { nodes: number[]; whole: number } {
  const flow = flowOf(spec);
  if (!flow) return { nodes: [], whole: 0 };
  const sum = (end: "from" | "to", node: number) => flow.links.reduce((all, link, at) => (link[end] === node && isDrawn(spec, flow, link, at) ? all + valueOf(spec, at) : all), 0);
  const sides = flow.nodes.map((_, node) => [sum("to", node), sum("from", node)] as const);
  return { nodes: sides.map(([inward, outward]) => Math.max(inward, outward)), whole: sides.reduce((all, [inward, outward]) => (inward === 0 ? all + outward : all), 0) };
}

/** The bands that are drawn, by their categories: what ECharts calls an edge. */
export const bands = (spec: ChartSpec): number[] => {
  const flow = flowOf(spec);
  return flow ? flow.links.flatMap((link, at) => (at < spec.categories.length && isDrawn(spec, flow, link, at) ? [at] : [])) : [];
};

/** A node's place among the colours by order: the nodes that the flow parts into have one. As in saved pictures. */
function tint(flow: Flow, node: number): number | null {
  const columns = flow.nodes.map(({ column }) => column);
  const [first, last] = [Math.min(...columns), Math.max(...columns)];
  const isTinted = (column: number | undefined) => column !== undefined && column > first && (column < last || last === first + 1);
  return isTinted(columns[node]) ? columns.slice(0, node).filter(isTinted).length : null;
}

/** What goes through a node, and of all that comes in which share. */
function figuresOf(spec: ChartSpec, node: number): string {
  const { nodes, whole } = through(spec);
  const value = nodes[node] ?? 0;
  return `${amount(value, spec.unit, spec.currency ?? "")} · ${amount(whole > 0 ? value / whole : 0, "proportion", "")}`;
}

/** What is said of a node, by the name that ECharts has for it: its place. */
export function nodeWords(spec: ChartSpec, place: string | undefined): string | undefined {
  const node = flowOf(spec)?.nodes[Number(place)];
  return node && `${node.name}: ${figuresOf(spec, Number(place))}`;
}

/** A name in at most two lines, without the signs that ECharts takes for its own. */
function wrapped(name: string): string[] {
  const lines = [""];
  for (const word of name.replace(/[{}|]/g, " ").split(/\s+/)) {
    const line = `${lines.at(-1)} ${word}`.trim();
    if (line.length <= LETTERS || lines.at(-1) === "" || lines.length === 2) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.map((line) => (line.length > LETTERS ? `${line.slice(0, LETTERS - 1).trimEnd()}…` : line));
}

/** What ECharts draws for a flow, beside what all charts have. */
export function flowParts(spec: ChartSpec, colours: ChartColours): object {
  const flow = flowOf(spec);
  if (!flow) return {};
  const colour = (place: number | null) => (place === null ? colours.inkFaint : (colours.order[place % colours.order.length] ?? colours.ink));
  const { nodes } = through(spec);
  const columns = [...new Set(flow.nodes.filter((_, at) => (nodes[at] ?? 0) > 0).map(({ column }) => column))].toSorted((one, two) => one - two);
  const data = flow.nodes.flatMap(({ name, column }, at) => {
    if (!nodes[at]) return [];
    const position = column === columns[0] ? "left" : "right";
    return [{
      name: String(at), depth: columns.indexOf(column), itemStyle: { color: colour(tint(flow, at)) },
      label: { position, formatter: [...wrapped(name).map((line) => `{name|${line}}`), `{words|${figuresOf(spec, at)}}`].join("\n") },
    }];
  });
  return {
    series: [{
      type: "sankey", id: "series-0", name: spec.series[0]?.name, draggable: false, layoutIterations: 0, nodeAlign: "justify", nodeWidth: 12, nodeGap: 30,
      left: SIDE, right: SIDE, top: 18, bottom: 18, emphasis: { focus: "none" }, data,
      links: bands(spec).map((at) => {
        const { from, to } = flow.links[at] as FlowLink;
        return { source: String(from), target: String(to), value: valueOf(spec, at), lineStyle: { color: colour(tint(flow, to) ?? tint(flow, from)), opacity: 0.38, curveness: 0.5 } };
      }),
      label: { color: colours.ink, rich: { name: { color: colours.ink, fontSize: 11.5, fontWeight: 600, lineHeight: 15 }, words: { color: colours.ink, fontSize: 11, lineHeight: 14 } }, textBorderColor: colours.surface, textBorderWidth: 3 },
    }],
  };
}
