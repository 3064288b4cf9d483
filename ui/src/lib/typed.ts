/**
 * Numbers and days as the reader types them, in the way that they are shown. What is no number or day in that way is
 * refused rather than guessed: `1.250` is a thousand and some to one reader, and little more than one to another.
 */
import { locale } from "$lib/language";
import { isDay } from "$lib/period";
import { units } from "$lib/text/units";

const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
const sign = (type: "group" | "decimal", usual: string) => parts.find((part) => part.type === type)?.value ?? usual;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** Swiss keyboards have the straight apostrophe only. */
const GROUP = escaped(sign("group", ",")).replace(/['’]/, "['’]");
const DECIMAL = escaped(sign("decimal", "."));
/** Thousands may be apart, by the locale's sign or by spaces, but then all of them and in threes. */
const NUMBER = new RegExp(`^(\\d+|\\d{1,3}(?:${GROUP}\\d{3})+|\\d{1,3}(?:\\s\\d{3})+)(?:${DECIMAL}(\\d+))?$`);

/** What was typed as a number from 0 on: `undefined` for nothing, `null` for what is none. */
export function typedAmount(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  const [, whole, rest = ""] = NUMBER.exec(text) ?? [];
  return whole === undefined ? null : Number(`${whole.replace(/\D/g, "")}.${rest || "0"}`);
}

/** The same, below 0 too. */
export function typedNumber(typed: string): number | null | undefined {
  const [, minus, size = ""] = /^\s*(?:([-−])|\+)?(.*)$/.exec(typed) ?? [];
  const number = typedAmount(size);
  // A sign alone is not nothing.
  if (number === undefined && typed.trim() !== "") return null;
  return minus && number ? -number : number;
}

/** A number as it would be typed. */
export const writtenNumber = (value: number): string =>
  new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 10 }).format(value);

const days = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "2-digit", month: "2-digit", year: "numeric" });
const dayParts = days.formatToParts(0);

/** How a day is typed, to be shown in its field: `DD/MM/YYYY`. */
export const DAY_FORMAT = dayParts.map((part) => units.letters[part.type as keyof typeof units.letters] ?? part.value).join("");

const lengths = { day: "(?<day>\\d{1,2})", month: "(?<month>\\d{1,2})", year: "(?<year>\\d{4})" };
const DAY = new RegExp(`^${dayParts.map((part) => lengths[part.type as keyof typeof lengths] ?? escaped(part.value)).join("")}$`);

/** What was typed as a day, as the core writes it; `null` for what is none. `2026-07-20` is one to every reader. */
export function typedDay(typed: string): string | null {
  const text = typed.trim();
  const { day = "", month = "", year = "" } = DAY.exec(text)?.groups ?? {};
  const iso = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
  return isDay(iso) ? iso : null;
}

/** A day as it would be typed. */
export const writtenDay = (day: string): string => (isDay(day) ? days.format(new Date(`${day}T00:00:00Z`)) : day);
