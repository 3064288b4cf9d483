/** The Settings page. */
import type { WeekStart } from "$lib/generated/api";

export const settings = {
  settings: {
    title: "Settings",
    reporting: "Reporting",
    zone: "Time zone",
    zoneText: "Days, weeks, months and quarters are cut in this zone, daylight saving included.",
    zoneSearch: "Search time zones",
    weekStart: "First day of the week",
    weekStarts: { monday: "Monday", saturday: "Saturday", sunday: "Sunday" } satisfies Record<WeekStart, string>,
    weekText: "ISO week numbers are used where weeks begin on Monday.",
    currency: "Currency",
    currencyText: "Amounts are shown in it as they are; nothing is converted.",
    currencySearch: "Search currencies",
    appearance: "Appearance",
    theme: "Theme",
    themes: { system: "As the system", light: "Light", dark: "Dark" },
    language: "Language",
    languageText: "Numbers, days and amounts are written the way this language does, too.",
    asSystem: "As the system",
    saved: "Saved",
    about: "About",
    version: "Version",
    store: "Store",
    nothingFound: "Nothing found",
  },
};
