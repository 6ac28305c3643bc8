// What an administrator comes for, from the first click to the restart of the program.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { allTabs, close, field, login, open, openAs, review, status, submit, submitButton, tab, usePhone } from "./support.mjs";

describe("an administrator", () => {
  const phone = usePhone();

  test("goes Admin Login, advanced, SIP, CTI Enable, Submit All Changes, and it is there after a restart", async () => {
    const page = await open(phone, "/basic");
    await page.getByRole("link", { name: "Admin Login" }).click();
    await page.waitForURL("**/admin/**");
    await login(page);
    await page.getByRole("link", { name: "advanced" }).click();
    await page.waitForURL("**/admin/advanced*");
    await tab(page, "SIP");
    const cti = page.getByRole("switch", { name: "CTI Enable" });
    assert.equal(await cti.isChecked(), false);
    await cti.check();
    await page.getByText("1 change not saved yet").waitFor();
    await submitButton(page).click();
    const { dialog, rows } = await review(page);
    assert.match(rows.join(), /CTI Enable SIP\s+No\s+Yes/);
    await dialog.getByRole("button", { name: "Submit 1 change" }).click();
    await page.getByText("Saved: 1 setting changed.").waitFor();
    assert.equal(await page.locator(".pending").count(), 0);

    await phone.stop();
    await phone.start();
    await page.reload();
    if (await page.getByLabel("Password").isVisible()) await login(page);
    await allTabs(page);
    await tab(page, "SIP");
    assert.equal(await page.getByRole("switch", { name: "CTI Enable" }).isChecked(), true);
    await close(page);
  });

  test("keeps edits while switching tabs and views, and sends them together", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    await field(page, "SIP_User_Agent_Name").fill("Desk");
    await tab(page, "Ext 2");
    await field(page, "Display_Name_2_").fill("Reception");
    await page.getByRole("link", { name: "basic" }).click();
    await page.getByText("2 changes not saved yet").waitFor();
    await page.getByRole("link", { name: "advanced" }).click();
    await tab(page, "SIP");
    assert.equal(await field(page, "SIP_User_Agent_Name").inputValue(), "Desk");
    await submit(page);
    assert.match(await status(page).innerText(), /2 settings changed/);
    await close(page);
  });

  test("undoes all changes without asking the phone", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    const before = await field(page, "Max_Forward").inputValue();
    await field(page, "Max_Forward").fill("33");
    await page.getByRole("button", { name: "Undo All Changes" }).click();
    assert.equal(await field(page, "Max_Forward").inputValue(), before);
    await close(page);
  });

  test("is warned before edits are lost", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    await field(page, "Max_Forward").fill("33");
    await page.getByRole("link", { name: "User Login" }).click();
    const dialog = page.getByRole("dialog", { name: "Leave without submitting?" });
    await dialog.getByRole("button", { name: "Stay here" }).click();
    assert.equal(await field(page, "Max_Forward").inputValue(), "33");
    await page.getByRole("link", { name: "User Login" }).click();
    await dialog.getByRole("button", { name: "Leave without" }).click();
    await page.waitForURL(`${phone.url}/advanced*`);
    await close(page);
  });

  test("sees the status of the phone live", async () => {
    const page = await openAs(phone, "/admin/");
    const elapsed = page.locator("#panel-info .facts > div", { has: page.getByText("Elapsed Time", { exact: true }) }).locator("dd");
    const first = await elapsed.innerText();
    await page.waitForFunction((known) => [...document.querySelectorAll("#panel-info .facts > div")]
      .some((row) => row.firstChild.textContent === "Elapsed Time" && row.lastChild.textContent !== known), first);
    await close(page);
  });

  test("is asked before a reboot, whatever address is opened", async () => {
    const page = await openAs(phone, "/admin/reboot");
    const dialog = page.getByRole("dialog", { name: "Restart the phone?" });
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.match(page.url(), /\/admin\/(#.*)?$/);
    await close(page);
  });
});
