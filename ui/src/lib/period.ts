/** Local days as the core writes them, `2026-07-20`: naming periods and stepping from one to the next. */
import type { Period, WeekStart } from "$lib/generated/api";
import { dates } from "$lib/formats";
import { units } from "$lib/text/units";

const DAY = 86_400_000;
const FIRST: Record<WeekStart, number> = { sunday: 0, monday: 1, saturday: 6 };

const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);
const plus = (day: string, days: number) => iso(new Date(utc(day).getTime() + days * DAY));
/** How many days it has. */
const days = ({ from, to }: Period): number => Math.round((utc(to).getTime() - utc(from).getTime()) / DAY) + 1;
const firstOfMonth = (day: string, months: number) => {
  const date = utc(day);
  return iso(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)));
};

export type PeriodKind = "day" | "week" | "month" | "quarter" | "days";

/** What a period is in the calendar; `days` where it is none of its units. */
export function periodKind(period: Period, weekStart: WeekStart): PeriodKind {
  const { from, to } = period;
  if (from === to) return "day";
  if (from.endsWith("-01")) {
    if (to === plus(firstOfMonth(from, 1), -1)) return "month";
    if (utc(from).getUTCMonth() % 3 === 0 && to === plus(firstOfMonth(from, 3), -1)) return "quarter";
  }
  return days(period) === 7 && utc(from).getUTCDay() === FIRST[weekStart] ? "week" : "days";
}

/** The period of the same kind `steps` further on (or back). */
export function shifted(period: Period, steps: number, weekStart: WeekStart): Period {
  const kind = periodKind(period, weekStart);
  if (kind === "month" || kind === "quarter") {
    const months = kind === "month" ? 1 : 3;
    return { from: firstOfMonth(period.from, months * steps), to: plus(firstOfMonth(period.from, months * (steps + 1)), -1) };
  }
  const length = days(period) * steps;
  return { from: plus(period.from, length), to: plus(period.to, length) };
}

/** Whether the text is a day of the calendar. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && iso(utc(text)) === text;
}

/** The ISO week that the day lies in. */
function isoWeek(day: string): number {
  const date = utc(day);
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY);
  return Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY + 1) / 7);
}

function dayText(day: string, options: Intl.DateTimeFormatOptions): string {
  return dates({ ...options, timeZone: "UTC" }).format(utc(day));
}

export const dayName = (day: string): string => dayText(day, { day: "numeric", month: "short", year: "numeric" });
/** A weekday by its place after Monday. */
export const weekdayName = (place: number): string => dayText(plus("2024-01-01", place), { weekday: "long" });
export const dayWithWeekday = (day: string): string => dayText(day, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
export const monthName = (day: string): string => dayText(day, { month: "long", year: "numeric" });

const spans = dates({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** First to last day, each part of the date said once: `20–26 Jul 2026`. */
export const span = ({ from, to }: Period): string => (from === to ? dayName(from) : spans.formatRange(utc(from), utc(to)));

/** The period by the name of its calendar unit, else by its days. */
export function periodName(period: Period, weekStart: WeekStart): string {
  switch (periodKind(period, weekStart)) {
    case "month":
      return monthName(period.from);
    case "quarter":
      return units.quarter(Math.floor(utc(period.from).getUTCMonth() / 3) + 1, period.from.slice(0, 4));
    case "week":
      return weekStart === "monday" ? `${units.week(isoWeek(period.from))}, ${span(period)}` : span(period);
    default:
      return span(period);
  }
}

/** The days behind the key of a time dimension, as the core writes it: `2026-07-20`, `2026-W30`, `2026-07`, `2026-Q3`. */
export function bucketPeriod(dimension: string, key: string): Period | null {
  const week = /^(\d{4})-W(\d{2})$/.exec(key);
  if (week) {
    const fourth = `${week[1]}-01-04`;
    const monday = plus(fourth, 1 - (utc(fourth).getUTCDay() || 7) + (Number(week[2]) - 1) * 7);
    return { from: monday, to: plus(monday, 6) };
  }
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  const month = quarter ? `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, "0")}-01` : `${key}-01`;
  if (dimension === "quarter" || dimension === "month") return isDay(month) ? { from: month, to: plus(firstOfMonth(month, quarter ? 3 : 1), -1) } : null;
  return isDay(key) ? { from: key, to: dimension === "week" ? plus(key, 6) : key } : null;
}
