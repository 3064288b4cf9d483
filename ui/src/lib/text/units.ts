/** What stands behind numbers and for the parts of a day. Apart from the other words, because those are made with numbers. */
import { language, type Language } from "$lib/language";

const english = {
  seconds: "s",
  minutes: "min",
  hours: "h",
  days: "d",
  /** Percentage points. */
  points: "pp",
  /** Letters that stand for a day's digits. */
  letters: { day: "DD", month: "MM", year: "YYYY" },
  week: (week: number) => `Week ${week}`,
  quarter: (quarter: number, year: string) => `Q${quarter} ${year}`,
};

const german: typeof english = {
  seconds: "s",
  minutes: "min",
  hours: "h",
  days: "Tage",
  points: "PP",
  letters: { day: "TT", month: "MM", year: "JJJJ" },
  week: (week) => `KW ${week}`,
  quarter: (quarter, year) => `Q${quarter} ${year}`,
};

const all: Record<Language, typeof english> = { en: english, de: german };

export const units = all[language];
