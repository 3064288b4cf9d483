// What the reader waits for in the real window, and the memory it takes. Prints a table.
//
//     node benches/window.mjs TICKETS.csv        (cargo xtask bench gives it a display)
//     node benches/window.mjs                    only starts it: of a window that says hello
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { until, User } from "../tests/e2e/window.mjs";

const STARTS = 5;
const PAGES = ["review", "deflection", "satisfaction", "resolution", "escalations", "costs"];
const FILTERS = ["channel:email", "channel:chat", "channel:web", "priority:high", "priority:normal", "language:en", "language:de"];

const csv = process.argv[2];
const user = new User();
try {
  if (csv) await measured();
  else await started("a window that says hello");
} finally {
  await user.leave();
}

async function measured() {
  await user.smix("import", csv, "--source", "bench");
  await user.smix("costs", "set", "--from", "2024-01", "--people", "17500", "--ai-fixed", "1800", "--ai-usage", "0.99", "--overhead", "2400");
  await started("the Review page");
  const window = user.window;
  const atStart = await memory(window);
  await window.evaluate(`
    const told = () => document.querySelector("[aria-busy=true]") || (window.answered = performance.timeOrigin + performance.now());
    new MutationObserver(told).observe(document.body, { subtree: true, attributeFilter: ["aria-busy"] })`);
  const visits = [];
  for (const page of PAGES) visits.push((await change(window, `#/${page}?compare=before`)).painted);
  const filtered = {};
  const withInsights = [];
  for (const days of ["", "&from=2026-08-24&to=2026-11-22"]) {
    for (const page of PAGES) {
      await change(window, `#/${page}?compare=before${days}`);
      const times = [];
      for (const filter of FILTERS) {
        const { painted, answered } = await change(window, `#/${page}?where=${encodeURIComponent(filter)}${days}`);
        times.push(painted);
        if (page === "escalations") withInsights.push(answered);
      }
      filtered[`${page}, ${days ? "a quarter" : "a week"}`] = times;
    }
  }
  const scrolls = await scrolled(window);
  const inTheEnd = await memory(window);
  // Fails where the page has reported an error.
  await window.quit();
  const all = Object.values(filtered).flat();
  row("a page's first visit", visits);
  row("a changed filter", all);
  for (const [name, times] of Object.entries(filtered)) row(`– ${name}`, times);
  row("– escalations, until the insights below its figures are there too", withInsights);
  row("between two frames while the ticket table is scrolled", scrolls.frames);
  row("until the rows at another place of the table are there", scrolls.jumps);
  console.log(`\nFrames in which a row of the table was not there yet while scrolling: ${scrolls.waiting} of ${scrolls.frames.length}.`);
  console.log(`Memory of the app and its web processes (sum of PSS): ${atStart} at the start, ${inTheEnd} after all that.`);
}

/** Starts the app again and again, and prints how long that takes. */
async function started(page) {
  const [begins, paints] = [[], []];
  for (let start = 0; start < STARTS; start++) {
    await user.window?.quit();
    const begun = Date.now();
    const window = await user.openWindow();
    begins.push((await window.evaluate("return performance.timeOrigin")) - begun);
    paints.push(Number(await window.evaluate("return document.body.dataset.painted")) - begun);
  }
  console.log(`\n| ${page} | median, ms | 95 of 100, ms |\n|---|---|---|`);
  row("from the start until it begins to load", begins);
  row("from the start until it is painted", paints);
}

/** Scrolls the table of all tickets, ten rows a frame, and jumps about in it. */
async function scrolled(window) {
  await window.evaluate("location.hash = '#/tickets'");
  await until("tickets are listed", () => window.evaluate("return document.querySelector('[data-testid=ticket-row]') !== null"));
  await sleep(700);
  await window.evaluate(`
    const table = document.querySelector("[data-testid=ticket-table]");
    const waits = () => table.querySelector("[data-testid=ticket-waiting]") !== null;
    const seen = (window.scrolls = { frames: [], jumps: [], waiting: 0, done: false });
    let last = 0;
    const scroll = (now) => {
      if (last > 0) seen.frames.push(now - last), (seen.waiting += waits());
      last = now;
      table.scrollTop += 320;
      if (seen.frames.length < 300) requestAnimationFrame(scroll);
      else jump();
    };
    const jump = () => {
      if (seen.jumps.length === 20) return (seen.done = true);
      table.scrollTop = table.scrollHeight * ((seen.jumps.length * 0.37 + 0.2) % 1);
      const begun = performance.now();
      // The frame in which the table hears of it, and those until all is there.
      const look = () => (waits() ? requestAnimationFrame(look) : (seen.jumps.push(performance.now() - begun), setTimeout(jump, 300)));
      requestAnimationFrame(() => requestAnimationFrame(look));
    };
    requestAnimationFrame(scroll)`);
  await until("the table has been scrolled", () => window.evaluate("return window.scrolls.done"), 60);
  return window.evaluate("return window.scrolls");
}

/** Goes to an address; milliseconds until the figures that it shows are painted, and until nothing more is awaited. */
async function change(window, hash) {
  // What is nearly in sight is drawn after what is.
  await sleep(700);
  const begun = await window.evaluate("window.paintedBefore = document.body.dataset.painted; location.hash = arguments[0]; return performance.timeOrigin + performance.now()", hash);
  const painted = await until(`${hash} is painted`, () => window.evaluate("const at = document.body.dataset.painted; return at !== window.paintedBefore && !document.querySelector('[aria-busy=true]') && at"));
  return { painted: Number(painted) - begun, answered: (await window.evaluate("return window.answered")) - begun };
}

/** Megabytes of each process and of all, each shared page counted as its share. */
async function memory(window) {
  const of = (id) => {
    try {
      const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))?.[1] ?? 0);
      return [{ name: readFileSync(`/proc/${id}/comm`, "utf8").trim(), megabytes: Math.round(kilobytes / 1000) }];
    } catch {
      // It has just ended.
      return [];
    }
  };
  const processes = (await window.processes()).flatMap(of);
  const sum = processes.reduce((sum, { megabytes }) => sum + megabytes, 0);
  return `${sum} MB (${processes.map(({ name, megabytes }) => `${name} ${megabytes}`).join(", ")})`;
}

function row(name, times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  console.log(`| ${name} | ${at(0.5)} | ${at(0.95)} |`);
}
