import { ask, refusal, type Refusal } from "$lib/backend/backend";
import type { Settings } from "$lib/generated/api";
import { workspace } from "$lib/workspace.svelte";

/** Saves settings one after the other, and keeps for each what came of it. */
class Saving {
  #states = $state.raw<Record<string, "saving" | "saved" | Refusal>>({});
  #last: Promise<void> = Promise.resolve();

  of(name: string): "saving" | "saved" | Refusal | null {
    return this.#states[name] ?? null;
  }

  /** What was said of earlier changes holds no longer once the reader comes back. */
  readonly forget = (): void => {
    this.#states = {};
  };

  /** Saves what `change` makes of the settings as they are by then. Whether they were saved. */
  readonly change = (name: string, change: (settings: Settings) => Partial<Settings>): Promise<boolean> => {
    const turn = this.#last.then(() => this.#save(name, change));
    this.#last = turn.then(() => undefined);
    return turn;
  };

  async #save(name: string, change: (settings: Settings) => Partial<Settings>): Promise<boolean> {
    const settings = workspace.status.value?.settings;
    if (!settings) return false;
    this.#states = { [name]: "saving" };
    try {
      await ask("set_settings", { settings: { ...settings, ...change(settings) } });
    } catch (thrown) {
      this.#states = { [name]: refusal(thrown, "set_settings") };
      return false;
    }
    await workspace.refresh();
    this.#states = { [name]: "saved" };
    return true;
  }
}

export const saving = new Saving();
