// Attendant consoles: their keys stand beside the phone with labels and lamps, and do what their functions say.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { check } from "./axe.mjs";
import { shows, useDesk, useDeskPhone } from "./phone_support.mjs";

describe("attendant consoles", () => {
  const phone = useDeskPhone(["--set", "Unit_1_Key_1=fnc=sd;ext=9999;nme=Taxi", "--set", "Unit_1_Key_18=fnc=blf;sub=102@127.0.0.1;nme=Bob",
    "--set", "Unit_2_Key_32=fnc=xml;url=http://127.0.0.1:1/news.xml;nme=News"]);
  const desk = useDesk(phone);
  const console = (page, unit) => page.getByRole("group", { name: `Console ${unit}` });

  test("stand beside the phone, each key under its name and with its lamp", async () => {
    const { page } = desk;
    assert.deepEqual(await console(page, 1).getByRole("button").allInnerTexts(), ["Taxi", "Bob"]);
    assert.deepEqual(await console(page, 2).getByRole("button").allInnerTexts(), ["News"]);
    assert.equal(await console(page, 1).getByRole("button", { name: /key 1, Taxi/ }).getAttribute("data-lamp"), "off");
    await console(page, 1).getByRole("button", { name: /key 18, Bob, (subscribing|subscription failed).*lamp amber/ }).waitFor();
    await check(page, "consoles");
  });

  test("a key is pressed with the mouse or from the keyboard", async () => {
    const { page } = desk;
    await console(page, 1).getByRole("button", { name: /Taxi/ }).click();
    await shows(page, "Taxi", ({ prompt }) => prompt !== "");
    await page.keyboard.press("Shift+Escape");
    await console(page, 2).getByRole("button", { name: /News/ }).focus();
    await page.keyboard.press("Enter");
    await shows(page, "News", ({ prompt }) => prompt !== "");
  });
});
