// The live link: lost and found again, a phone that restarts, a login that ends.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, open, passwords } from "./support.mjs";
import { body, ignoreLostLink, key, loginToPhone, openPhone, push, shows, textPage, useDeskPhone, useWebServer } from "./phone_support.mjs";

describe("the phone's page", () => {
  const phone = useDeskPhone();
  const web = useWebServer();
  const lost = (page) => page.getByText("Connection lost, trying again");

  test("says that the phone is gone, and goes on by itself when it is back", async () => {
    const page = await openPhone(phone);
    await push(phone, web.put("/before.xml", textPage("Before", "The phone restarts now")));
    await shows(page, "Before");
    await phone.stop();
    await lost(page).waitFor();
    assert.equal(await page.locator(".lcd.dead").count(), 1);
    await phone.start();
    // Its logins are gone with it.
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await dialog.waitFor();
    await dialog.getByLabel("Password").fill(passwords.admin);
    await dialog.getByRole("button", { name: "Log in" }).click();
    await lost(page).waitFor({ state: "detached" });
    await push(phone, web.put("/after.xml", textPage("After", "It is back")));
    await shows(page, "After");
    assert.equal(await page.locator(".lcd.dead").count(), 0);
    ignoreLostLink(page);
    await close(page);
  });

  test("catches up after a break of the network with what it missed", async () => {
    const page = await open(phone, "/phone");
    const links = [];
    await page.routeWebSocket(/\/api\/v1\/events/, (socket) => links.push({ socket, server: socket.connectToServer() }));
    await page.reload();
    await loginToPhone(page);
    await push(phone, web.put("/one.xml", textPage("One", "Before the break")));
    await shows(page, "One");
    const { length } = links;
    await links.at(-1).socket.close({ code: 4000 });
    await lost(page).waitFor();
    await push(phone, web.put("/two.xml", textPage("Two", "Meanwhile")));
    await shows(page, "Two");
    await lost(page).waitFor({ state: "detached" });
    assert.equal(links.length, length + 1);
    assert.match(links.at(-1).socket.url(), /stream=[^&]+&after=\d+$/);
    await close(page);
  });

  test("says that a login has ended, and takes a new one without losing its place", async () => {
    const page = await openPhone(phone);
    await push(phone, web.put("/here.xml", textPage("Here", "This stays")));
    await shows(page, "Here");
    const { token } = await page.request.get(`${phone.url}/api/v1/session`).then((response) => response.json());
    await page.request.post(`${phone.url}/api/v1/logout`, { data: {}, headers: { "X-CSRF-Token": token, Origin: phone.url } });
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.getByText("Your session has ended.").waitFor();
    await page.getByRole("button", { name: "Log in again" }).click();
    await dialog.getByLabel("Password").fill(passwords.admin);
    await dialog.getByRole("button", { name: "Log in" }).click();
    await page.getByText("Your session has ended.").waitFor({ state: "detached" });
    await key(page, "VolUp").click();
    await shows(page, "Here");
    assert.equal(await body(page).count(), 1);
    await close(page);
  });

  test("shows the same phone to two people", async () => {
    const [first, second] = [await openPhone(phone), await openPhone(phone, { account: "user" })];
    await push(phone, web.put("/both.xml", textPage("Both", "Everybody sees this")));
    await Promise.all([first, second].map((page) => shows(page, "Both")));
    await key(first, "VolDown").click();
    await second.locator('[data-key="VolDown"][data-by="person"]').waitFor();
    assert.equal(await second.getByRole("button", { name: "Pushes" }).count(), 0);
    await close(first);
    await close(second);
  });
});
