/** Figures of the insights as they are said in more than one place. */
import { difference, ENOUGH, percent, shown, tenth } from "$lib/format";
import type { Period } from "$lib/generated/api";
import { text } from "$lib/text";
import { units } from "$lib/text/units";

/** Hours, always as hours: they are compared with each other. */
export const hours = (value: number): string => `${tenth(value)} ${units.hours}`;
export const share = (value: number | null): string | null => (value === null ? null : percent(value));
/** A share of so many; of too few to state one, how many of them. */
export const shareOf = (value: number | null, n: number): string | null =>
  value === null ? null : shown({ value, numerator: Math.round(value * n), denominator: n }, "proportion", "").text;
/** A range of shares, hours or whatever `say` says; `null` where there is none, or nothing lies between its ends. */
export const range = (low: number | null, high: number | null, say: (value: number) => string): string | null =>
  low === null || high === null || low === high ? null : text.insights.range(say(low), say(high));
/** A share now, and the one within reach where that is more. */
export const reach = (now: number, reachable: number | null): string => (reachable !== null && reachable > now ? `${percent(now)} → ${percent(reachable)}` : percent(now));
export const points = (value: number): string => difference(value, "proportion", "");
export const few = (n: number | null): boolean => n !== null && n < ENOUGH;

/** The local day of a moment in the reporting zone. Of its parts, as no locale writes them the same in every browser. */
export function localDay(moment: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date(moment));
  return ["year", "month", "day"].map((name) => parts.find(({ type }) => type === name)?.value ?? "").join("-");
}

/** The local days up to a moment that an insight looks at: so many times 24 hours, the first of them in part. */
export function lastDays(moment: string, days: number, zone: string): Period {
  const to = localDay(moment, zone);
  const first = new Date(Date.parse(`${to}T00:00:00Z`) - days * 86_400_000);
  return { from: first.toISOString().slice(0, 10), to };
}
