import type { Decision, DecisionKind } from "$lib/generated/api";

/** What was decided last of something; `null` where nothing was, or where it was taken back. */
export function holding(all: Decision[], kind: DecisionKind, subject: string): Decision | null {
  const last = all.findLast((decision) => decision.kind === kind && decision.subject === subject);
  return last?.decided ? last : null;
}
