// What the reader waits for in the real window, and the memory it takes. Prints a table.
//
//     node benches/window.mjs TICKETS.csv        (cargo xtask bench gives it a display)
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { until, User } from "../tests/e2e/window.mjs";

const STARTS = 5;
const PAGES = ["review", "deflection", "satisfaction", "resolution", "escalations", "costs"];
const FILTERS = ["channel:email", "channel:chat", "channel:web", "priority:high", "priority:normal", "language:en", "language:de"];

const csv = process.argv[2];
const user = new User();
try {
  await user.smix("import", csv, "--source", "bench");
  await user.smix("costs", "set", "--from", "2024-01", "--people", "17500", "--ai-fixed", "1800", "--ai-usage", "0.99", "--overhead", "2400");
  const [begins, paints] = [[], []];
  for (let start = 0; start < STARTS; start++) {
    await user.window?.quit();
    const begun = Date.now();
    const window = await user.openWindow();
    begins.push((await window.evaluate("return performance.timeOrigin")) - begun);
    paints.push(Number(await window.evaluate("return document.body.dataset.painted")) - begun);
  }
  const window = user.window;
  const atStart = await memory(window);
  const visits = [];
  for (const page of PAGES) visits.push(await change(window, `#/${page}?compare=before`));
  const filtered = {};
  for (const days of ["", "&from=2026-08-24&to=2026-11-22"]) {
    for (const page of PAGES) {
      await change(window, `#/${page}?compare=before${days}`);
      const times = [];
      for (const filter of FILTERS) times.push(await change(window, `#/${page}?where=${encodeURIComponent(filter)}${days}`));
      filtered[`${page}, ${days ? "a quarter" : "a week"}`] = times;
    }
  }
  const inTheEnd = await memory(window);
  const errors = await window.errors();
  if (errors.length > 0) throw new Error(errors.join("\n"));
  const all = Object.values(filtered).flat();
  console.log("\n| in the window | median, ms | 95 of 100, ms |\n|---|---|---|");
  row("from the start until the page begins to load", begins);
  row("from the start until the Review page is painted", paints);
  row("a page's first visit", visits);
  row("a changed filter", all);
  for (const [name, times] of Object.entries(filtered)) row(`– ${name}`, times);
  console.log(`\nMemory of the app and its web processes (sum of PSS): ${atStart} at the start, ${inTheEnd} after all that.`);
} finally {
  await user.leave();
}

/** Goes to an address; milliseconds until what it shows is painted. */
async function change(window, hash) {
  // What could not be seen is drawn while nothing is asked.
  await sleep(700);
  const begun = await window.evaluate("window.paintedBefore = document.body.dataset.painted; location.hash = arguments[0]; return performance.timeOrigin + performance.now()", hash);
  const painted = await until(`${hash} is painted`, () => window.evaluate("const at = document.body.dataset.painted; return at !== window.paintedBefore && !document.querySelector('[aria-busy=true]') && at"));
  return Number(painted) - begun;
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
