// How long does a push take until it is seen? From the datagram that carries the right credentials, through the
// fetch of a page from a web server here, to the new picture drawn in Chromium on /phone. Beside it, in the same
// browser and in turns: a picture of the same size over a bare WebSocket, which is the least that this can cost.
// Run as bench/screen [ROUNDS [PUSHES]], which calls node screen.mjs PROGRAM MODULES ROUNDS PUSHES.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createListener } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BareServer } from "./bare_socket.mjs";
import { PushClient } from "./push_client.mjs";

const [, , program, modules, rounds = "5", pushes = "60"] = process.argv;
const { chromium } = createRequire(join(modules, "playwright-core/package.json"))("playwright-core");
const password = "Figures-Only-5";
const line = { user: "101", password: "Line-Figures-5" };
const aim = 50; // milliseconds, the median

async function freePort() {
  const listener = createListener().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}

async function startPhone(data) {
  const [sip, http] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${http}`;
  const child = spawn(program, ["run", "--data", data, "--sip", `127.0.0.1:${sip}`, "--http", `127.0.0.1:${http}`, "--set", `Admin_Passwd=${password}`,
    "--set", `User_ID_1_=${line.user}`, "--set", `Password_1_=${line.password}`], { stdio: "ignore" });
  const deadline = Date.now() + 30000;
  while (!(await fetch(`${url}/api/v1/session`).then(() => true, () => false))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error("the phone does not start");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { url, sip, stop: () => child.kill("SIGTERM") && once(child, "exit") };
}

// A page of text whose title is the last part of its address.
async function startPages() {
  const server = createServer((request, response) => {
    const title = request.url.slice(1);
    response.setHeader("Content-Type", "text/xml");
    response.end(`<CiscoIPPhoneText><Title>${title}</Title><Prompt>Press Exit to leave</Prompt>` +
      `<Text>Page ${title}: the server room is at 27.4 °C and rising. Please ask the person on duty to look at the cooling.</Text></CiscoIPPhoneText>`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

const nodeNow = () => performance.timeOrigin + performance.now();

// Collects when each picture was drawn, by what its mark says.
async function watchPictures(page) {
  await page.addInitScript(() => {
    window.drawn = new Map();
    window.waitFor = (name) => new Promise((resolve) => {
      const look = () => (window.drawn.has(name) ? resolve(performance.timeOrigin + window.drawn.get(name)) : setTimeout(look, 1));
      look();
    });
    new PerformanceObserver((list) => {
      for (const mark of list.getEntries()) if (mark.name === "picture") window.drawn.set(mark.detail, mark.startTime);
    }).observe({ type: "mark" });
  });
}

// How far the clock of the page is ahead of ours: from the quickest of some questions.
async function clockOffset(page) {
  let best = { took: Infinity, offset: 0 };
  for (let i = 0; i < 15; i++) {
    const begun = nodeNow();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const took = nodeNow() - begun;
    if (took < best.took) best = { took, offset: there - begun - took / 2 };
  }
  return best.offset;
}

const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, part) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * part))];
const median = (values) => quantile(values, 0.5);

const data = await mkdtemp(join(tmpdir(), "handset-bench-"));
const phone = await startPhone(data);
const pages = await startPages();
const bare = new BareServer();
await bare.open();
const client = new PushClient({ port: phone.sip, ...line });
await client.open();
const browser = await chromium.launch({
  executablePath: process.env.HANDSET_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-renderer-backgrounding", "--disable-background-timer-throttling"],
});
const open = async (url) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  if (url.startsWith(phone.url)) await context.request.post(`${phone.url}/api/v1/login`, { data: { account: "admin", password } });
  const page = await context.newPage();
  await watchPictures(page);
  await page.goto(url);
  return page;
};
const desk = await open(`${phone.url}/phone`);
await desk.locator(".lcd canvas").waitFor();
await desk.waitForFunction(() => window.drawn.size > 0);
const plain = await open(bare.url);
await plain.waitForFunction(() => window.waitFor);
while (!bare.socket) await new Promise((resolve) => setTimeout(resolve, 5));

let number = 0;
async function pushOnce(offset) {
  const title = `Page-${++number}`;
  const sent = await client.push(`${pages.url}/${title}`, nodeNow);
  return (await desk.evaluate((name) => window.waitFor(name), title)) - offset - sent;
}
async function bareOnce(offset, picture) {
  const name = String(++number);
  const sent = nodeNow();
  bare.send(JSON.stringify({ number: name, picture }));
  return (await plain.evaluate((wanted) => window.waitFor(wanted), name)) - offset - sent;
}

for (let i = 0; i < 5; i++) await pushOnce(0);
const picture = Buffer.from(await desk.context().request.get(`${phone.url}/CGI/Screenshot`).then((response) => response.body())).toString("base64");
console.log(`\na push until it is seen in Chromium; its picture has ${Math.round(picture.length * 0.75)} bytes\n`);
console.log("round   push: median ms   p99 ms   bare: median ms");
const figures = { push: [], bare: [] };
for (let round = 1; round <= Number(rounds); ++round) {
  const [pushed, plainly] = [[], []];
  await desk.bringToFront();
  const offset = await clockOffset(desk);
  for (let i = 0; i < Number(pushes); i++) pushed.push(await pushOnce(offset));
  await plain.bringToFront();
  const plainOffset = await clockOffset(plain);
  for (let i = 0; i < Number(pushes); i++) plainly.push(await bareOnce(plainOffset, picture));
  figures.push.push(...pushed);
  figures.bare.push(...plainly);
  console.log(`${String(round).padStart(5)}   ${median(pushed).toFixed(1).padStart(15)}   ${quantile(pushed, 0.99).toFixed(1).padStart(6)}   ${median(plainly).toFixed(1).padStart(15)}`);
}
const [push, late, floor] = [median(figures.push), quantile(figures.push, 0.99), median(figures.bare)];
console.log(`\nmedian: ${push.toFixed(1)} ms (aim: ${aim} ms), p99 ${late.toFixed(1)} ms, ${(push / floor).toFixed(1)} x a bare picture (${floor.toFixed(1)} ms)`);
console.log(JSON.stringify({ bench: "screen", pushes: figures.push.length, median_ms: Number(push.toFixed(2)), p99_ms: Number(late.toFixed(2)), bare_ms: Number(floor.toFixed(2)), ratio: Number((push / floor).toFixed(2)) }));

await browser.close();
client.close();
bare.close();
pages.server.closeAllConnections();
pages.server.close();
await phone.stop();
await rm(data, { recursive: true, force: true });
