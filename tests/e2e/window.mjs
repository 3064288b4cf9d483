// Drives the app's real window through WebKitWebDriver (the protocol: https://www.w3.org/TR/webdriver2/).
import assert from "node:assert/strict";
import { execFile, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const artifacts = new URL("../../artifacts/", import.meta.url).pathname;
const axe = readFileSync(new URL("../../ui/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const { SUPPORTMIX_APP: app, SUPPORTMIX_SMIX: smix } = process.env;

/**
 * A test with a user of its own: an empty data folder, removed at the end. It fails too where a page has reported an
 * error. Where it fails, a picture of the window is kept in artifacts/.
 * @param {string} name
 * @param {(user: User) => Promise<void>} steps
 * @param {string | null} language the system's, as `de_DE`; null for none, which reads English
 */
export function windowTest(name, steps, language = null) {
  test(name, { timeout: 180_000 }, async () => {
    const user = new User(language);
    try {
      await steps(user);
      await user.window?.quit();
    } catch (failure) {
      await user.window?.screenshot(`failed: ${name}`.replaceAll(/\W+/g, "-")).catch(() => {});
      throw failure;
    } finally {
      await user.leave();
    }
  });
}

/** Waits until the probe gives something true, and gives that; `what` says in the failure what was waited for. */
export async function until(what, probe, seconds = 20) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    let thrown;
    try {
      const found = await probe();
      if (found) return found;
    } catch (error) {
      thrown = error;
    }
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s in vain: ${what}`, { cause: thrown });
    await sleep(100);
  }
}

/** Someone who uses the app and the command line on the same data. */
export class User {
  /** Where the test may put files; the app's own data are in there too. */
  folder = mkdtempSync(join(tmpdir(), "supportmix-"));
  /** The store of both. */
  store = join(this.folder, "data/supportmix/supportmix.db");
  /** The window that is open, if any. */
  window = null;

  #environment = {
    ...process.env,
    XDG_DATA_HOME: join(this.folder, "data"),
    XDG_CONFIG_HOME: join(this.folder, "config"),
    XDG_CACHE_HOME: join(this.folder, "cache"),
    GTK_THEME: "Adwaita",
    // What tells the web view to let itself be driven.
    TAURI_WEBVIEW_AUTOMATION: "true",
  };

  constructor(language) {
    // Whatever the machine's own language is.
    for (const name of ["LC_ALL", "LANGUAGE"]) delete this.#environment[name];
    this.#environment.LANG = language ? `${language}.UTF-8` : "C.UTF-8";
    if (!language) return;
    // The web view takes the language of a locale that is there only; it is made for this user alone.
    this.#environment.LOCPATH = join(this.folder, "locales");
    mkdirSync(this.#environment.LOCPATH);
    execFileSync("localedef", ["-i", language, "-f", "UTF-8", join(this.#environment.LOCPATH, `${language}.UTF-8`)]);
  }

  /** Starts the app with these arguments and waits until its first page is painted. */
  async openWindow(...args) {
    this.window = await Window.open(args, this.#environment);
    await until("the first page is painted", () => this.window.evaluate("return document.body.dataset.painted"), 60);
    return this.window;
  }

  /** Starts the app once more beside the window that is open, as a user does by clicking its icon again. */
  async startAgain(...args) {
    await run(app, args, { env: this.#environment, timeout: 30_000 });
  }

  /** What the command line prints. */
  async smix(...args) {
    const { stdout } = await run(smix, args, { env: this.#environment, maxBuffer: 64 << 20 });
    return stdout;
  }

  async leave() {
    await this.window?.end();
    // The processes of the web view may still be writing.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** The open window. Elements are named by CSS selectors, or by XPath where the name begins with a slash. */
class Window {
  #driver;
  #address;
  #open = true;

  static async open(args, environment) {
    const window = new Window();
    const port = await freePort();
    mkdirSync(artifacts, { recursive: true });
    const log = openSync(join(artifacts, "window.log"), "a");
    // setpriv: the driver ends with this process, however that ends.
    const words = ["--pdeathsig", "TERM", "WebKitWebDriver", "--host=127.0.0.1", `--port=${port}`];
    window.#driver = spawn("setpriv", words, { env: environment, stdio: ["ignore", log, log] });
    closeSync(log);
    window.#address = `http://127.0.0.1:${port}`;
    try {
      await until("the driver answers", () => window.#ask("GET", "/status"));
      const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: app, args } } };
      const { sessionId } = await window.#ask("POST", "/session", { capabilities });
      window.#address += `/session/${sessionId}`;
      await window.collectErrors();
    } catch (failure) {
      window.#driver.kill();
      throw failure;
    }
    return window;
  }

  async #ask(method, path, body) {
    const reply = await fetch(this.#address + path, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(90_000),
    });
    const { value } = await reply.json();
    if (!reply.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  async #find(name) {
    const using = name.startsWith("/") ? "xpath" : "css selector";
    const found = await this.#ask("POST", "/element", { using, value: name });
    return `/element/${found[ELEMENT]}`;
  }

  /** Waits for the element to be there. */
  async sees(name, seconds) {
    await until(`the page has ${name}`, () => this.#find(name), seconds);
  }

  /** The processes of the app and of its web view. */
  async processes() {
    const { stdout } = await run("ps", ["-e", "-o", "pid=,ppid="]);
    const parents = stdout.trim().split("\n").map((line) => line.trim().split(/\s+/).map(Number));
    const below = (id) => parents.filter(([, parent]) => parent === id).flatMap(([child]) => [child, ...below(child)]);
    return below(this.#driver.pid);
  }

  /** Clicks the element, once it is there and nothing covers it. */
  async click(name) {
    await until(`${name} can be clicked`, async () => {
      const path = await this.#find(name);
      // What is far out of sight has no place until it is scrolled to.
      await this.evaluate("arguments[0].scrollIntoView({ block: 'nearest' })", { [ELEMENT]: path.slice("/element/".length) });
      await this.#ask("POST", `${path}/click`, {});
      return true;
    });
  }

  /** Clears the field, once it is there and takes what is typed, and types the text into it. */
  async fill(name, text) {
    await this.sees(name);
    await until(`${name} can be typed into`, async () => {
      const field = await this.#find(name);
      await this.#ask("POST", `${field}/clear`, {});
      await this.#ask("POST", `${field}/value`, { text });
      return true;
    });
  }

  /** Presses a key in the field, which keeps what it has. */
  async press(name, key) {
    await this.#ask("POST", `${await this.#find(name)}/value`, { text: key });
  }

  /** Presses a key where the focus is. */
  async pressThere(key) {
    const focused = await this.#ask("GET", "/element/active");
    await this.#ask("POST", `/element/${focused[ELEMENT]}/value`, { text: key });
  }

  /** The element's text as it is seen, once it is there. */
  async text(name) {
    return until(`${name} has a text`, async () => this.#ask("GET", `${await this.#find(name)}/text`));
  }

  /** Has the page keep what it reports as errors; to be called again where it has been loaded anew. */
  async collectErrors() {
    await this.evaluate(COLLECT_ERRORS);
  }

  /** Runs the body of a function in the page. */
  async evaluate(body, ...args) {
    return this.#ask("POST", "/execute/sync", { script: body, args });
  }

  /**
   * What axe finds on the page as it is that keeps people out, seriously or wholly: each rule with the elements that break
   * it.
   */
  async barriers() {
    await this.evaluate(`if (!window.axe) { ${axe} }
      window.axeFound = undefined;
      window.axe.run(document, { resultTypes: ["violations"] }).then((found) => (window.axeFound = found.violations), (error) => (window.axeFound = [{ id: String(error), impact: "critical", nodes: [] }]));`);
    const found = await until("axe has looked", () => this.evaluate("return window.axeFound"), 60);
    return found
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} (${failureSummary?.split("\n").at(-1)?.trim()})`).join("; ")}`);
  }

  /** Ends the app as its user does, and fails where the page has reported errors. */
  async quit() {
    if (!this.#open) return;
    const reported = await this.evaluate("return window.reportedErrors");
    await this.end();
    assert.deepEqual(reported, [], "what the page reported");
  }

  /**
   * The display as PNG, which the window fills; with a name, also kept as artifacts/<name>.png. Taken from the display
   * rather than through the driver: WebKitGTK's driver hangs on screenshots here, and dialogs are seen too.
   */
  async screenshot(name) {
    const file = join(artifacts, `${name ?? "window"}.png`);
    await run("import", ["-window", "root", file], { timeout: 30_000 });
    return readFileSync(file);
  }

  /**
   * Ends the app, and waits for that: one started before the last has ended would hand its files to that one, and no
   * window would open. The driver closes the page; on a busy machine it may be gone before it has ended the app, which is
   * asked to end then.
   */
  async end() {
    if (!this.#open) return;
    this.#open = false;
    const { stdout } = await run("pgrep", ["--parent", `${this.#driver.pid}`]).catch(() => ({ stdout: "" }));
    await this.#ask("DELETE", "").catch(() => {});
    this.#driver.kill();
    const apps = stdout.trim().split("\n").filter(Boolean).map(Number);
    const ended = () => !apps.some(isRunning);
    await until("the app ends by itself", ended, 3).catch(() => apps.filter(isRunning).forEach(end));
    await until("the app ends", ended);
  }
}

/**
 * The driver tells nothing of the page's console, so the page itself is made to keep what it reports, from when the driver
 * can first reach it: what comes before that is seen only in a browser (ui/browser).
 */
const COLLECT_ERRORS = `
  const reported = (window.reportedErrors = []);
  addEventListener("error", (event) => reported.push(String(event.message)));
  addEventListener("unhandledrejection", (event) => reported.push(String(event.reason)));
  addEventListener("securitypolicyviolation", (event) => reported.push(event.violatedDirective + " " + event.blockedURI));
  const error = console.error;
  console.error = (...words) => (reported.push(words.join(" ")), error(...words));
`;

/**
 * Types a path into the file dialog with this title, which the desktop shows and the page knows nothing of, and
 * confirms it.
 */
export async function chooseFile(title, path) {
  const visible = ["search", "--onlyvisible", "--name", `^${title}$`];
  const found = () => run("xdotool", visible).then(({ stdout }) => stdout.trim().split("\n")[0], () => undefined);
  await until(`the dialog “${title}” opens`, found);
  await until(`the dialog “${title}” closes`, async () => {
    // Looked for each time: it may have closed a moment after it was last seen.
    const dialog = await found();
    if (!dialog) return true;
    // A slash brings up the field for a path where the dialog has none yet; then whatever is in it is replaced.
    await run("xdotool", ["windowfocus", "--sync", dialog, "key", "slash", "key", "ctrl+a", "type", "--delay", "15", path]);
    await run("xdotool", ["key", "Return"]);
    await sleep(500);
    return !(await found());
  });
}

/** Whether a process runs: it is there, and no zombie that nobody has asked after. */
function isRunning(id) {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${id}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Asks a process to end. */
function end(id) {
  try {
    process.kill(id);
  } catch {
    // It has just ended by itself.
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
