/** The Settings page. */
import type { settings as english } from "../en/settings";

export const settings: typeof english = {
  settings: {
    title: "Einstellungen",
    reporting: "Auswertung",
    zone: "Zeitzone",
    zoneText: "Tage, Wochen, Monate und Quartale werden in dieser Zone abgegrenzt, Sommerzeit eingeschlossen.",
    zoneSearch: "Zeitzonen suchen",
    weekStart: "Erster Tag der Woche",
    weekStarts: { monday: "Montag", saturday: "Samstag", sunday: "Sonntag" },
    weekText: "Beginnt die Woche am Montag, werden die Kalenderwochen nach ISO gezählt.",
    currency: "Währung",
    currencyText: "Beträge werden so angezeigt, wie sie sind; nichts wird umgerechnet.",
    currencySearch: "Währungen suchen",
    appearance: "Darstellung",
    theme: "Design",
    themes: { system: "Wie das System", light: "Hell", dark: "Dunkel" },
    language: "Sprache",
    languageText: "Auch Zahlen, Tage und Beträge werden so geschrieben wie in dieser Sprache üblich.",
    asSystem: "Wie das System",
    saved: "Gespeichert",
    about: "Über Supportmix",
    version: "Version",
    store: "Datenbank",
    nothingFound: "Nichts gefunden",
  },
};
