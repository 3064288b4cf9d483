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
