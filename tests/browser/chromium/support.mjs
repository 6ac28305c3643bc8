// A phone to test, a browser to test it with, and the steps that every test takes.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";

export const program = process.argv[2];
const modules = process.argv[3];
const require = createRequire(join(modules, "playwright-core/package.json"));
const { chromium } = require("playwright-core");
export const axeSource = createRequire(join(modules, "axe-core/package.json")).resolve("axe-core/axe.min.js");

export const passwords = { admin: "Correct-Horse-7", user: "Battery-Staple-9" };
export const patience = 15000;

let browser;
after(async () => browser?.close());

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

// A `handset run` with a data folder of its own. start() and stop() may be repeated: the data stays.
export class Phone {
  constructor(options = []) {
    this.options = options;
    this.said = "";
  }

  get url() {
    return `http://127.0.0.1:${this.http}`;
  }

  async start() {
    this.data ??= await mkdtemp(join(tmpdir(), "handset-pages-"));
    this.sip ??= await freePort();
    this.http ??= await freePort();
    this.process = spawn(program, ["run", "--data", this.data, "--sip", `127.0.0.1:${this.sip}`, "--http", `127.0.0.1:${this.http}`,
      "--set", `Admin_Passwd=${passwords.admin}`, "--set", `User_Password=${passwords.user}`, ...this.options],
      { stdio: ["ignore", "pipe", "pipe"] });
    this.ended = once(this.process, "exit");
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on("data", (text) => (this.said += text));
    const deadline = Date.now() + patience;
    while (!(await this.answers())) {
      if (this.process.exitCode !== null || Date.now() > deadline) throw new Error(`the phone does not start:\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async answers() {
    return fetch(`${this.url}/api/v1/session`).then(() => true, () => false);
  }

  async stop() {
    this.process.kill("SIGTERM");
    await this.ended;
  }

  async remove() {
    await rm(this.data, { recursive: true, force: true });
  }
}

// One browser from the first test to the last.
export async function haveBrowser() {
  browser ??= await chromium.launch({
    executablePath: process.env.HANDSET_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  });
}

// Registers the hooks of a file: its phone runs while its tests do.
export function usePhone(options) {
  const phone = new Phone(options);
  before(async () => {
    await haveBrowser();
    await phone.start();
  });
  after(async () => {
    await phone.stop();
    await phone.remove();
  });
  return phone;
}

// A page of a person with cookies of their own. Whatever the page complains of fails the test that closes it.
export async function open(phone, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (401|403|409|422)/.test(message.text())) page.complaints.push(message.text());
  });
  await page.goto(phone.url + path);
  return page;
}

export async function login(page, account = "admin") {
  await page.getByLabel("Password").fill(passwords[account]);
  await page.getByRole("button", { name: "Log in" }).click();
  await allTabs(page);
}

export async function openAs(phone, path, options) {
  const page = await open(phone, path, options);
  await login(page, path.startsWith("/admin") ? "admin" : "user");
  return page;
}

export async function allTabs(page) {
  const handle = await page.waitForFunction(() => {
    if (performance.getEntriesByName("all-tabs").length > 0) return "there";
    return document.querySelector("[role=alert]")?.innerText;
  });
  const outcome = await handle.jsonValue();
  if (outcome !== "there") throw new Error(outcome);
}

export async function close(page) {
  await page.context().close();
  if (page.complaints.length > 0) throw new Error(page.complaints.join("\n"));
}

export const tab = (page, name) => page.getByRole("tab", { name: new RegExp(`^${name}\\b`) }).click();
export const field = (page, tag) => page.locator(`[id="set-${tag}"]`);
export const submitButton = (page) => page.getByRole("button", { name: "Submit All Changes" });
export const status = (page) => page.locator(".actions [role=status]");

// The dialog that lists the changes, as text of its rows.
export async function review(page) {
  const dialog = page.getByRole("dialog", { name: "Review the changes" });
  await dialog.waitFor();
  return { dialog, rows: await dialog.locator("tbody tr").allInnerTexts() };
}

export async function submit(page) {
  await submitButton(page).click();
  const { dialog } = await review(page);
  await dialog.getByRole("button", { name: /^Submit/ }).click();
  await page.getByText(/^Saved:/).waitFor();
}
