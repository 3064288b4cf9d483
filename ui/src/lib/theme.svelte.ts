/** Light or dark: the system's choice, unless one was made in the settings. */
export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const KEY = "theme";

function stored(): ThemeChoice {
  const value = localStorage.getItem(KEY);
  return themeChoices.find((choice) => choice === value) ?? "system";
}

class Theme {
  readonly #system = matchMedia("(prefers-color-scheme: dark)");
  #systemDark = $state(this.#system.matches);
  #choice = $state(stored());

  constructor() {
    this.#system.addEventListener("change", (event) => {
      this.#systemDark = event.matches;
      this.#apply();
    });
    this.#apply();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice;
    localStorage.setItem(KEY, choice);
    this.#apply();
  }

  get name(): "light" | "dark" {
    if (this.#choice !== "system") return this.#choice;
    return this.#systemDark ? "dark" : "light";
  }

  #apply() {
    document.documentElement.dataset["theme"] = this.name;
  }
}

export const theme = new Theme();
