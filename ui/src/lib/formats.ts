/** The formats of numbers and days in the manner of the text's language, each made once. */
import { locale } from "$lib/language";

/** Remembers what was made of each set of options. */
function once<Options, Format>(make: (options: Options) => Format): (options: Options) => Format {
  const made = new Map<string, Format>();
  return (options) => {
    const key = JSON.stringify(options);
    const format = made.get(key) ?? make(options);
    made.set(key, format);
    return format;
  };
}

export const numbers = once((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
export const dates = once((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
