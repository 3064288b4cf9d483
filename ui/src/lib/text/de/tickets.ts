/** The table of tickets, one ticket, and its fields. */
import { count } from "$lib/format";
import type { Field } from "$lib/generated/api";
import type { tickets as english } from "../en/tickets";

export const tickets: typeof english = {
  tickets: {
    title: "Tickets",
    all: "Alle Tickets",
    clear: "Alle Tickets des Zeitraums zeigen",
    number: "Ticket",
    subject: "Betreff",
    noSubject: "(kein Betreff)",
    queryType: "Anliegen",
    uncategorised: "nicht zugeordnet",
    channel: "Kanal",
    status: "Status",
    resolution: "Gelöst von",
    created: "Erstellt",
    resolved: "Gelöst",
    rating: "Bewertung",
    satisfied: "zufrieden",
    unsatisfied: "nicht zufrieden",
    range: (from, to, total) => `${count(from)}–${count(to)} von ${count(total)}`,
    previous: "Vorige Seite",
    next: "Nächste Seite",
    empty: "Hier sind keine Tickets",
    emptyText: "In diesem Zeitraum gehört kein Ticket zu diesem Teil der Kennzahl.",
    why: "Warum es so eingeordnet ist",
    evidence: "Entschieden durch",
    openIn: (helpdesk) => `In ${helpdesk} öffnen`,
    copyNumber: "Nummer kopieren",
    noEvidence: "das Fehlen jedes Anzeichens",
    facts: "Angaben",
    unknown: "Felder, die bei diesem Ticket unbekannt sind, stehen nicht hier.",
    group: (dimension, value) => `${dimension}: ${value}`,
  },

  verdict: {
    title: "Die Antwort der KI",
    question: "Wie war die Antwort?",
    words: { accurate: "Richtig", partial: "Teilweise richtig", incorrect: "Falsch" },
    note: "Warum? (freiwillig)",
    save: "Speichern",
    change: "Ändern",
    takeBack: "Zurücknehmen",
    by: (user, when) => `${user}, ${when}`,
    means: "Ihr Urteil zählt sofort in der Genauigkeit der KI-Antworten. Es geht dem des Helpdesks vor und bleibt, wenn das Ticket noch einmal hereinkommt.",
  },

  fields: {
    external_id: "Ticketnummer", created_at: "Erstellt", updated_at: "Geändert", first_ai_reply_at: "Erste KI-Antwort",
    first_human_reply_at: "Erste Antwort eines Menschen", handed_off_at: "Übergeben", resolved_at: "Gelöst", status: "Status",
    exclusion: "Ausschluss", closed_by: "Geschlossen von", channel: "Kanal", query_type: "Anliegen", subject: "Betreff",
    priority: "Priorität", language: "Sprache", tags: "Tags", requester_id: "Anfragende Person", account_id: "Kundenkonto",
    account_tier: "Kundenstufe", account_value: "Kundenwert", assignee: "Bearbeitet von", team: "Team",
    ai_involved: "KI beteiligt", human_involved: "Mensch beteiligt", ai_outcome: "Ergebnis der KI", ai_version: "KI-Version",
    ai_feedback: "Urteil über die KI", handoff_trigger: "Übergabegrund", ai_replies: "KI-Antworten", human_replies: "Antworten von Menschen",
    customer_replies: "Antworten der Kundschaft", reopens: "Wiedereröffnungen", teams_touched: "Beteiligte Teams", handle_minutes: "Bearbeitungsminuten",
    csat_score: "CSAT-Wert", csat_scale: "CSAT-Skala", satisfied: "Zufrieden", csat_at: "Bewertet", sla_met: "SLA eingehalten",
    page: "Seite", root_cause: "Ursache", resolution_path: "Lösungsweg", kb_articles: "Zitierte Artikel",
    emotional: "Emotional", urgent: "Dringend", context_loss: "Kontext verloren", opportunity: "Verkaufschance",
  } satisfies Record<Field, string>,
};
