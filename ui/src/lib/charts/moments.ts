/** What lies behind and across a chart over time: the hatched tail, whose values may still change, and the marked moments. */
import type { ChartSpec, Mark } from "$lib/generated/api";
import type { ChartColours } from "./option";

type Spot = [x: number, y: number];

interface Plane {
  coordSys: { x: number; y: number; width: number; height: number };
  dataIndex: number;
}

interface Api {
  coord(at: Spot): Spot;
  size(of: Spot): Spot;
}

/** Rows of labels above the plane, and how high one is. */
const ROWS = 2;
const ROW = 15;
/** Between a line and its label. */
const GAP = 4;
/** About as wide as a letter of a label is. */
const LETTER = 6;
/** Between two lines of the hatching. */
const PITCH = 8;
/** How the line of each kind is broken: dashes for a release, dots for a definition. As in saved pictures. */
export const DASHES: Record<Mark["kind"], number[]> = { ai_release: [5, 4], definition_change: [1.5, 3] };

/** The room that the marks' labels take above the plane. */
export const headOf = (spec: ChartSpec): number => (spec.marks.length > 0 ? Math.min(spec.marks.length, ROWS) * ROW + GAP : 0);

/** What a reader should know of a category: what happened in it, and whether its values may still change. */
export const remarks = (spec: ChartSpec, category: number): string[] => [
  ...spec.marks.filter((mark) => mark.category === category).map(({ text }) => text),
  ...(spec.tail && category >= spec.tail.from ? [spec.tail.label] : []),
];

/** Slanted lines across a rectangle. */
export function hatching(x: number, y: number, width: number, height: number): [x1: number, y1: number, x2: number, y2: number][] {
  const lines: [number, number, number, number][] = [];
  for (let sum = PITCH; sum < width + height; sum += PITCH) {
    const [from, to] = [Math.max(0, sum - height), Math.min(width, sum)];
    lines.push([x + from, y + sum - from, x + to, y + sum - to]);
  }
  return lines;
}

function tail(spec: ChartSpec, colours: ChartColours): object[] {
  const from = spec.tail?.from;
  if (from === undefined) return [];
  return [{
    type: "custom", id: "tail", silent: true, z: 0, data: [[from]], encode: { x: 0, y: [] }, tooltip: { show: false },
    renderItem({ coordSys: plane }: Plane, api: Api) {
      const left = api.coord([from, 0])[0] - api.size([1, 0])[0] / 2;
      const width = plane.x + plane.width - left;
      return { type: "group", children: [
        { type: "rect", shape: { x: left, y: plane.y, width, height: plane.height }, style: { fill: colours.line, opacity: 0.35 } },
        ...hatching(left, plane.y, width, plane.height).map(([x1, y1, x2, y2]) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: colours.inkFaint, lineWidth: 1, opacity: 0.45 } })),
      ] };
    },
  }];
}

interface Place {
  row: number;
  from: number;
  to: number;
}

/**
 * Where each label has room: right of its line, else left, in the first row where it lies on no other label and no line
 * goes through it; null where there is none. The lines come from left to right.
 */
export function places(lines: { x: number; label: string }[], left: number, right: number): (Place | null)[] {
  const placed: (Place | null)[] = [];
  lines.forEach(({ x, label }, at) => {
    const width = label.length * LETTER;
    const fits = ({ row, from, to }: Place) => {
      // A line reaches up to the row of its own label; how far a later one will is not known yet.
      const reaches = (other: number) => other > at || (placed[other]?.row ?? -1) >= row;
      const crossed = lines.some((line, other) => other !== at && reaches(other) && line.x >= from && line.x <= to);
      const apart = placed.every((other) => !other || other.row !== row || from > other.to + GAP || to + GAP < other.from);
      return from >= left && to <= right && !crossed && apart;
    };
    const rows = Array.from({ length: ROWS }, (_, row) => [x + GAP, x - GAP - width].map((from) => ({ row, from, to: from + width })));
    placed.push(rows.flat().find(fits) ?? null);
  });
  return placed;
}

function marked(spec: ChartSpec, colours: ChartColours, font: string): object[] {
  if (spec.marks.length === 0) return [];
  // A bar stands for the whole of its category, so the line is at that end of it which is nearer.
  const whole = (within: number) => (spec.kind === "lines" ? within : Math.round(within));
  return [{
    type: "custom", id: "marks", z: 4, data: spec.marks.map(({ category }) => [category]), encode: { x: 0, y: [] },
    renderItem({ coordSys: plane, dataIndex }: Plane, api: Api) {
      const slot = api.size([1, 0])[0];
      const lines = spec.marks.map(({ category, within, label }) => ({ x: api.coord([category, 0])[0] + (whole(within) - 0.5) * slot, label }));
      const [mark, line] = [spec.marks[dataIndex], lines[dataIndex]];
      if (!mark || !line) return null;
      const place = places(lines, plane.x - 8, plane.x + plane.width + 8)[dataIndex];
      const level = (row: number) => plane.y - 8 - row * ROW;
      const shape = { x1: line.x, y1: place ? level(place.row) - 5 : plane.y, x2: line.x, y2: plane.y + plane.height };
      return { type: "group", children: [
        { type: "line", shape, style: { stroke: colours.ink, lineWidth: 1.25, lineDash: DASHES[mark.kind] } },
        ...(place ? [{ type: "text", style: { text: mark.label, x: place.from, y: level(place.row), fill: colours.ink, fontSize: 11, fontWeight: 550, fontFamily: font, verticalAlign: "middle" } }] : []),
      ] };
    },
  }];
}

export const moments = (spec: ChartSpec, colours: ChartColours, font: string): object[] => [...tail(spec, colours), ...marked(spec, colours, font)];
