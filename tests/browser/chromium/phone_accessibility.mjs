// axe-core has nothing to say against the phone's page; it is worked by the keyboard alone, and fits each window.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { check } from "./axe.mjs";
import { close, open } from "./support.mjs";
import { body, coloursOf, inputPage, key, openPhone, push, shows, textPage, until, useDesk, useDeskPhone, useWebServer } from "./phone_support.mjs";

describe("everybody can use the phone's page:", () => {
  const phone = useDeskPhone();
  const web = useWebServer();
  const desk = useDesk(phone);

  test("axe-core agrees with login, phone, help and drawer, light and dark", async () => {
    const login = await open(phone, "/phone");
    await login.getByLabel("Password").waitFor();
    await check(login, "login");
    await close(login);

    const { page } = desk;
    await check(page, "idle");
    await push(phone, web.put("/form.xml", inputPage("Form", `${web.url}/form.xml`, [["Name", "n", "A"], ["PIN", "p", "AP"]])));
    await shows(page, "Form");
    await page.getByRole("textbox", { name: "Type into the phone: Name" }).waitFor();
    await check(page, "a form");
    await page.getByRole("button", { name: "Keys and help" }).click();
    await check(page, "help");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Pushes" }).click();
    await page.locator(".story .document").waitFor();
    await page.locator(".ladder summary").first().click();
    await check(page, "drawer");
    await page.keyboard.press("F9");
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  });

  test("what changes on the screen is said once, politely, and the clock is not", async () => {
    const { page } = desk;
    const said = page.locator("#screen-text [role=status]");
    await push(phone, web.put("/said.xml", textPage("Said", "Out loud")));
    await shows(page, "Said");
    await said.filter({ hasText: /Said\. Out loud/ }).waitFor({ state: "attached" });
    assert.equal(await page.locator("#screen-text [aria-live=assertive], #screen-text [role=alert]").count(), 0);
  });

  test("each key is reached by Tab in the order in which it stands, and pressed by Enter and Space", async () => {
    const { page } = desk;
    await push(phone, web.put("/keys.xml", textPage("Keys", "Press one")));
    await shows(page, "Keys");
    const order = await page.evaluate(() => [...document.querySelectorAll(".phone [data-key]")].filter(({ tabIndex }) => tabIndex === 0).map(({ dataset }) => dataset.key));
    await key(page, order[0]).focus();
    for (const name of order.slice(1)) {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.dataset.key), name);
    }
    await key(page, "VolUp").focus();
    await page.keyboard.press("Enter");
    await page.locator('[data-key="VolUp"][data-by]').waitFor();
    await key(page, "VolDown").focus();
    await page.keyboard.press("Space");
    await page.locator('[data-key="VolDown"][data-by]').waitFor();
  });

  test("a pressed key looks pressed in the next frame, long before the phone has answered", async () => {
    const { page } = desk;
    await page.route("**/api/v1/keys", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    const late = await key(page, "KeyPad5").evaluate((element) => new Promise((resolve) => {
      const begun = performance.now();
      element.dispatchEvent(new PointerEvent("pointerdown", { button: 0, pointerId: 1, bubbles: true }));
      requestAnimationFrame(() => resolve(element.matches("[data-down][data-by=person]") ? performance.now() - begun : Infinity));
    }));
    assert.ok(late < 100, `${late} ms`);
    await page.unrouteAll({ behavior: "wait" });
    page.complaints = page.complaints.filter((words) => !/setPointerCapture/.test(words));
  });

  for (const [width, height, ratio] of [[390, 844, 2], [320, 568, 1], [1280, 800, 1], [1920, 1080, 1], [3840, 2160, 1]]) {
    test(`the whole phone is in a window of ${width} x ${height}${width > 320 ? ", its pixels whole" : ""}`, async () => {
      const page = ratio === 1 ? desk.page : await openPhone(phone, { viewport: { width, height }, deviceScaleFactor: ratio });
      await page.setViewportSize({ width, height });
      await until("the whole phone", async () => {
        const box = await body(page).boundingBox();
        return box.x >= 0 && box.y >= 0 && box.x + box.width <= width + 1 && box.y + box.height <= height;
      });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0);
      if (width <= 320) return;
      await until("a picture of that size", async () => (await coloursOf(page)) > 1);
      const { across, shown, rendering } = await page.locator(".lcd canvas").evaluate((canvas) => ({
        across: canvas.width, shown: canvas.getBoundingClientRect().width * devicePixelRatio, rendering: getComputedStyle(canvas).imageRendering,
      }));
      assert.equal(rendering, "pixelated");
      assert.ok(Math.abs(shown - across) < 0.1 && across % 320 === 0, `${across} drawn, ${shown} shown`);
      if (page !== desk.page) await close(page);
    });
  }
});
