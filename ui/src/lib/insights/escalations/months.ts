/** The newest month that is over on a day, of those that there are; the newest of all where none is. Months are written `2026-06`. */
export function lastWhole(months: string[], day: string): string | null {
  const inOrder = [...new Set(months)].sort();
  return inOrder.findLast((month) => month < day.slice(0, 7)) ?? inOrder.at(-1) ?? null;
}
