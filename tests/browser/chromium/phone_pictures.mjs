// Pictures of the phone's page for the user guide: models, windows, the drawer.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { close } from "./support.mjs";
import { coloursOf, ignoreLostLink, inputPage, key, menuPage, openPhone, push, shows, textPage, until, useDeskPhone, useWebServer } from "./phone_support.mjs";

const folder = join(process.env.HANDSET_PICTURES, "phone");
const services = [["Voice mail", 2], ["Company directory", 0], ["Weather in Zürich", 0], ["Canteen", 0], ["Door camera", 0], ["Taxi", 0]];

const otherLines = [["User_ID_2_", "102"], ["Display_Name_2_", "Anna Müller"], ["Password_2_", "Line-Secret-2"], ["User_ID_3_", "103"], ["Display_Name_3_", "Door"]]
  .flatMap(([tag, value]) => ["--set", `${tag}=${value}`]);

async function shoot(page, name) {
  await until("pixels", async () => (await coloursOf(page)) > 1);
  // Without the marks of the last keys, which fade.
  await until("marks to fade", async () => (await page.locator(".phone [data-by]").count()) === 0);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

describe("pictures of the phone", () => {
  for (const [model, look] of [["SPA525G2", "525"], ["SPA504G", "504"]]) {
    describe(model, () => {
      const phone = useDeskPhone(["--model", model, ...otherLines]);
      const web = useWebServer();
      const menu = () => web.put("/menu.xml", menuPage("Services", services.map(([name], i) => [name, web.put(`/${i}.xml`, textPage(name, "..."))])));
      const form = () => web.put("/form.xml", inputPage("Taxi", `${web.url}/form.xml`, [["Name", "n", "A", "Anna Müller"], ["From", "f", "A"], ["PIN", "p", "NP", "4711"]]));

      test("with the drawer, a key that somebody pressed, the help, and without a link", async () => {
        if (look !== "525") return;
        await mkdir(folder, { recursive: true });
        const page = await openPhone(phone, { viewport: { width: 1440, height: 900 } });
        await push(phone, web.put("/news.xml", textPage("News", "The canteen has soup today.")));
        await push(phone, `${web.url}/news.xml`, "not-it");
        await push(phone, web.put("/long.xml", textPage("Weather", "Sunny, 27 °C. Wind from the west. No rain before Thursday.").replace("Press Exit to leave", "p".repeat(40))));
        await push(phone, menu());
        await shows(page, "Services");
        await page.getByRole("button", { name: "Pushes" }).click();
        await page.locator(".story .document").waitFor();
        await shoot(page, "drawer");
        await page.locator(".pushes button", { hasText: "Weather" }).first().click();
        await page.getByRole("heading", { name: /strict phone would refuse/ }).waitFor();
        await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
        await shoot(page, "drawer-dark");
        await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
        await page.keyboard.press("F9");
        await page.setViewportSize({ width: 1280, height: 800 });
        await key(page, "KeyPad9").click();
        await page.locator('[data-key="KeyPad9"][data-by]').waitFor();
        await page.screenshot({ path: join(folder, "pressed.png") });
        await page.getByRole("button", { name: "Keys and help" }).click();
        await shoot(page, "help");
        await page.keyboard.press("Escape");
        await phone.stop();
        await page.getByText("Connection lost").waitFor();
        await shoot(page, "lost");
        await phone.start();
        ignoreLostLink(page);
        await close(page);
      });

      test("idle, a menu, a form", async () => {
        await mkdir(folder, { recursive: true });
        const page = await openPhone(phone);
        await shoot(page, `${look}-idle`);
        await push(phone, menu());
        await shows(page, "Services");
        await page.keyboard.press("ArrowDown");
        await shoot(page, `${look}-menu`);
        await push(phone, form());
        await shows(page, "Taxi");
        await shoot(page, `${look}-form`);
        await close(page);
      });

      test("in windows of a phone, a tablet and a wall, and in the dark", async () => {
        const windows = [["narrow", 390, 844, 2, "light"], ["tablet", 768, 1024, 1, "dark"], ["wall", 1920, 1080, 1, "dark"]];
        for (const [name, width, height, deviceScaleFactor, colorScheme] of windows) {
          const page = await openPhone(phone, { viewport: { width, height }, deviceScaleFactor, colorScheme });
          await push(phone, menu());
          await shows(page, "Services");
          await shoot(page, `${look}-${name}`);
          await close(page);
        }
      });
    });
  }
});
