/** Words that several areas use. */
import { counted } from "$lib/format";
import type { ResolutionType } from "$lib/generated/api";

export const tickets = (n: number) => counted(n, "ticket", "tickets");
export const rows = (n: number) => counted(n, "row", "rows");

export const resolutionTypes: Record<ResolutionType, string> = {
  ai_only: "AI only",
  hybrid: "Hybrid",
  human_only: "Human only",
  no_touch: "No touch",
  unresolved: "Unresolved",
  excluded: "Excluded",
};

/** Our own words for what a ticket is, where it is one of a few; everything else is in the words of the helpdesk. */
export const values = {
  channel: { email: "email", chat: "chat", messaging: "messaging", phone: "phone", web: "web", api: "api", social: "social", other: "other" },
  priority: { low: "low", normal: "normal", high: "high", urgent: "urgent" },
  status: { new: "new", open: "open", pending: "pending", on_hold: "on hold", resolved: "resolved", closed: "closed" },
  exclusion: { spam: "spam", deleted: "deleted", merged: "merged", test: "test", outbound: "outbound" },
  closed_by: { agent: "agent", ai: "AI", customer: "customer", inactivity: "inactivity", automation: "automation", merge: "merge" },
  ai_outcome: { confirmed: "confirmed", assumed: "assumed", abandoned: "abandoned", handed_off: "handed off" },
  ai_feedback: { accurate: "accurate", partial: "partial", incorrect: "incorrect" },
  age: { "under-1d": "under 1 day", "1-3d": "1–3 days", "3-7d": "3–7 days", "1-2w": "1–2 weeks", "2-4w": "2–4 weeks", "over-4w": "over 4 weeks" },
  resolution_type: resolutionTypes,
};
