/** The language of the window: the system's, unless one was chosen in the settings. It holds until the page is loaded anew. */

/** The languages there are, by their own names. */
export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;
export type LanguageChoice = "system" | Language;

const KEY = "language";
const known = Object.keys(languages) as Language[];

/** How numbers and days are written where the system says a language but not where it is spoken. */
const USUAL: Record<Language, string> = { en: "en-GB", de: "de-DE" };

/**
 * What is read, and how numbers, days and money are written in it: the way of the reader's country where the system names
 * one for that language. So a French system gets English words with English numbers, never a mixture.
 */
export function reading(choice: LanguageChoice, system: string): { language: Language; locale: string } {
  // The web view gives "C" where the system has no language.
  const [spoken = ""] = /^[a-z]{2}(?=-|$)/i.exec(system) ?? [];
  const language = choice === "system" ? (known.find((one) => one === spoken.toLowerCase()) ?? "en") : choice;
  const own = spoken.toLowerCase() === language && /^[a-z]{2}-[A-Z]{2}$/i.test(system);
  return { language, locale: own ? system : USUAL[language] };
}

function stored(): LanguageChoice {
  const value = globalThis.localStorage?.getItem(KEY);
  return known.find((one) => one === value) ?? "system";
}

/** What was chosen in the settings. */
export const choice = stored();

export const { language, locale } = reading(choice, globalThis.navigator?.language ?? "");

/** Keeps the choice and starts the page anew in it. What runs in the core goes on, and is found again. */
export function choose(next: LanguageChoice): void {
  localStorage.setItem(KEY, next);
  location.reload();
}
