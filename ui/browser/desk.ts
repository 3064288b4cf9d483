/** What the tests of the page in a browser stand on: a server of their own, a page that stays quiet, and what axe finds. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { test as base, expect, type Page } from "@playwright/test";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const program = process.env["SUPPORTMIX_PAGE_SERVER"] ?? path("../../target/debug/examples/page-server");
const axe = readFileSync(path("../node_modules/axe-core/axe.min.js"), "utf8");

/** The pictures that a run keeps. */
const pictures = path("../../artifacts/pages");

/** Monday at nine in Berlin, for all that is asked for the time. */
const NOW = "2026-07-06T07:00:00Z";

/** The widths and heights that pages are looked at in. */
export const WINDOW = { width: 1280, height: 800 };
export const LARGE = { width: 1920, height: 1080 };

export const testid = (name: string) => `[data-testid="${name}"]`;

/** The page with the router behind it, on a store of its own. */
export class Desk {
  private constructor(
    /** What stands for the desktop: what is saved or copied is put there. */
    readonly folder: string,
    readonly address: string,
    private readonly leave: () => Promise<void>,
  ) {}

  /** Serves an empty store, or what is no store; `picked` is what the user chooses to import. */
  static async open({ store, picked = [] }: { store?: string; picked?: string[] } = {}): Promise<Desk> {
    const folder = mkdtempSync(join(tmpdir(), "supportmix-page-"));
    mkdirSync(join(folder, "picked"));
    for (const file of picked) copyFileSync(file, join(folder, "picked", basename(file)));
    const file = join(folder, "supportmix.db");
    if (store !== undefined) writeFileSync(file, store);
    const server = spawn(program, [path("../dist-browser"), file, folder, NOW], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(server, "close");
    const lines = createInterface(server.stdout);
    const [address] = (await Promise.race([once(lines, "line"), ended.then(() => Promise.reject(new Error(`${program} does not start`)))])) as [string];
    return new Desk(folder, address, async () => {
      server.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
  }

  /** Asks the router without the page. */
  async ask(method: string, params: object = {}): Promise<unknown> {
    const { origin, searchParams } = new URL(this.address);
    const headers = { authorization: `Bearer ${searchParams.get("token")}` };
    const reply = await fetch(`${origin}/rpc`, { method: "POST", headers, body: JSON.stringify({ method, params }) });
    const { answer, failure } = (await reply.json()) as { answer: unknown; failure?: { message: string } };
    if (failure) throw new Error(`${method}: ${failure.message}`);
    return answer;
  }

  /** A file that was saved or copied; empty where there is none yet. */
  read(name: string): string {
    const file = join(this.folder, name);
    return existsSync(file) ? readFileSync(file, "latin1") : "";
  }

  async close(): Promise<void> {
    await this.leave();
  }
}

/** Pages that report nothing, and a desk with the sample data for all tests that change nothing in it. */
export const test = base.extend<{ quiet: undefined; serve: typeof Desk.open }, { desk: Desk }>({
  desk: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const desk = await Desk.open();
      await desk.ask("load_sample");
      await expect.poll(async () => ((await desk.ask("import_state")) as { running: unknown }).running, { timeout: 60_000 }).toBeNull();
      await use(desk);
      await desk.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  /** Opens desks that end with the test. */
  // eslint-disable-next-line no-empty-pattern
  serve: async ({}, use) => {
    const opened: Desk[] = [];
    await use(async (state) => {
      const desk = await Desk.open(state);
      opened.push(desk);
      return desk;
    });
    for (const desk of opened) await desk.close();
  },
  quiet: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") said.push(`${message.type()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => said.push(`thrown: ${error.message}`));
      page.on("requestfailed", (request) => said.push(`not loaded: ${request.url()}`));
      await use(undefined);
      expect(said, "what the page reported").toEqual([]);
    },
    { auto: true },
  ],
});

/** Goes to a place of the page, as its address says it, and waits until it stands. */
export async function open(page: Page, desk: Desk, place = ""): Promise<void> {
  await page.goto(`${desk.address}${place && `#/${place}`}`);
  await expect(page.locator("body[data-painted]")).toBeAttached();
  await settled(page);
}

/** Waits until nothing is asked for any more and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    await frame();
    await frame();
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}

/** What axe finds on the page as it is that keeps people out, seriously or wholly. */
export async function barriers(page: Page): Promise<string[]> {
  // Not as a script of the page, whose policy forbids it.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Found { id: string; impact: string; nodes: { target: string[]; failureSummary?: string }[] }
    const { violations } = await (window as unknown as { axe: { run(of: Document, how: object): Promise<{ violations: Found[] }> } }).axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary?.split("\n").at(-1)?.trim()})`).join("; ")}`);
  });
}

/** Keeps a picture of the page as it is. */
export async function keep(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Makes the window so tall that all of the page is seen. */
async function unroll(page: Page, width: number): Promise<void> {
  const hidden = await page.evaluate(() => {
    const rolled = document.querySelector(".page");
    return rolled ? rolled.scrollHeight - rolled.clientHeight : 0;
  });
  const height = page.viewportSize()?.height ?? WINDOW.height;
  await page.setViewportSize({ width, height: height + hidden });
  await settled(page);
}

/**
 * Looks at the page as it is in both themes: nothing on it keeps anybody out, and pictures of it are kept, as the window
 * shows it and from top to bottom in a large one.
 */
export async function look(page: Page, name: string): Promise<void> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await settled(page);
    await keep(page, `${name}-${colorScheme}`);
    for (const barrier of await barriers(page)) found.push(`${colorScheme}: ${barrier}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(LARGE);
  await settled(page);
  await unroll(page, LARGE.width);
  await keep(page, `${name}-large`);
  await page.setViewportSize(WINDOW);
  expect(found, "what keeps people out").toEqual([]);
}
