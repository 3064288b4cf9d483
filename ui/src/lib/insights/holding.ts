import type { Decision, DecisionKind } from "$lib/generated/api";

/** The query types that words tell of tickets without one, by name. */
export function told(all: Decision[]): { query_type: string; words: string[] }[] {
  const names = [...new Set(all.filter(({ kind }) => kind === "query_type").map(({ subject }) => subject))];
  return names.sort().flatMap((query_type) => {
    const decided = holding(all, "query_type", query_type)?.decided;
    return decided?.kind === "query_type" ? [{ query_type, words: decided.value }] : [];
  });
}

/** What was decided last of something; `null` where nothing was, or where it was taken back. */
export function holding(all: Decision[], kind: DecisionKind, subject: string): Decision | null {
  const last = all.findLast((decision) => decision.kind === kind && decision.subject === subject);
  return last?.decided ? last : null;
}
