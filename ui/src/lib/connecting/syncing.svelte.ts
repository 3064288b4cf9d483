import { ask } from "$lib/backend/backend";
import type { Connected, ConnectionForm, ConnectionState, SigningIn, SyncState } from "$lib/generated/api";
import { alerts } from "$lib/insights/alerts.svelte";
import { Deed, Query } from "$lib/query.svelte";
import { workspace } from "$lib/workspace.svelte";

/** Milliseconds between two looks: while a sync runs, and while none does (one may begin by itself). */
const POLL = 250;
const REST = 5_000;

/** The connections and their syncs. It lives as long as the window, so the reader can leave the page meanwhile. */
class Syncing {
  readonly connections = new Query<ConnectionState[]>();
  state = $state.raw<SyncState>({ running: null, queued: [], ended: 0 });
  /** Starting and ending syncs. */
  readonly deed = new Deed();
  /** The connection whose token has to be given before it can be synced. */
  wanting = $state.raw<ConnectionState | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly load = (): Promise<void> => this.connections.ask(() => ask("connections", {}));

  /** Follows the syncs from now on. */
  readonly watch = async (): Promise<void> => {
    clearTimeout(this.#timer);
    const before = this.state.ended;
    // A core that does not answer is told of by what the reader does next.
    this.state = await ask("sync_state", {}).catch(() => this.state);
    // The page that shows connections loads them anew with each status.
    if (this.state.ended !== before) {
      await workspace.refresh();
      void alerts.tell();
    }
    // Another look may have begun meanwhile; there is one next look all the same.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.watch, this.state.running ? POLL : REST);
  };

  isBusy(name: string): boolean {
    return this.state.running?.name === name || this.state.queued.includes(name);
  }

  start(connection: ConnectionState, full = false): Promise<boolean> {
    return this.deed.run(async () => {
      await ask("start_sync", { name: connection.name, full, secret: null }).catch((refused: { code: string }) => {
        if (refused.code !== "secret_needed") throw refused;
        this.wanting = connection;
      });
      await this.watch();
    });
  }

  readonly cancel = (): Promise<boolean> => this.deed.run(() => ask("cancel_sync", {}));

  disconnect(name: string): Promise<void> {
    return ask("disconnect", { name }).then(() => this.load());
  }

  /** Checks and keeps a connection, and brings in what it has. */
  async connect(form: ConnectionForm, secret: string | null): Promise<Connected> {
    return this.#begin(form, await ask("connect", { form, secret }));
  }

  /** Has the reader sign in with the browser, and goes on as with a token. `waits` is told of the page to sign in on. */
  async signIn(form: ConnectionForm, client: string | null, waits: (page: SigningIn) => void): Promise<Connected> {
    const page = await ask("begin_sign_in", { form, client });
    waits(page);
    return this.#begin(form, await ask("finish_sign_in", { url: page.url }));
  }

  async #begin(form: ConnectionForm, connected: Connected): Promise<Connected> {
    await ask("start_sync", { name: form.name, full: false, secret: null });
    await Promise.all([this.load(), this.watch()]);
    return connected;
  }
}

export const syncing = new Syncing();
