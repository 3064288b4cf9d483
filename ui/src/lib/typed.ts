/**
 * Numbers and days as the reader types them, in the way that they are shown. What is no number or day in that way is
 * refused rather than guessed: `1.250` is a thousand and some to one reader, and little more than one to another.
 */
import type { Shift } from "$lib/generated/api";
import { dates, numbers } from "$lib/formats";
import { isDay } from "$lib/period";
import { units } from "$lib/text/units";

const parts = numbers({}).formatToParts(12345.6);
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
  numbers({ useGrouping: false, maximumFractionDigits: 10 }).format(value);

const days = dates({ timeZone: "UTC", day: "2-digit", month: "2-digit", year: "numeric" });
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

const CLOCK = "(\\d{1,2})(?:[:.](\\d{2}))?";
const SHIFT = new RegExp(`^${CLOCK}\\s*[-–]\\s*${CLOCK}$`);

/** A time of day as the core writes it; 24 is the midnight that ends a day. */
function clock(hour = "", minute = "00"): string | null {
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 24 || m > 59 || (h === 24 && m > 0)) return null;
  return `${String(h % 24).padStart(2, "0")}:${minute}`;
}

/** Hours of a day as they are typed, `9-12, 13:00–17:30`: none for nothing, `null` for what is none. */
export function typedShifts(typed: string): Shift[] | null {
  const parts = typed.split(/[,;]/).map((part) => part.trim()).filter(Boolean);
  const shifts = parts.map((part) => {
    const [, fromHour, fromMinute, toHour, toMinute] = SHIFT.exec(part) ?? [];
    const [from, to] = [fromHour === undefined ? null : clock(fromHour, fromMinute), toHour === undefined ? null : clock(toHour, toMinute)];
    return from && to ? { from, to } : null;
  });
  return shifts.every((shift) => shift !== null) ? shifts : null;
}

/** Hours of a day as they would be typed. */
export const writtenShifts = (shifts: Shift[]): string =>
  shifts.map(({ from, to }) => `${from}–${to === "00:00" ? "24:00" : to}`).join(", ");
