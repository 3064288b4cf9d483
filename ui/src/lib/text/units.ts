/** Units as they stand behind a number. Apart from the other words, because those are made with numbers. */
import { language, type Language } from "$lib/language";

const english = { seconds: "s", minutes: "min", hours: "h", days: "d", points: "pp" };

const all: Record<Language, typeof english> = {
  en: english,
  de: { seconds: "s", minutes: "min", hours: "h", days: "Tage", points: "PP" },
};

export const units = all[language];
