/** What stands around every page: navigation, status line, first start, command palette. */
import { count } from "$lib/format";
import { tickets, values } from "./words";

const exclusions: Record<string, string> = values.exclusion;

export const frame = {
  app: "Supportmix",
  someTickets: tickets,
  close: "Close",
  cancel: "Cancel",
  remove: "Remove",
  loading: "Loading",
  sections: "On this page",
  drop: "Drop to import",
  closeNotes: "Close these notes",
  nav: { label: "Pages", review: "Review", deflection: "Deflection", satisfaction: "Satisfaction", resolution: "Resolution", escalations: "Escalations", costs: "Cost", taxonomy: "Taxonomy", learning: "Learning", accounts: "Accounts", tickets: "Tickets", data: "Data", settings: "Settings", import: "Import", mapping: "Mapping", reviews: "Published reviews", pack: "Make the pack" },

  status: {
    label: "About the data",
    asOf: "Data as of",
    noData: "No data yet",
    businessHours: "Times in business hours",
    inScope: (n: number) => `${tickets(n)} in scope`,
    excluded: (n: number) => `${count(n)} excluded`,
    excludedWhy: (parts: { reason: string; count: number }[]) => parts.map((part) => `${exclusions[part.reason] ?? part.reason} ${count(part.count)}`).join(", "),
    definitions: (version: number) => `Definitions ${version}`,
    definitionsHint: "The version of the definitions behind every figure",
    sample: "Sample data",
  },

  start: {
    title: "See how AI and people share your support work",
    lead: "Bring in the tickets of your helpdesk. They stay on this machine: nothing is sent anywhere.",
    importTitle: "Import a file",
    importText: "A ticket export of Zendesk, Freshdesk or Intercom, a Supportmix CSV, or any other table. The format is recognised by itself.",
    importAction: "Choose a file…",
    importDrop: "or drop it anywhere in this window",
    sampleTitle: "Look around with sample data",
    sampleText: "About 20,000 invented tickets over 15 months. Marked as a sample, and removed in one click.",
    sampleAction: "Load sample data",
    connectTitle: "Connect a helpdesk",
    connectText: "Zendesk, Intercom, Freshdesk, Request Tracker or django-helpdesk. Its tickets come in when you press Sync, or every few hours.",
    formats: "CSV, TSV, XLSX, JSON or NDJSON, also as .gz or .zip",
  },

  palette: {
    title: "Go to or do",
    search: "Search pages, figures and actions",
    nothing: "Nothing is called that.",
    pages: "Pages",
    figures: "Figures",
    periods: "Periods",
    actions: "Actions",
    compare: (what: string) => `Compare with ${what}`,
    dark: "Dark theme",
    light: "Light theme",
    open: "Search",
  },
};
