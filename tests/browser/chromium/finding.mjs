// Finding things: search, help, filters.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, field, openAs, tab, usePhone } from "./support.mjs";

describe("a setting", () => {
  const phone = usePhone();

  test("is found by its tag, label or help, and the find leads to its field", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await page.keyboard.press("/");
    await page.keyboard.type("cti enable");
    const results = page.getByRole("region", { name: "Search results" });
    await results.getByRole("link", { name: "CTI Enable" }).click();
    await page.waitForFunction(() => document.activeElement.id === "set-CTI_Enable");
    assert.equal(await page.getByRole("tab", { name: "SIP" }).getAttribute("aria-selected"), "true");
    await close(page);
  });

  test("of all extensions is one find with a way to each", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await page.getByRole("searchbox").fill("Register_Expires");
    await page.getByRole("link", { name: "Register Expires of extension 3" }).click();
    await page.waitForFunction(() => document.activeElement.id === "set-Register_Expires_3_");
    await close(page);
  });

  test("that nobody has is not found, and that is said", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await page.getByRole("searchbox").fill("zzzz");
    await page.getByText("Nothing found for “zzzz”.").waitFor();
    await page.getByRole("searchbox").fill("");
    await page.getByRole("tabpanel").first().waitFor();
    await close(page);
  });

  test("explains itself: help, default, tag", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    const about = page.getByRole("button", { name: "About SIP T1", exact: true });
    await about.click();
    assert.equal(await about.getAttribute("aria-expanded"), "true");
    const help = page.locator('[id="set-SIP_T1-help"]');
    assert.match(await help.innerText(), /Default\s+\.5[\s\S]*Tag\s+SIP_T1/);
    await close(page);
  });

  test("that is changed or not saved yet can be had alone", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await tab(page, "SIP");
    await page.getByLabel("Show", { exact: true }).selectOption({ label: "Not saved yet" });
    await page.getByText("No setting of this tab fits the filter.").locator("visible=true").waitFor();
    await page.getByLabel("Show", { exact: true }).selectOption({ label: "All settings" });
    await field(page, "Max_Forward").fill("44");
    for (const label of ["Not saved yet", "Changed from default"]) {
      await page.getByLabel("Show", { exact: true }).selectOption({ label });
      await page.getByLabel("Show", { exact: true }).focus();
      assert.deepEqual(await page.locator("#panel-sip .field:visible label").allInnerTexts(), ["Max Forward"]);
    }
    await close(page);
  });
});
