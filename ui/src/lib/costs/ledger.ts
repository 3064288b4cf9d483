/** The ledger as the table shows it: one row a month with an entry, and what is in force in each. */
import type { CostKind, LedgerEntry } from "$lib/generated/api";

export const kinds = ["ai_fixed", "ai_usage", "people", "overhead"] as const satisfies CostKind[];

export interface Cell {
  /** The amount in force, `null` where none was ever set. */
  amount: number | null;
  /** Whether it was entered for this very month. */
  own: boolean;
}

export interface MonthRow {
  month: string;
  cells: Record<CostKind, Cell>;
}

/** Newest month first. Each amount is in force until the next of its kind. */
export function monthRows(entries: LedgerEntry[], added: string[] = []): MonthRow[] {
  const months = [...new Set([...entries.map((entry) => entry.month), ...added])].sort();
  const force: Record<CostKind, number | null> = { ai_fixed: null, ai_usage: null, people: null, overhead: null };
  const rows = months.map((month) => {
    const cell = (kind: CostKind): Cell => {
      const entry = entries.find((one) => one.month === month && one.kind === kind);
      if (entry) force[kind] = entry.amount;
      return { amount: force[kind], own: entry !== undefined };
    };
    return { month, cells: { ai_fixed: cell("ai_fixed"), ai_usage: cell("ai_usage"), people: cell("people"), overhead: cell("overhead") } };
  });
  return rows.reverse();
}
