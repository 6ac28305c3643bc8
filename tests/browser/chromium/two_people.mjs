// Two people at once: nothing is silently overwritten.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, field, openAs, review, submit, submitButton, tab, usePhone } from "./support.mjs";

describe("two people", () => {
  const phone = usePhone();

  test("who change the same setting: the second sees what the first did and chooses", async () => {
    const first = await openAs(phone, "/admin/advanced");
    const second = await openAs(phone, "/admin/advanced");
    for (const page of [first, second]) await tab(page, "SIP");
    await second.evaluate(() => Object.defineProperty(document, "visibilityState", { value: "hidden" }));

    await field(first, "Max_Forward").fill("50");
    await field(first, "SIP_User_Agent_Name").fill("First");
    await submit(first);

    await field(second, "Max_Forward").fill("60");
    await field(second, "SIP_User_Agent_Name").fill("Second");
    await submitButton(second).click();
    const dialog = second.getByRole("dialog", { name: "Somebody else changed this meanwhile" });
    await dialog.waitFor();
    const proceed = dialog.getByRole("button", { name: "Go on with these" });
    assert.equal(await proceed.isDisabled(), true);
    const forward = dialog.getByRole("group", { name: /Max Forward/ });
    assert.match(await forward.innerText(), /60[\s\S]*50[\s\S]*admin/);
    await forward.getByRole("radio", { name: /Theirs/ }).check();
    await dialog.getByRole("group", { name: /SIP User Agent Name/ }).getByRole("radio", { name: /Mine/ }).check();
    await proceed.click();

    const { dialog: list, rows } = await review(second);
    assert.equal(rows.length, 1);
    assert.match(rows[0], /SIP User Agent Name SIP\s+First\s+Second/);
    await list.getByRole("button", { name: /^Submit/ }).click();
    await second.getByText(/^Saved:/).waitFor();
    assert.equal(await field(second, "Max_Forward").inputValue(), "50");
    await close(first);
    await close(second);
  });

  test("who change different settings do not hinder each other", async () => {
    const first = await openAs(phone, "/admin/advanced");
    const second = await openAs(phone, "/admin/advanced");
    for (const page of [first, second]) await tab(page, "SIP");
    await field(first, "Max_Redirection").fill("2");
    await submit(first);
    await field(second, "Max_Auth").fill("3");
    await submit(second);
    assert.equal(await field(second, "Max_Redirection").inputValue(), "2");
    await close(first);
    await close(second);
  });
});
