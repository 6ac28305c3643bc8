// Pictures of the display alone, with pages of the lab's gallery, for the user guide.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { close } from "./support.mjs";
import { openPhone, push, screenOf, until, useDeskPhone } from "./phone_support.mjs";
import { Lab } from "./lab.mjs";

const folder = join(process.env.HANDSET_PICTURES, "xml");
const whole = ({ picture, status }) => (picture ?? status?.picture)?.picture;
const shots = [
  ["menu", "/messages", "Voice messages"],
  ["form", "/form", "Room service", () => true, async (page) => page.keyboard.type("Ada")],
  ["directory", "/staff", "Staff"],
  ["touch", "/graphic-file-menu", "Second floor", (screen) => screen.kind === "graphic_menu" && whole(screen)],
  ["icons", "/icon-menu", "Mailbox"],
  ["text", "/welcome", "Welcome to Handset"],
  ["status", "/status", "desk-101", whole],
];

for (const [model, look, names] of [["SPA525G2", "525", shots.map(([name]) => name)], ["SPA504G", "504", ["menu", "form", "directory", "icons", "status"]]]) {
  describe(`pictures of the gallery on an ${model}`, () => {
    const lab = new Lab();
    before(() => lab.start());
    after(() => lab.stop());
    const phone = useDeskPhone(["--model", model]);

    test("one of each object", async () => {
      await mkdir(folder, { recursive: true });
      const page = await openPhone(phone);
      const canvas = page.locator(".lcd canvas");
      const pixels = () => canvas.evaluate((element) => element.toDataURL());
      for (const [name, path, title, wanted = () => true, use] of shots.filter(([name]) => names.includes(name))) {
        await page.keyboard.press("Shift+Escape");
        await until("the idle screen", async () => (await screenOf(page)).kind === "idle");
        const idle = await pixels();
        await push(phone, lab.url + path);
        const seen = await until(`the screen "${title}"`, async () => {
          const screen = await screenOf(page);
          const isIt = title.startsWith(screen.title.replace(/…$/, "")) && screen.kind !== "progress";
          return isIt && (path === "/status" || screen.kind !== "idle") && wanted(screen) ? screen : undefined;
        });
        await use?.(page);
        // It was drawn, and stays as it is: a file of it is drawn once it has come.
        let last = "";
        let looks = 0;
        await until("the picture of it", async () => {
          const drawn = await page.evaluate(() => performance.getEntriesByName("picture").at(-1)?.detail);
          const now = await pixels();
          looks = now === last && now !== idle && drawn === seen.title ? looks + 1 : 0;
          last = now;
          return looks === 20;
        });
        await writeFile(join(folder, `${look}-${name}.png`), Buffer.from(last.split(",")[1], "base64"));
      }
      await close(page);
    });
  });
}
