/** Words that several areas use. */
import { counted } from "$lib/format";
import type * as english from "../en/words";

export const tickets: typeof english.tickets = (n) => counted(n, "Ticket", "Tickets");
export const rows: typeof english.rows = (n) => counted(n, "Zeile", "Zeilen");

export const resolutionTypes: typeof english.resolutionTypes = {
  ai_only: "Nur KI",
  hybrid: "Gemischt",
  human_only: "Nur Mensch",
  no_touch: "Ohne Bearbeitung",
  unresolved: "Ungelöst",
  excluded: "Ausgeschlossen",
};
