// Wrong values, secrets, sessions that end: nothing that was typed is lost.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, field, openAs, passwords, review, submit, submitButton, tab, usePhone } from "./support.mjs";

describe("what is typed", () => {
  const phone = usePhone(["--set", "Station_Name=desk-101"]);

  test("comes back with the reason beside the field and in a summary, and everything typed is still there", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    await field(page, "SIP_T1").fill("soon");
    await field(page, "SIP_User_Agent_Name").fill("Kept");
    await tab(page, "Ext 1");
    await field(page, "Register_Expires_1_").fill("-4");
    await submitButton(page).click();

    const summary = page.getByRole("region", { name: /^Nothing was saved/ });
    await summary.waitFor();
    assert.equal(await summary.getByRole("listitem").count(), 2);
    assert.equal(await page.evaluate(() => document.activeElement.id), "summary-heading");
    await summary.getByRole("link", { name: "SIP T1 (SIP)" }).click();
    await page.waitForFunction(() => document.activeElement.id === "set-SIP_T1");
    assert.equal(await field(page, "SIP_T1").getAttribute("aria-invalid"), "true");
    assert.notEqual(await page.locator('[id="set-SIP_T1-issue"]').innerText(), "");
    assert.equal(await field(page, "SIP_T1").inputValue(), "soon");
    assert.equal(await field(page, "SIP_User_Agent_Name").inputValue(), "Kept");

    await field(page, "SIP_T1").fill("1");
    await tab(page, "Ext 1");
    await field(page, "Register_Expires_1_").fill("600");
    await submit(page);
    assert.equal(await page.locator(".summary").count(), 0);
    await close(page);
  });

  test("is shown as text, whatever it looks like", async () => {
    const page = await openAs(phone, "/admin/advanced");
    const evil = `<img src=x onerror="document.title='owned'">`;
    await tab(page, "Ext 1");
    await field(page, "Display_Name_1_").fill(evil);
    await submitButton(page).click();
    const { dialog, rows } = await review(page);
    assert.ok(rows.join().includes(evil));
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await page.getByText(/^Saved:/).waitFor();
    await page.reload();
    await tab(page, "Ext 1");
    assert.equal(await field(page, "Display_Name_1_").inputValue(), evil);
    assert.equal(await page.locator("img").count(), 0);
    assert.doesNotMatch(await page.title(), /owned/);
    await close(page);
  });

  test("is asked for with the own password where it is a secret, and never shown again", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "Ext 1");
    await field(page, "Password_1_").fill("sip-secret-1");
    await submitButton(page).click();
    const { dialog, rows } = await review(page);
    assert.ok(!rows.join().includes("sip-secret-1"));
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    const ask = page.getByRole("dialog", { name: "Your password, please" });
    await ask.getByLabel("Password of admin").fill("wrong");
    await ask.getByRole("button", { name: "Go on" }).click();
    await ask.getByRole("alert").waitFor();
    await ask.getByLabel("Password of admin").fill(passwords.admin);
    await ask.getByRole("button", { name: "Go on" }).click();
    await page.getByText(/^Saved:/).waitFor();
    assert.equal(await field(page, "Password_1_").inputValue(), "");
    assert.match(await field(page, "Password_1_").getAttribute("placeholder"), /is set/);
    assert.ok(!(await page.content()).includes("sip-secret-1"));
    await close(page);
  });

  test("survives the end of the session", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    await field(page, "Max_Forward").fill("42");
    await page.context().clearCookies();
    await submitButton(page).click();
    const again = page.getByRole("dialog", { name: "Your session has ended" });
    await again.getByLabel("Password").fill(passwords.admin);
    await again.getByRole("button", { name: "Log in" }).click();
    const { dialog, rows } = await review(page);
    assert.match(rows.join(), /Max Forward SIP\s+70\s+42/);
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await page.getByText(/^Saved:/).waitFor();
    await close(page);
  });

  test("cannot be typed where the command line has the say", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "Phone");
    const name = field(page, "Station_Name");
    assert.equal(await name.inputValue(), "desk-101");
    assert.equal(await name.getAttribute("readonly"), "");
    await page.getByRole("button", { name: "About Station Name", exact: true }).click();
    await page.locator(".help:visible").getByText("Set on the command line of the program").waitFor();
    await close(page);
  });

  test("is told who set it", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    await field(page, "Max_Redirection").fill("3");
    await submit(page);
    await page.getByRole("button", { name: "About Max Redirection" }).click();
    await page.getByText("on the page by admin from 127.0.0.1, just now").waitFor();
    await close(page);
  });
});
