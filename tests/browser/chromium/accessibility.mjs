// axe-core has nothing to say against any tab and dialog, nor against their colours in the dark.

import { describe, test } from "node:test";
import { check } from "./axe.mjs";
import { close, field, open, openAs, review, submitButton, tab, usePhone } from "./support.mjs";

describe("axe-core agrees", () => {
  const phone = usePhone();

  test("with every tab", async () => {
    const page = await openAs(phone, "/admin/advanced");
    for (const name of ["Info", "System", "SIP", "Provisioning", "Regional", "Phone", "Ext 1", "User", "Attendant Console", "TR-069"]) {
      await tab(page, name);
      await check(page, name);
    }
    await close(page);
  });

  test("with login, search, marks, errors and dialogs", async () => {
    const login = await open(phone, "/admin/advanced");
    await login.getByLabel("Password").waitFor();
    await check(login, "login");
    await close(login);

    const page = await openAs(phone, "/admin/advanced");
    await page.getByRole("searchbox").fill("proxy");
    await check(page, "search");
    await page.getByRole("searchbox").fill("");
    await tab(page, "SIP");
    await field(page, "SIP_T1").fill("soon");
    await page.getByRole("button", { name: "About SIP T1", exact: true }).click();
    await submitButton(page).click();
    await page.getByRole("region", { name: /^Nothing was saved/ }).waitFor();
    await check(page, "an edit, its help and what is wrong with it");
    await field(page, "SIP_T1").fill("1");
    await submitButton(page).click();
    const { dialog } = await review(page);
    await check(page, "review");
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await page.getByText(/^Saved:/).waitFor();
    await page.getByRole("button", { name: "History" }).click();
    await page.getByRole("dialog", { name: "History" }).getByText("1 setting").waitFor();
    await check(page, "history");
    await close(page);
  });
});
