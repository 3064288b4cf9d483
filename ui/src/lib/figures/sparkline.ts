/** A trend as a line of a few pixels: where its points are, and what it says in words. */
import { amount, NO_VALUE } from "$lib/format";
import type { Kpi, TrendPoint, WeekStart } from "$lib/generated/api";
import { periodKind, periodName } from "$lib/period";
import { text } from "$lib/text";

export interface Spot {
  x: number;
  y: number;
  recent: boolean;
}

export interface Drawing {
  /** Stretches between neighbours that both have a value; to or from one that may still change they are broken. */
  stretches: { from: Spot; to: Spot; broken: boolean }[];
  /** Points that stand alone, or may still change. */
  dots: Spot[];
  /** The last one that can be relied on. */
  last: Spot | null;
}

/** Room for the mark at the ends. */
const MARGIN = 4;

export function drawing(points: Pick<TrendPoint, "value" | "recent">[], width: number, height: number): Drawing {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const across = (at: number) => MARGIN + (points.length > 1 ? (at / (points.length - 1)) * (width - 2 * MARGIN) : 0);
  // What never moved runs through the middle.
  const up = (value: number) => (high > low ? MARGIN + ((high - value) / (high - low)) * (height - 2 * MARGIN) : height / 2);
  const spots = points.map(({ value, recent }, at): Spot | null => (value === null ? null : { x: across(at), y: up(value), recent }));
  const stretches = spots.flatMap((to, at) => {
    const from = at > 0 ? spots[at - 1] : null;
    return from && to ? [{ from, to, broken: from.recent || to.recent }] : [];
  });
  const alone = (at: number) => !spots[at - 1] && !spots[at + 1];
  const dots = spots.filter((spot, at): spot is Spot => spot !== null && (spot.recent || alone(at)));
  return { stretches, dots, last: spots.findLast((spot) => spot && !spot.recent) ?? null };
}

/** `12 weeks`, by what the points are. */
export function reachOf(points: TrendPoint[], weekStart: WeekStart): string {
  const kind = points[0] ? periodKind(points[0].period, weekStart) : "week";
  return text.trend.reach[kind === "month" || kind === "quarter" ? kind : "week"](points.length);
}

/** First, last, lowest and highest, and what may still change: all that the line shows. */
export function trendWords(kpi: Kpi, points: TrendPoint[], weekStart: WeekStart, currency: string): string {
  const words = text.trend;
  const known = points.filter((point): point is TrendPoint & { value: number } => point.value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return `${words.of(kpi.title, reachOf(points, weekStart))} ${NO_VALUE}`;
  const say = ({ value, period }: typeof first) => words.point(amount(value, kpi.unit, currency), periodName(period, weekStart));
  const lowest = known.reduce((one, two) => (two.value < one.value ? two : one));
  const highest = known.reduce((one, two) => (two.value > one.value ? two : one));
  const recent = known.filter((point) => point.recent).length;
  const gaps = points.length - known.length;
  return [
    words.of(kpi.title, reachOf(points, weekStart)), words.first(say(first)), words.last(say(last)), words.lowest(say(lowest)), words.highest(say(highest)),
    ...(recent > 0 ? [words.recent(recent)] : []), ...(gaps > 0 ? [words.gaps(gaps)] : []),
  ].join(" ");
}
