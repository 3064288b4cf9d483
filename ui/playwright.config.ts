import { defineConfig } from "@playwright/test";

/** The page in a browser, against the real router (tests/pages/server.rs). `npm run browser` builds the page for it first. */
export default defineConfig({
  testDir: "browser",
  testMatch: "**/*.test.ts",
  // Pictures of what failed; cleared at each start.
  outputDir: "../artifacts/browser",
  reporter: "list",
  fullyParallel: true,
  workers: 2,
  // Enough for a machine that does something else as well.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env["SUPPORTMIX_BROWSER"] ?? "/usr/bin/chromium",
      // Its own sandbox does not start for root, as in a container. It loads only this machine's page.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
});
