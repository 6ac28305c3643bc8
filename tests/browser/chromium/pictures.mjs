// Pictures for the user guide: each tab, the dialogs, a dark one and a small one.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { close, field, open, openAs, review, submit, submitButton, tab, usePhone } from "./support.mjs";

const folder = join(process.env.HANDSET_PICTURES, "admin");

describe("pictures", () => {
  const phone = usePhone(["--set", "Station_Name=desk-101"]);
  const shoot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) });

  test("of every tab", async () => {
    await mkdir(folder, { recursive: true });
    const login = await open(phone, "/admin/");
    await login.getByLabel("Password").waitFor();
    await shoot(login, "login");
    await close(login);

    const page = await openAs(phone, "/admin/advanced");
    for (const name of ["Info", "System", "SIP", "Provisioning", "Regional", "Phone", "Ext 1", "User", "Attendant Console", "TR-069"]) {
      await tab(page, name);
      await shoot(page, name.toLowerCase().replaceAll(" ", "-"));
    }
    await tab(page, "SIP");
    await field(page, "CTI_Enable").check();
    await field(page, "SIP_User_Agent_Name").fill("Reception");
    await page.getByRole("button", { name: "About CTI Enable" }).click();
    await shoot(page, "edits");
    await submitButton(page).click();
    const { dialog } = await review(page);
    await shoot(page, "review");
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await page.getByText(/^Saved:/).waitFor();
    await field(page, "SIP_T1").fill("soon");
    await field(page, "Max_Forward").fill("700");
    await submitButton(page).click();
    await page.getByRole("region", { name: /^Nothing was saved/ }).waitFor();
    await shoot(page, "errors");
    await page.getByRole("button", { name: "Undo All Changes" }).click();
    await page.getByRole("searchbox").fill("proxy");
    await shoot(page, "search");
    await page.getByRole("searchbox").fill("");
    await page.getByRole("button", { name: "History" }).click();
    await page.getByRole("dialog", { name: "History" }).locator("summary").first().click();
    await shoot(page, "history");
    await close(page);
  });

  test("of two people, a dark page and small windows", async () => {
    const first = await openAs(phone, "/admin/advanced");
    const second = await openAs(phone, "/admin/advanced", { colorScheme: "dark" });
    for (const page of [first, second]) await tab(page, "SIP");
    await field(first, "Max_Forward").fill("50");
    await submit(first);
    await shoot(second, "dark");
    await field(second, "Max_Forward").fill("60");
    await submitButton(second).click();
    await second.getByRole("dialog", { name: "Somebody else changed this meanwhile" }).waitFor();
    await shoot(second, "conflict");
    await close(first);
    await close(second);
    for (const [name, width, height] of [["small", 480, 272], ["narrow", 390, 844]]) {
      const page = await openAs(phone, "/admin/advanced", { viewport: { width, height } });
      await tab(page, "SIP");
      await shoot(page, name);
      await close(page);
    }
  });
});
