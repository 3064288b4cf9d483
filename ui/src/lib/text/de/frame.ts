/** What stands around every page: navigation, status line, first start, command palette. */
import { count } from "$lib/format";
import type { frame as english } from "../en/frame";
import { tickets, values } from "./words";

const exclusions: Record<string, string> = values.exclusion;

export const frame: typeof english = {
  app: "Supportmix",
  someTickets: tickets,
  close: "Schließen",
  cancel: "Abbrechen",
  remove: "Entfernen",
  loading: "Wird geladen",
  sections: "Auf dieser Seite",
  drop: "Zum Importieren loslassen",
  closeNotes: "Diese Hinweise schließen",
  nav: { label: "Seiten", review: "Überblick", deflection: "Deflection", satisfaction: "Zufriedenheit", resolution: "Lösung", escalations: "Eskalationen", costs: "Kosten", taxonomy: "Taxonomie", learning: "Lernen", accounts: "Kunden", tickets: "Tickets", data: "Daten", settings: "Einstellungen", import: "Import", mapping: "Zuordnung", reviews: "Veröffentlichte Reviews", pack: "Bericht erstellen" },

  status: {
    label: "Über die Daten",
    asOf: "Datenstand",
    noData: "Noch keine Daten",
    businessHours: "Zeiten in Geschäftszeiten",
    inScope: (n) => `${tickets(n)} einbezogen`,
    excluded: (n) => `${count(n)} ausgeschlossen`,
    excludedWhy: (parts) => parts.map((part) => `${exclusions[part.reason] ?? part.reason} ${count(part.count)}`).join(", "),
    definitions: (version) => `Definitionen ${version}`,
    definitionsHint: "Die Fassung der Definitionen, nach denen alle Kennzahlen berechnet sind",
    sample: "Beispieldaten",
  },

  start: {
    title: "Sehen Sie, wie sich KI und Menschen Ihre Supportarbeit teilen",
    lead: "Holen Sie die Tickets Ihres Helpdesks herein. Sie bleiben auf diesem Rechner: Nichts wird irgendwohin gesendet.",
    importTitle: "Datei importieren",
    importText: "Ein Ticket-Export aus Zendesk, Freshdesk oder Intercom, eine Supportmix-CSV oder eine beliebige andere Tabelle. Das Format wird von selbst erkannt.",
    importAction: "Datei auswählen…",
    importDrop: "oder hier ablegen",
    sampleTitle: "Mit Beispieldaten umsehen",
    sampleText: "Etwa 20.000 erfundene Tickets aus 15 Monaten. Als Beispiel gekennzeichnet und mit einem Klick wieder entfernt.",
    sampleAction: "Beispieldaten laden",
    connectTitle: "Helpdesk verbinden",
    connectText: "Zendesk, Intercom, Freshdesk, Request Tracker oder django-helpdesk. Die Tickets kommen, wenn Sie auf „Synchronisieren“ klicken, oder alle paar Stunden.",
    formats: "CSV, TSV, XLSX, JSON oder NDJSON, auch als .gz oder .zip",
  },

  palette: {
    title: "Gehe zu oder tue",
    search: "Seiten, Kennzahlen und Aktionen suchen",
    nothing: "Nichts heißt so.",
    pages: "Seiten",
    figures: "Kennzahlen",
    periods: "Zeiträume",
    actions: "Aktionen",
    compare: (what) => `Mit ${what} vergleichen`,
    dark: "Dunkles Design",
    light: "Helles Design",
    open: "Suchen",
  },
};
