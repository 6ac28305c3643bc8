// The page /phone: its phone has a line that pushes are for, and there is a web server with pages to push.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { close, open, passwords, patience, program, usePhone } from "./support.mjs";

const line = { user: "101", password: "Line-Secret-1" };

export function useDeskPhone(options = []) {
  return usePhone(["--set", `User_ID_1_=${line.user}`, "--set", `Password_1_=${line.password}`, "--set", "Display_Name_1_=Reception",
    "--set", "Station_Name=desk-101", ...options]);
}

// Serves what a test puts in `pages`: XML, or a function of the URL that makes it. Keeps what was asked for.
class WebServer {
  pages = new Map();
  asked = [];

  async start() {
    this.server = createServer((request, response) => {
      const url = new URL(request.url, this.url);
      this.asked.push(request.url);
      const page = this.pages.get(url.pathname);
      response.statusCode = page === undefined ? 404 : 200;
      response.setHeader("Content-Type", "text/xml; charset=utf-8");
      response.end(typeof page === "function" ? page(url) : page);
    }).listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.url = `http://127.0.0.1:${this.server.address().port}`;
  }

  // Returns the address of the page.
  put(path, page) {
    this.pages.set(path, page);
    return this.url + path;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}

export function useWebServer() {
  const server = new WebServer();
  before(() => server.start());
  after(() => server.stop());
  return server;
}

export const textPage = (title, text) =>
  `<CiscoIPPhoneText><Title>${title}</Title><Prompt>Press Exit to leave</Prompt><Text>${text}</Text></CiscoIPPhoneText>`;

export function menuPage(title, items) {
  const rows = items.map(([name, url]) => `<MenuItem><Name>${name}</Name><URL>${url}</URL></MenuItem>`);
  return `<CiscoIPPhoneMenu><Title>${title}</Title><Prompt>Please choose</Prompt>${rows.join("")}</CiscoIPPhoneMenu>`;
}

export function inputPage(title, url, fields) {
  const items = fields.map(([name, parameter, flags, value = ""]) => `<InputItem><DisplayName>${name}</DisplayName>` +
    `<QueryStringParam>${parameter}</QueryStringParam><InputFlags>${flags}</InputFlags><DefaultValue>${value}</DefaultValue></InputItem>`);
  return `<CiscoIPPhoneInput><Title>${title}</Title><Prompt>Fill it in</Prompt><URL>${url}</URL>${items.join("")}</CiscoIPPhoneInput>`;
}

// `handset` with these arguments to its end.
export async function runProgram(words) {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const [status] = await once(child, "close");
  return { status, said };
}

// `handset push` to the end: with the right password it must have been accepted.
export async function push(phone, what, password = line.password) {
  const { status, said } = await runProgram(["push", `sip:${line.user}@127.0.0.1:${phone.sip}`, "--password", password, what]);
  if (password === line.password) assert.equal(status, 0, said);
  return status;
}

export async function loginToPhone(page, account = "admin") {
  if (account === "user") await page.getByRole("button", { name: "Log in as user instead" }).click();
  await page.getByLabel("Password").fill(passwords[account]);
  await page.getByRole("button", { name: "Log in", exact: true }).click();
  await body(page).waitFor();
}

export async function openPhone(phone, { account = "admin", ...options } = {}) {
  const page = await open(phone, "/phone", options);
  await loginToPhone(page, account);
  return page;
}

// One page for the tests of a file, logged in: desk.page.
export function useDesk(phone, options) {
  const desk = {};
  before(async () => (desk.page = await openPhone(phone, options)));
  after(async () => {
    await desk.page.context().close();
    ignoreLostLink(desk.page); // its phone has stopped before
    await close(desk.page);
  });
  return desk;
}

// Of what the page complained of, what a phone that is gone explains.
export function ignoreLostLink(page) {
  page.complaints = page.complaints.filter((words) => !/WebSocket|ERR_CONNECTION|Failed to load/.test(words));
}

export const body = (page) => page.locator(".phone");
export const key = (page, name) => page.locator(`.phone [data-key="${name}"]`);

// What the phone says its screen shows.
export async function screenOf(page) {
  const response = await page.request.get(new URL("/api/v1/screen", page.url()).href);
  assert.equal(response.status(), 200);
  return response.json();
}

// Waits until the screen is as wanted, on the page as well as over the API, and returns it.
export async function shows(page, title, wanted = () => true) {
  await page.locator("#screen-text h2", { hasText: title }).waitFor({ state: "attached" });
  return until(`the screen "${title}"`, async () => {
    const screen = await screenOf(page);
    return screen.title === title && wanted(screen) ? screen : undefined;
  });
}

export const chosen = (screen) => screen.rows.find(({ selected }) => selected)?.text;
export const typed = (screen) => screen.rows.find(({ field }) => field && field.cursor !== null)?.field.text;

// Every text of the screen stands in the part of the page that a screen reader goes through.
export async function checkWords(page, screen) {
  const words = (await page.locator("#screen-text").innerText()).replace(/\s+/g, " ");
  const texts = [screen.title, screen.prompt, ...screen.rows.flatMap(({ text, right }) => [text, right])];
  for (const text of texts.map((each) => each.trim().replace(/\s+/g, " ")).filter(Boolean)) assert.ok(words.includes(text), `"${text}" is not in "${words}"`);
  const keys = await page.getByRole("group", { name: "Soft keys" }).getByRole("button").evaluateAll((buttons) => buttons.map((button) => button.ariaLabel));
  screen.soft_keys.forEach((label, place) => assert.ok(keys[place].startsWith(label), `soft key ${place + 1}: ${keys[place]}`));
}

export async function until(what, ask) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

// The keys of programs come with a password of their own.
export async function pressAsProgram(phone, name) {
  const credentials = Buffer.from(`admin:${passwords.admin}`).toString("base64");
  const reply = await fetch(`${phone.url}/api/v1/keys`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Basic ${credentials}` },
    body: JSON.stringify({ key: name }),
  });
  assert.equal(reply.status, 200);
}

// How many different colours the canvas of the screen has: one means that nothing was drawn.
export const coloursOf = (page) => page.locator(".lcd canvas").evaluate((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
});
