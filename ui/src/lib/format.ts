/** Figures, times and sizes as the reader sees them, in the manner of the text's language. */
import type { Change, Direction, Figure, Unit } from "$lib/generated/api";
import { dates, numbers } from "$lib/formats";
import { locale } from "$lib/language";
import { units } from "$lib/text/units";
import { times } from "$lib/times.svelte";

/** `none`: there is no value; `faint`: too few tickets to lean on. */
export type Tone = "normal" | "faint" | "none";

export const NO_VALUE = "—";
/** Below this many tickets no rate is stated, only k/n. */
export const FEW = 5;
/** Below this many tickets a rate is greyed. */
export const ENOUGH = 30;

const whole = numbers({ maximumFractionDigits: 0 });
const tenths = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredths = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percents = numbers({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const wholePercents = numbers({ style: "percent", maximumFractionDigits: 0 });
const plurals = new Intl.PluralRules(locale);
const and = new Intl.ListFormat(locale, { type: "conjunction" });
const or = new Intl.ListFormat(locale, { type: "disjunction" });
const minus = (text: string) => text.replace("-", "−");

export const count = (value: number): string => minus(whole.format(value));
export const tenth = (value: number): string => minus(tenths.format(value));
export const percent = (proportion: number): string => minus(percents.format(proportion));
/** The word for one or for more, as the number wants it. */
export const plural = (n: number, one: string, more: string): string => (plurals.select(n) === "one" ? one : more);
/** A number with its word. */
export const counted = (n: number, one: string, more: string): string => `${count(n)} ${plural(n, one, more)}`;
export const all = (items: string[]): string => and.format(items);
export const any = (items: string[]): string => or.format(items);

const inCurrency = (currency: string) => ({ style: "currency", currency, currencyDisplay: "narrowSymbol" }) as const;
/** Of a figure, from 1,000 on without cents, as in pictures. */
const roughly = (value: number) => (Math.abs(value) < 1000 ? {} : { minimumFractionDigits: 0, maximumFractionDigits: 0 });

/** An amount to the cent. */
export function money(value: number, currency: string): string {
  return minus(numbers(inCurrency(currency)).format(value));
}

/** Minutes as a person says them: up to two hours in minutes, up to two days in hours, then in days, which business hours have none of. */
export function minutes(value: number): string {
  const size = Math.abs(value);
  if (size < 120) return minus(`${tenths.format(value)} ${units.minutes}`);
  return minus(size < 2880 || times.inBusinessHours ? `${tenths.format(value / 60)} ${units.hours}` : `${tenths.format(value / 1440)} ${units.days}`);
}

export function amount(value: number, unit: Unit, currency: string): string {
  switch (unit) {
    case "proportion":
      return percent(value);
    case "money":
      return minus(numbers({ ...inCurrency(currency), ...roughly(value) }).format(value));
    case "minutes":
      return minutes(value);
    case "score":
      return minus(hundredths.format(value));
    case "count":
      // What was to be expected, or an average, may be no whole number.
      return Number.isInteger(value) ? count(value) : minus(tenths.format(value));
  }
}

/** A value on an axis, where it is a round one. */
export function tick(value: number, unit: Unit, currency: string): string {
  switch (unit) {
    case "proportion":
      return wholePercents.format(value);
    case "money":
      return minus(numbers({ ...inCurrency(currency), trailingZeroDisplay: "stripIfInteger" }).format(value));
    case "minutes":
      return duration(value * 60);
    default:
      return count(value);
  }
}

/** A figure under the rule of small numbers: fewer than 5 as k/n, fewer than 30 greyed, and no value is not 0. */
export function shown(figure: Pick<Figure, "value" | "numerator" | "denominator">, unit: Unit, currency: string): { text: string; tone: Tone } {
  const { value, numerator, denominator } = figure;
  if (unit === "proportion" && numerator !== null && denominator !== null && denominator > 0 && denominator < FEW) {
    return { text: `${count(numerator)}/${count(denominator)}`, tone: "faint" };
  }
  if (value === null) return { text: NO_VALUE, tone: "none" };
  const few = unit !== "count" && denominator !== null && denominator < ENOUGH;
  return { text: amount(value, unit, currency), tone: few ? "faint" : "normal" };
}

/** Whether a figure's interval says anything: it is left out where no rate is stated. */
export function interval(figure: Pick<Figure, "low" | "high" | "denominator">, unit: Unit, currency: string): string | null {
  const { low, high, denominator } = figure;
  if (low === null || high === null || (denominator !== null && denominator < FEW)) return null;
  if (unit === "proportion") return `${tenths.format(low * 100)}–${percent(high)}`;
  return `${amount(low, unit, currency)}–${amount(high, unit, currency)}`;
}

/** A difference with its sign: proportions in percentage points. */
export function difference(value: number, unit: Unit, currency: string): string {
  const signed = { signDisplay: "exceptZero" } as const;
  if (unit === "proportion") {
    const points = numbers({ ...signed, minimumFractionDigits: 1, maximumFractionDigits: 1 });
    return minus(`${points.format(value * 100)} ${units.points}`);
  }
  if (unit === "minutes" || unit === "score") return `${value > 0 ? "+" : ""}${amount(value, unit, currency)}`;
  const style = unit === "money" ? { ...inCurrency(currency), ...roughly(value) } : { maximumFractionDigits: 0 };
  return minus(numbers({ ...signed, ...style }).format(value));
}

/** Whether a change is one, and for the better or the worse; `unsure`: its interval spans 0; `stated`: it has none. */
export type Verdict = "better" | "worse" | "changed" | "unsure" | "stated";

export function verdict(change: Change, direction: Direction): Verdict | null {
  if (change.difference === null) return null;
  if (change.low === null || change.high === null) return "stated";
  if (!change.is_change) return "unsure";
  if (direction === "neutral") return "changed";
  return change.difference > 0 === (direction === "up") ? "better" : "worse";
}

/** Where a figure whose tickets are still maturing will end: all of them failing, and all succeeding. */
export function maturingBounds({ least, most }: Pick<Figure, "least" | "most">): { low: number; high: number } | null {
  return least === null || most === null ? null : { low: least, high: most };
}

/** A UTC time in the reporting zone, written by one of these ways. Text that is no time stays as it is. */
function written(style: Intl.DateTimeFormatOptions): (time: string, zone: string) => string {
  return (time, zone) => {
    const date = new Date(time);
    return Number.isNaN(date.getTime()) ? time : dates({ timeZone: zone, ...style }).format(date);
  };
}

/** `27 Jul 2026, 10:00`. */
export const moment = written({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
/** `27/07/26, 10:00`: in figures alone, so that they stand below each other. */
export const shortMoment = written({ day: "2-digit", month: "2-digit", year: "2-digit", hour: "2-digit", minute: "2-digit" });

export function bytes(size: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? whole.format(value) : tenths.format(value)} ${units[unit]}`;
}

/** A length of time, rounded as a person would say it. */
export function duration(seconds: number): string {
  const rest = Math.max(0, Math.ceil(seconds));
  if (rest < 60) return `${rest} ${units.seconds}`;
  const minutes = Math.ceil(rest / 60);
  const [hours, more] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} ${units.hours}` : "", more > 0 ? `${more} ${units.minutes}` : ""].filter(Boolean).join(" ");
}
