// What a person does with the phone on the page: a page is pushed to it, they choose, fill in a form and read the
// answer; by mouse, by the keypad, and by the computer's keyboard.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { body, checkWords, chosen, coloursOf, inputPage, key, menuPage, pressAsProgram, push, runProgram, shows, textPage, typed, until, useDesk, useDeskPhone,
  useWebServer } from "./phone_support.mjs";

for (const model of ["SPA525G2", "SPA504G"]) {
  describe(`a person at an ${model}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "handset-record-"));
    const record = join(folder, "everything.record");
    const phone = useDeskPhone(["--model", model, "--record", record]);
    after(() => rmSync(folder, { recursive: true }));
    const web = useWebServer();
    const desk = useDesk(phone);
    const canteen = () => web.put("/menu.xml", menuPage("Canteen", [
      ["Soup", web.put("/soup.xml", textPage("Soup", "Tomato, with basil"))],
      ["Pasta", web.put("/pasta.xml", textPage("Pasta", "With cheese"))],
      ["Order", web.put("/order.xml", inputPage("Order", web.put("/done", thanks), [["Name", "name", "A"], ["Room", "room", "N"], ["PIN", "pin", "NP"]]))],
    ]));
    const thanks = ({ searchParams }) => textPage("Thank you", `For ${searchParams.get("name")} in ${searchParams.get("room")}`);

    test("sees a pushed page at once, and chooses with the mouse", async () => {
      const { page } = desk;
      await push(phone, canteen());
      const menu = await shows(page, "Canteen");
      await checkWords(page, menu);
      await until("pixels", async () => (await coloursOf(page)) > 1);
      await key(page, "NavDown").click();
      await shows(page, "Canteen", (screen) => chosen(screen) === "Pasta");
      await key(page, "Soft1").click();
      await checkWords(page, await shows(page, "Pasta"));
      await key(page, "NavBack").click();
      await shows(page, "Canteen", (screen) => chosen(screen) === "Pasta");
    });

    test("chooses with a digit of the keypad, and the key shows who pressed it", async () => {
      const { page } = desk;
      await push(phone, canteen());
      await shows(page, "Canteen");
      await key(page, "KeyPad1").click();
      await page.locator('[data-key="KeyPad1"][data-by="person"]').waitFor();
      await shows(page, "Soup");
      await page.getByRole("region", { name: "Last keys" }).getByText("person").first().waitFor();
    });

    test("fills in a form by multi-tap and lands on the answer", async () => {
      const { page } = desk;
      await push(phone, canteen());
      await shows(page, "Canteen");
      await key(page, "KeyPad3").click();
      await shows(page, "Order");
      for (const digit of [5, 4, 4, 4, 6]) await key(page, `KeyPad${digit}`).click();
      await shows(page, "Order", (screen) => typed(screen)?.toLowerCase() === "jim");
      await key(page, "NavDown").click();
      for (const digit of [2, 0, 7]) await key(page, `KeyPad${digit}`).click();
      await shows(page, "Order", (screen) => typed(screen) === "207");
      await key(page, "Soft2").click();
      await shows(page, "Order", (screen) => typed(screen) === "20");
      await key(page, "NavDown").click();
      for (const digit of [4, 7, 1, 1]) await key(page, `KeyPad${digit}`).click();
      const masked = await shows(page, "Order", (screen) => typed(screen)?.length === 4);
      assert.doesNotMatch(JSON.stringify(masked.rows), /471/);
      await key(page, "Soft1").click();
      const answer = await shows(page, "Thank you");
      await checkWords(page, answer);
      assert.match(answer.rows.map(({ text }) => text).join(" "), /For jim in 20/i);
      assert.match(web.asked.at(-1), /^\/done\?name=jim&room=20&pin=4711$/i);
    });

    test("fills it in by typing, and needs no mouse at all", async () => {
      const { page } = desk;
      await push(phone, canteen());
      await shows(page, "Canteen");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await shows(page, "Canteen", (screen) => chosen(screen) === "Order");
      await page.keyboard.press("Enter");
      await shows(page, "Order");
      await page.keyboard.type("Zoë Müllerx");
      await page.keyboard.press("Backspace");
      await shows(page, "Order", (screen) => typed(screen) === "Zoë Müller");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.type("12");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.type("99");
      await shows(page, "Order", (screen) => typed(screen)?.length === 2);
      await page.keyboard.press("F1");
      await shows(page, "Thank you");
      assert.equal(web.asked.at(-1), "/done?name=Zo%C3%AB%20M%C3%BCller&room=12&pin=99");
      await page.keyboard.press("Shift+Escape");
      await until("the idle screen", async () => (await idle(page)) || undefined);
    });

    test("sees keys of pushes and programs as what they are", async () => {
      const { page } = desk;
      await push(phone, web.put("/keys.xml", '<CiscoIPPhoneExecute><ExecuteItem URL="Key:Services"/></CiscoIPPhoneExecute>'));
      await page.locator('[data-key="Services"][data-by="push"]').waitFor();
      await pressAsProgram(phone, "VolUp");
      await page.locator('[data-key="VolUp"][data-by="program"]').waitFor();
      await page.keyboard.press("Shift+Escape");
    });

    test("finds the phone where the program says that it is", async () => {
      const { page } = desk;
      assert.equal(await body(page).getAttribute("data-model"), model);
      await page.goto(phone.url);
      await page.waitForURL("**/phone");
      await body(page).waitFor();
      // The page knows the name once the phone has told it.
      await until("the phone's name in the title", async () => (await page.title()) === "desk-101 · Handset" || undefined);
    });

    test("and all of it is in a record, which is played again to the same screens", async () => {
      await phone.stop();
      const { status, said } = await runProgram(["replay", record]);
      assert.equal(status, 0, said);
      phone.options = phone.options.filter((option) => option !== "--record" && option !== record);
      await phone.start();
    });
  });
}

const idle = (page) => page.request.get(new URL("/api/v1/phone", page.url()).href).then((response) => response.json()).then((facts) => facts.idle);
