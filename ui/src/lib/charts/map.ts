/** Maps: a bubble for each category, where the core has placed it, so that none lies on another. */
import { amount } from "$lib/format";
import type { Axis, ChartMap, ChartSpec } from "$lib/generated/api";
import { inkOn } from "./heat";
import type { ChartColours } from "./option";

/** The sign in the bubbles of each class, so that colour is never alone; as in saved pictures. */
export const SIGNS = ["", "■", "▲", "◆"];
export const signOf = (of: number): string => SIGNS[of % SIGNS.length] ?? "";

export const MAP_HEIGHT = 460;
/** About as wide as a letter of a name is, how high one is, and the most letters. */
const [LETTER, LINE, LETTERS] = [6.8, 14, 26];
/** The most bubbles that a place for a name is looked for. */
const NAMED = 100;

/** What is drawn of a map, if the chart is one. */
export const mapOf = (spec: ChartSpec): ChartMap | null => (spec.kind === "map" ? (spec.map ?? null) : null);

/** The class of a category, and what its mark says: what stands beside its scores. */
export function bubbleRemarks(spec: ChartSpec, category: number): string[] {
  const map = mapOf(spec);
  if (!map) return [];
  return [map.classes[map.class_of[category] ?? -1] ?? "", map.marked[category] ? map.mark : ""].filter(Boolean);
}

interface Plane {
  coordSys: { x: number; y: number; width: number; height: number };
  dataIndex: number;
}
interface Api {
  coord(at: [number, number]): [number, number];
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
/** Where a name stands, and at which of its ends it must not come nearer to its disc. */
interface Place extends Box {
  align: "left" | "right" | "center";
}
interface Disc {
  cx: number;
  cy: number;
  r: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const meet = (one: Box, two: Box): boolean => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
const covers = ({ cx, cy, r }: Disc, box: Box): boolean => Math.hypot(cx - clamp(cx, box.left, box.right), cy - clamp(cy, box.top, box.bottom)) < r;

/** Where the names of the largest discs stand: right, left, below or above them, on no disc and on no other name; null where there is no room. */
export function namePlaces(discs: (Disc | null)[], names: string[], plane: Box): (Place | null)[] {
  const places: (Place | null)[] = discs.map(() => null);
  const taken: Box[] = [];
  const order = discs.flatMap((disc, at) => (disc ? [{ disc, at }] : [])).toSorted((one, two) => two.disc.r - one.disc.r);
  for (const { disc: { cx, cy, r }, at } of order.slice(0, NAMED)) {
    const wide = (names[at]?.length ?? 0) * LETTER;
    const spots: [Place["align"], left: number, top: number][] = [
      ["left", cx + r + 4, cy - LINE / 2], ["right", cx - r - 4 - wide, cy - LINE / 2], ["center", cx - wide / 2, cy + r + 1], ["center", cx - wide / 2, cy - r - 1 - LINE],
    ];
    const found = spots.map(([align, left, top]) => ({ align, left, top, right: left + wide, bottom: top + LINE })).find((box) =>
      box.left >= plane.left && box.right <= plane.right && box.top >= plane.top && box.bottom <= plane.bottom && !taken.some((other) => meet(box, other)) && !order.some(({ disc }) => covers(disc, box)));
    if (!found) continue;
    taken.push(found);
    places[at] = found;
  }
  return places;
}

const steps = ({ low, high, step }: Axis): number => Math.max(1, (high - low) / step);

/** What ECharts draws for a map, beside what all charts have. */
export function mapParts(spec: ChartSpec, colours: ChartColours, font: string): object {
  const map = mapOf(spec);
  if (!map) return {};
  const label = { color: colours.inkFaint, fontSize: 11.5 };
  const axis = (side: 0 | 1) => {
    const { low, high, step } = map.axes[side];
    return {
      type: "value", min: low, max: high, interval: step, name: spec.series[side]?.name, nameLocation: "middle", nameGap: side === 0 ? 26 : 24,
      nameTextStyle: { color: colours.ink, fontSize: 11.5, fontWeight: 600 }, splitLine: { lineStyle: { color: colours.line } }, axisLine: { show: false }, axisTick: { show: false },
      // The outermost lines are only there to give the bubbles room.
      axisLabel: { ...label, formatter: (value: number) => (value > low && value < high ? amount(value, spec.unit, spec.currency ?? "") : "") },
    };
  };
  const { bubbles } = map;
  const names = spec.categories.map((name) => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1).trimEnd()}…` : name));
  // All names have to be placed before the first bubble is drawn.
  const first = bubbles.findIndex(Boolean);
  let discs: (Disc | null)[] = [];
  let places: (Place | null)[] = [];
  const series = {
    // Sizes are of the third series, and a click is on one of these.
    type: "custom", id: "series-2", name: spec.series[2]?.name, encode: { x: 0, y: 1 },
    data: bubbles.map((bubble) => (bubble ? [bubble.x, bubble.y] : [null, null])),
    renderItem({ coordSys: plane, dataIndex }: Plane, api: Api) {
      if (dataIndex === first) {
        const step = Math.min(plane.width / steps(map.axes[0]), plane.height / steps(map.axes[1]));
        discs = bubbles.map((one) => {
          if (!one) return null;
          const [cx, cy] = api.coord([one.x, one.y]);
          return { cx, cy, r: Math.max(3, one.radius * step) };
        });
        places = namePlaces(discs, names, { left: plane.x, top: plane.y, right: plane.x + plane.width, bottom: plane.y + plane.height });
      }
      const [disc, place] = [discs[dataIndex], places[dataIndex]];
      if (!disc) return null;
      const { cx, cy, r } = disc;
      const of = map.class_of[dataIndex] ?? 0;
      const fill = colours.order[of % colours.order.length] ?? colours.ink;
      const wall = map.marked[dataIndex] ? Math.min(4, Math.max(1, Math.round(r * 0.13))) : 0;
      const circle = (radius: number, colour: string) => ({ type: "circle", shape: { cx, cy, r: radius }, style: { fill: colour } });
      const ring = wall > 0 ? [circle(r, colours.ink), circle(r - wall, colours.surface)] : [];
      const sign = signOf(of);
      const words = sign && r > 5 ? [{ type: "text", silent: true, style: { text: sign, x: cx, y: cy, fill: inkOn(fill), align: "center", verticalAlign: "middle", fontSize: r * 0.8 } }] : [];
      const name = place ? [{ type: "text", silent: true, style: { text: names[dataIndex], x: place.align === "center" ? (place.left + place.right) / 2 : place[place.align], y: (place.top + place.bottom) / 2, fill: colours.ink, align: place.align, verticalAlign: "middle", fontSize: 11, fontWeight: 550, fontFamily: font } }] : [];
      return { type: "group", children: [...ring, circle(Math.max(1, r - 2 * wall), fill), ...words, ...name] };
    },
  };
  return {
    grid: { outerBoundsMode: "same", outerBoundsContain: "axisLabel", left: 30, right: 12, top: 8, bottom: 30 },
    xAxis: axis(0), yAxis: axis(1), series: [series],
  };
}
