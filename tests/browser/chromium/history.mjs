// Every change is in the history, and every state can be had again.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, field, openAs, review, submit, tab, usePhone } from "./support.mjs";

describe("the history", () => {
  const phone = usePhone();

  test("leads back to the state before a change, after a look at what that means", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    for (const value of ["50", "60"]) {
      await field(page, "Max_Forward").fill(value);
      await submit(page);
    }
    await page.getByRole("button", { name: "History" }).click();
    const history = page.getByRole("dialog", { name: "History" });
    await history.getByText("1 setting").first().waitFor();
    assert.equal(await history.locator("li").count(), 2);
    await history.locator("summary").first().click();
    await history.getByText("50 → 60").waitFor();
    await history.getByRole("button", { name: "Back to before change 1" }).click();
    const { dialog, rows } = await review(page);
    assert.match(rows.join(), /Max Forward SIP\s+60\s+70/);
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await page.getByText(/^Saved:/).waitFor();
    await page.waitForFunction(() => document.getElementById("set-Max_Forward").value === "70");
    await close(page);
  });
});
