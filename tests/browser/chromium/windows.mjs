// Small windows, and the keyboard alone.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { close, field, open, openAs, passwords, review, submit, tab, usePhone } from "./support.mjs";

describe("the pages", () => {
  const phone = usePhone(["--model", "SPA509G"]);

  for (const [width, height] of [[480, 272], [390, 844], [320, 568]]) {
    test(`work in a window of ${width} x ${height}, and never scroll sideways`, async () => {
      const page = await openAs(phone, "/admin/advanced", { viewport: { width, height } });
      for (const name of ["Info", "SIP", "Regional", "Phone", "Ext 12", "Attendant Console"]) {
        await tab(page, name);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(wide, 0, name);
      }
      for (const name of ["Undo All Changes", "Submit All Changes"]) {
        const box = await page.getByRole("button", { name }).boundingBox();
        assert.ok(box.y + box.height <= height && box.x + box.width <= width, `${name} is out of reach`);
      }
      await tab(page, "SIP");
      await field(page, "Max_Forward").fill(String(width % 100));
      await submit(page);
      await close(page);
    });
  }

  test("need no mouse", async () => {
    const page = await open(phone, "/admin/advanced");
    await page.getByLabel("Password").waitFor();
    await page.keyboard.type(passwords.admin);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.innerText === "Info");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focused(page), "Log out");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(page), "SIP");
    assert.equal(await page.getByRole("tab", { name: "SIP" }).getAttribute("aria-selected"), "true");
    await page.keyboard.press("End");
    assert.equal(await focused(page), "TR-069");

    await page.keyboard.press("/");
    await page.keyboard.type("cti enable");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "set-CTI_Enable");
    await page.keyboard.press("Space");
    await page.keyboard.press("Control+s");
    const { dialog } = await review(page);
    assert.match(await focused(page), /^Submit 1 change/);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("Control+s");
    await review(page);
    await page.keyboard.press("Enter");
    await page.getByText(/^Saved:/).waitFor();
    await close(page);
  });

  test("let the keyboard skip what stands before the settings", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await page.reload();
    await page.getByRole("tab", { name: "Info" }).waitFor();
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /Skip to the settings/);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await close(page);
  });

  test("show the first tab at once and all twelve extensions soon after", async () => {
    const page = await openAs(phone, "/admin/advanced");
    await page.reload();
    await page.waitForFunction(() => performance.getEntriesByName("all-tabs").length > 0);
    assert.ok((await page.locator(".field").count()) > 2000);
    const [first, all] = await page.evaluate(() =>
      ["first-tab", "all-tabs"].map((name) => performance.getEntriesByName(name)[0].startTime));
    assert.ok(first < all);
    assert.ok(all < 10000, `all tabs took ${all} ms`); // how fast exactly is what bench/ measures
    await close(page);
  });
});

const focused = (page) => page.evaluate(() => document.activeElement.innerText ?? "");
