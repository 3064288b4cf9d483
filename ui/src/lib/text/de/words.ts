/** Words that several areas use. */
import { counted } from "$lib/format";
import type * as english from "../en/words";

export const tickets: typeof english.tickets = (n) => counted(n, "Ticket", "Tickets");
export const rows: typeof english.rows = (n) => counted(n, "Zeile", "Zeilen");

export const resolutionTypes: typeof english.resolutionTypes = {
  ai_only: "Nur KI",
  hybrid: "Gemischt",
  human_only: "Nur Mensch",
  no_touch: "Ohne Zutun",
  unresolved: "Ungelöst",
  excluded: "Ausgeschlossen",
};

export const values: typeof english.values = {
  channel: { email: "E-Mail", chat: "Chat", messaging: "Messenger", phone: "Telefon", web: "Web", api: "API", social: "Soziale Medien", other: "Sonstige" },
  priority: { low: "niedrig", normal: "normal", high: "hoch", urgent: "dringend" },
  status: { new: "neu", open: "offen", pending: "wartet", on_hold: "angehalten", resolved: "gelöst", closed: "geschlossen" },
  exclusion: { spam: "Spam", deleted: "gelöscht", merged: "zusammengeführt", test: "Test", outbound: "ausgehend" },
  closed_by: { agent: "Mitarbeitende", ai: "KI", customer: "anfragende Person", inactivity: "Inaktivität", automation: "Automatisierung", merge: "Zusammenführung" },
  ai_outcome: { confirmed: "bestätigt", assumed: "angenommen", abandoned: "abgebrochen", handed_off: "übergeben" },
  ai_feedback: { accurate: "richtig", partial: "teils richtig", incorrect: "falsch" },
  age: { "under-1d": "unter 1 Tag", "1-3d": "1–3 Tage", "3-7d": "3–7 Tage", "1-2w": "1–2 Wochen", "2-4w": "2–4 Wochen", "over-4w": "über 4 Wochen" },
  resolution_type: resolutionTypes,
};
