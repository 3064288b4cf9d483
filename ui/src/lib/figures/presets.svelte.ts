import { ask } from "$lib/backend/backend";
import type { Kpi, Preset } from "$lib/generated/api";
import { Query } from "$lib/query.svelte";

/** The ways of counting. They are the same as long as the window lives, so they are asked for once. */
class Presets {
  readonly #answer = new Query<Preset[]>();

  readonly load = async (): Promise<void> => {
    if (!this.#answer.value && !this.#answer.asking) await this.#answer.ask(() => ask("presets", {}));
  };

  named(name: string): Preset | null {
    return this.#answer.value?.find((preset) => preset.name === name) ?? null;
  }

  /** A figure as this way counts it. */
  kpi(preset: string, name: string): Kpi | null {
    return this.named(preset)?.kpis.find((kpi) => kpi.name === name) ?? null;
  }
}

export const presets = new Presets();
