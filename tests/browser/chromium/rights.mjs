// Who may see and do what.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, field, login, open, openAs, passwords, submit, tab, usePhone } from "./support.mjs";

describe("the user account", () => {
  const phone = usePhone();

  test("sees its own settings and changes them, and nothing of the administrator's", async () => {
    const page = await openAs(phone, "/advanced");
    const tabs = await page.getByRole("tab").allInnerTexts();
    assert.ok(tabs.includes("User") && !tabs.includes("Provisioning") && !tabs.includes("TR-069"), tabs.join());
    assert.equal(await field(page, "Admin_Passwd").count(), 0);
    assert.equal(await page.getByRole("button", { name: "History" }).count(), 0);
    assert.equal(await page.getByRole("link", { name: "Reboot" }).count(), 0);
    await tab(page, "User");
    await field(page, "Cfwd_All_Dest").fill("102");
    await submit(page);
    await close(page);
  });

  test("does not open the administrator's pages with its session", async () => {
    const page = await openAs(phone, "/basic");
    await page.getByRole("link", { name: "Admin Login" }).click();
    await page.waitForURL("**/admin/**");
    await page.getByRole("heading", { name: "Admin Login" }).waitFor();
    await login(page, "admin");
    await tab(page, "System");
    await close(page);
  });

  test("is refused with a wrong password, and told so", async () => {
    const page = await open(phone, "/basic");
    await page.getByLabel("Password").fill("wrong");
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("alert").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "password");
    await page.getByLabel("Password").fill(passwords.user);
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "User" }).waitFor();
    await close(page);
  });

  test("is left by logging out", async () => {
    const page = await openAs(phone, "/basic");
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByRole("heading", { name: "User Login" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "User Login" }).waitFor();
    await close(page);
  });

  test("can be looked at by an administrator", async () => {
    const page = await openAs(phone, "/admin/");
    await page.goto(`${phone.url}/advanced`);
    await page.getByRole("tab", { name: "User" }).waitFor();
    assert.equal(await page.getByRole("tab", { name: "Provisioning" }).count(), 0);
    await close(page);
  });
});
