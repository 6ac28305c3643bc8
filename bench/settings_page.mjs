// How long does the administration take to come up in Chromium, with the 12 extensions of an SPA509G? From the
// start of the navigation until the first tab is painted, and until every tab is there, with nothing in the
// browser's cache. Beside it, in the same browser and in turns: a plain document with as many text fields,
// which is the least that such a page can cost. Run by bench/settings: node settings_page.mjs PROGRAM MODULES ROUNDS.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [, , program, modules, rounds] = process.argv;
const { chromium } = createRequire(join(modules, "playwright-core/package.json"))("playwright-core");
const password = "Figures-Only-5";

async function listen(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server.address().port;
}

async function freePort() {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, "close");
  return port;
}

async function startPhone(data) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, ["run", "--data", data, "--sip", "127.0.0.1:0", "--http", url.slice("http://".length),
    "--model", "SPA509G", "--set", `Admin_Passwd=${password}`], { stdio: "ignore" });
  const deadline = Date.now() + 30000;
  while (!(await fetch(`${url}/api/v1/session`).then(() => true, () => false))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error("the phone does not start");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { url, stop: () => child.kill("SIGTERM") && once(child, "exit") };
}

function plainDocument(fields) {
  const rows = Array.from({ length: fields }, (_, i) => `<label>Field ${i} <input value="value ${i}"></label><br>`);
  return `<!doctype html><html lang="en"><title>Plain</title><form>${rows.join("\n")}</form></html>`;
}

// Milliseconds from the start of the navigation, in a fresh cache.
async function administration(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.request.post(`${url}/api/v1/login`, { data: { account: "admin", password } });
  const page = await context.newPage();
  await page.goto(`${url}/admin/advanced`);
  const marks = await page.waitForFunction(() => {
    const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
    return at("all-tabs") && { first: at("first-tab"), all: at("all-tabs") };
  });
  const result = { ...(await marks.jsonValue()), fields: await page.locator('input[id^="set-"], select[id^="set-"], textarea[id^="set-"]').count() };
  await context.close();
  return result;
}

async function plain(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(url);
  const time = await page.evaluate(() => new Promise((resolve) =>
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))));
  await context.close();
  return time;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const data = await mkdtemp(join(tmpdir(), "handset-bench-"));
const phone = await startPhone(data);
const browser = await chromium.launch({
  executablePath: process.env.HANDSET_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
});
const { fields } = await administration(browser, phone.url);
const document = plainDocument(fields);
const server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(document));
const plainUrl = `http://127.0.0.1:${await listen(server)}/`;

console.log(`\nthe administration in Chromium: ${fields} fields\n`);
console.log("round   first tab ms   all tabs ms   plain document ms");
const figures = { first: [], all: [], plain: [] };
for (let round = 1; round <= Number(rounds); ++round) {
  const { first, all } = await administration(browser, phone.url);
  const floor = await plain(browser, plainUrl);
  figures.first.push(first);
  figures.all.push(all);
  figures.plain.push(floor);
  console.log(`${String(round).padStart(5)}   ${first.toFixed(0).padStart(12)}   ${all.toFixed(0).padStart(11)}   ${floor.toFixed(0).padStart(17)}`);
}
const [first, all, floor] = [figures.first, figures.all, figures.plain].map(median);
console.log(`\nmedian: first tab ${first.toFixed(0)} ms (aim: 300 ms), all ${all.toFixed(0)} ms (aim: 1000 ms), ${(all / floor).toFixed(1)} x the plain document`);
console.log(JSON.stringify({ page_fields: fields, first_tab_ms: Math.round(first), all_tabs_ms: Math.round(all), page_ratio: Number((all / floor).toFixed(2)) }));

await browser.close();
server.close();
await phone.stop();
await rm(data, { recursive: true, force: true });
