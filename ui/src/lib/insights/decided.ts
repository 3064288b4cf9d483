import type { Decided } from "$lib/generated/api";
import { dayName } from "$lib/period";
import { text } from "$lib/text";

/** What something was decided to be, in words. */
export function decidedWords(decided: Decided | null): string {
  const words = text.decisions;
  if (!decided) return words.takenBack;
  switch (decided.kind) {
    case "bucket":
      return text.taxonomy.buckets[decided.value];
    case "sensitive":
    case "vip":
      return text.insights.yesNo[decided.value ? "yes" : "no"];
    case "alert":
      return decided.value ? text.alerts.confirm : text.alerts.dismiss;
    case "release": {
      const { day, review } = decided.value;
      return [day && words.live(dayName(day)), review && words.review(dayName(review))].filter(Boolean).join(", ");
    }
    case "gap": {
      const { owner, status, due } = decided.value;
      return [owner, text.gaps.statuses[status], due && words.due(dayName(due))].filter(Boolean).join(", ");
    }
    case "query_type":
      return decided.value.join(", ");
    case "blueprint":
      return words.types(decided.value.types.length);
  }
}
