import { ask, type Refusal } from "$lib/backend/backend";
import type { Failure, ImportOptions, ImportRecord, ImportState, Mapping, OfferedFile, Preview } from "$lib/generated/api";
import { alerts } from "$lib/insights/alerts.svelte";
import { Deed, Query } from "$lib/query.svelte";
import { route } from "$lib/route.svelte";
import { workspace } from "$lib/workspace.svelte";

const POLL = 200;
/** Nothing chosen: all is as it is found. */
const AS_FOUND: ImportOptions = { format: null, mapping: null, time_zone: null, day_order: null, encoding: null, delimiter: null, member: null };

/** Bringing in files, one after the other. It lives as long as the window, so the reader can leave the page meanwhile. */
class Importing {
  /** Files that wait; the first is the one at hand. */
  files = $state.raw<OfferedFile[]>([]);
  options = $state.raw(AS_FOUND);
  mappings = $state.raw<Mapping[]>([]);
  running = $state.raw<ImportState["running"]>(null);
  done = $state.raw<ImportRecord[]>([]);
  failed = $state.raw<Failure | null>(null);
  readonly preview = new Query<Preview>();
  /** Getting files, and starting. */
  readonly deed = new Deed();
  #watching = false;
  /** Token of the file that the preview is of. */
  #seen: number | null = null;

  get file(): OfferedFile | null {
    return this.files[0] ?? null;
  }

  get stage(): "choose" | "check" | "run" | "summary" {
    if (this.running) return "run";
    if (this.done.length > 0 || this.failed) return "summary";
    return this.file ? "check" : "choose";
  }

  /** Opens the system's dialog. */
  readonly pick = (): Promise<boolean> => this.deed.run(async () => this.#offer(await ask("pick_files", {})));

  /** Fetches files that were dropped on the window, also while another is being imported. */
  readonly fetchOffered = (): Promise<void> =>
    ask("offered_files", {}).then((files) => this.#offer(files), (refused: Refusal) => void (this.deed.failure = refused));

  /** Reads the file again with something chosen instead of found. */
  async choose(chosen: Partial<ImportOptions>): Promise<void> {
    const file = this.file;
    if (!file) return;
    const options = { ...this.options, ...chosen };
    this.options = options;
    await this.preview.ask(() => ask("preview_import", { token: file.token, options }));
  }

  /** Takes back all that was chosen. */
  startOver(): void {
    this.options = AS_FOUND;
    void this.choose({});
  }

  /** Goes back to the file whose import failed or was cancelled. */
  again(): void {
    this.failed = null;
  }

  /** Leaves the file at hand, and goes on to the one that waits behind it. */
  next(): void {
    this.done = [];
    this.failed = null;
    this.files = this.files.slice(1);
    this.#settle();
  }

  /** Imports the file at hand through the mapping that the preview ended with. */
  start(source: string, mapping: Mapping, mappingName: string | null): Promise<boolean> {
    const file = this.file;
    if (!file) return Promise.resolve(false);
    const options = { ...this.options, mapping };
    return this.deed.run(async () => {
      await ask("start_import", { token: file.token, source, options, save_mapping_as: mappingName });
      await this.#watch(file.name);
      void alerts.tell();
    });
  }

  loadSample(): Promise<boolean> {
    return this.deed.run(async () => {
      await ask("load_sample", {});
      await this.#watch("");
      const failure = this.failed;
      this.done = [];
      this.failed = null;
      this.#settle();
      if (failure) throw failure;
    });
  }

  readonly cancel = (): Promise<unknown> => ask("cancel_import", {});

  /** Follows an import that already runs when the window opens. */
  resume(): Promise<boolean> {
    return this.deed.run(async () => {
      const state = await ask("import_state", {});
      if (state.running) await this.#watch(state.running.file);
    });
  }

  #offer(files: OfferedFile[]): void {
    if (files.length === 0) return;
    if (this.stage === "summary") this.next();
    this.files = [...this.files, ...files];
    this.#settle();
    route.go("import");
  }

  /** Looks into the file at hand, if that was not done yet. */
  #settle(): void {
    const file = this.file;
    if (this.stage !== "check" || !file || file.token === this.#seen) return;
    this.#seen = file.token;
    this.preview.value = null;
    this.preview.failure = null;
    this.startOver();
    void ask("mappings", {}).then((mappings) => (this.mappings = mappings), () => (this.mappings = []));
  }

  async #watch(file: string): Promise<void> {
    if (this.#watching) return;
    this.#watching = true;
    this.running = { file, bytes: 0, total: 0, rows: 0, seconds: 0 };
    try {
      for (;;) {
        const state = await ask("import_state", {});
        if (!state.running) {
          this.done = state.done;
          this.failed = state.failed;
          break;
        }
        this.running = state.running;
        await new Promise((resolve) => setTimeout(resolve, POLL));
      }
    } finally {
      this.running = null;
      this.#watching = false;
    }
    await workspace.refresh();
  }
}

export const importing = new Importing();
