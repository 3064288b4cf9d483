/** How a table of insights is put in order, and what its columns are. */
export interface Column<Row> {
  name: string;
  /** What it is put in order by; a column without is in no order of its own. */
  by?: (row: Row) => number | string | null;
  /** Figures stand below each other at the right. */
  number?: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** Rows in the order of a column. What is not known comes last whichever way, and equal rows stay as they came. */
export function sorted<Row>(rows: Row[], by: (row: Row) => number | string | null, descending: boolean): Row[] {
  const direction = descending ? -1 : 1;
  return rows.toSorted((one, two) => {
    const [a, b] = [by(one), by(two)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return direction * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)));
  });
}
