// The whole gallery of `handset lab` at the phone's page: a person opens every page of it with the keys that one has
// for that, and one of each object is pushed. What is on the screen is compared with what the gallery's document says.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { checkWords, coloursOf, key, push, screenOf, typed, until, useDesk, useDeskPhone } from "./phone_support.mjs";
import { Lab } from "./lab.mjs";

const squeezed = (text) => text.replace(/\s/g, "");
// What is too long for the screen is cut.
const isSeen = (whole, seen) => (seen.endsWith("…") ? squeezed(whole).startsWith(squeezed(seen.slice(0, -1))) : squeezed(seen) === squeezed(whole));
const sees = (whole, seen) => assert.ok(isSeen(whole, seen), `"${seen}" is not "${whole}"`);
const begins = (whole, seen) => assert.ok(squeezed(whole).startsWith(squeezed(seen).replace(/…$/, "")), `"${seen}" is not the beginning of "${whole}"`);

// --- What is seen of an object

// The rows of each entry: small screens need more than one. The last one in view may lack some; what is left of one
// that begins above is nothing.
function entriesOf({ rows }) {
  const entries = [];
  for (const row of rows) {
    if (row.number) entries.push({ ...row });
    else if (entries.length > 0) entries.at(-1).text += row.text;
  }
  return entries;
}

function checkText({ text }, { rows }) {
  const seen = rows.map((row) => row.text).join("");
  assert.notEqual(seen, "");
  begins(text, seen);
}

function checkMenu({ items, icons }, screen) {
  assert.equal(screen.kind, "menu");
  assert.ok(screen.total_rows >= items.length);
  for (const { number, text, icon } of entriesOf(screen)) {
    const item = items[number - 1];
    begins(item.name, text);
    if (icons.length === 0) assert.equal(icon, undefined);
    else if (!icons.includes(item.icon)) assert.equal(icon, null);
  }
}

function checkInput({ fields }, screen) {
  assert.equal(screen.kind, "input");
  const values = screen.rows.filter(({ field }) => field);
  assert.notEqual(values.length, 0);
  for (const [place, { field }] of values.entries()) assert.equal(field.text, fields[place].value);
  const labels = screen.rows.map(({ text, field }) => (field ? [...text].slice(0, field.at).join("") : text).trim()).filter(Boolean);
  assert.deepEqual(labels, fields.slice(0, labels.length).map(({ name }) => name));
}

function checkDirectory({ entries }, screen) {
  assert.equal(screen.kind, "directory");
  assert.equal(screen.total_rows, entries.length);
  for (const row of entriesOf(screen)) {
    const { name, number } = entries[row.number - 1];
    sees(name, row.text);
    if (row.right) assert.equal(row.right, number);
  }
}

const checkPicture = (kind, format) => ({ width, height }, screen) => {
  assert.equal(screen.kind, kind);
  const { picture } = screen.picture;
  assert.equal(picture.format, format);
  if (format === "cip") assert.deepEqual([picture.width, picture.height], [width, height]);
  assert.deepEqual(screen.rows, []);
};

const checkStatus = ({ text }, { status }) => {
  assert.equal(status.text, text);
  assert.equal(status.picture.picture.width, 16);
};

// By default: the soft keys of an object; whether all of it is there; what is to be seen.
const drawn = ({ picture, status }) => (picture ?? status?.picture)?.picture;
const objects = {
  Text: { keys: (next) => [next ? "Next" : "Update", "Exit"], check: checkText },
  Menu: { keys: (next) => ["Select", "Exit", next && "Next"], check: checkMenu },
  Input: { keys: () => ["Submit", "<<", "Cancel"], check: checkInput },
  Directory: { keys: (next) => ["Dial", "EditDial", "Exit", next && "Next"], check: checkDirectory },
  Image: { keys: () => ["Update", "Exit"], check: checkPicture("image", "cip") },
  ImageFile: { keys: () => ["Update", "Exit"], whole: drawn, check: checkPicture("image", "png") },
  GraphicMenu: { keys: () => ["Exit"], check: checkPicture("graphic_menu", "cip") },
  GraphicFileMenu: { keys: () => ["Exit"], whole: drawn, check: checkPicture("graphic_menu", "png") },
  IconMenu: { keys: () => ["Select", "Exit"], check: checkMenu },
  IconFileMenu: { keys: () => ["Select", "Exit"], whole: ({ rows }) => rows[0].icon, check: checkMenu },
  Status: { whole: drawn, check: checkStatus },
  StatusFile: { whole: drawn, check: checkStatus },
};

// What the phone says of pages that are none, on the prompt line.
const troubles = {
  "/redirect-loop": "Too many redirects",
  "/broken": "XML Error [4]",
  "/unknown": "XML Error [5]",
  "/response": "XML Error [5]",
  "/error-object": "XML Error [5]",
  "/large": "Data too large!",
  "/error": "HTTP connection failed",
  "/missing": "File Not Found",
};
const leadsTo = { "/execute": "/text", "/redirect": "/text" };
const pushed = ["/hundred", "/text", "/form", "/staff", "/image", "/image-file", "/graphic-menu", "/graphic-file-menu", "/icon-menu", "/icon-file-menu",
  "/execute", "/response", "/error-object", "/status", "/status-file", "/status-end"];

// The rows of pixels that services have for themselves: the first, and how many.
const panes = { SPA525G2: { top: 30, height: 154 }, SPA504G: { top: 11, height: 33 } };

for (const model of ["SPA525G2", "SPA504G"]) {
  describe(`the gallery on an ${model}`, () => {
    const lab = new Lab();
    before(async () => {
      await lab.start();
      for (const [name, value] of [["Application_Service_Name", "Gallery"], ["Application_Service_URL", `${lab.url}/`],
        ["Directory_Service_Name", "Staff"], ["Directory_Service_URL", `${lab.url}/staff`]]) phone.options.push("--set", `XML_${name}=${value}`);
    });
    after(() => lab.stop());
    const phone = useDeskPhone(["--model", model]);
    const desk = useDesk(phone);
    let menu;
    let idle; // its picture

    const pixels = () => desk.page.locator(".lcd canvas").evaluate((canvas) => canvas.toDataURL());
    const differs = (picture) => until("another picture", async () => (await pixels()) !== picture);
    const press = async (...names) => {
      for (const name of names) await key(desk.page, name).click();
    };
    const pressDigits = (digits) => press(...[...digits].map((digit) => `KeyPad${digit}`));
    const leave = async () => {
      await desk.page.keyboard.press("Shift+Escape");
      await until("the idle screen", async () => (await screenOf(desk.page)).kind === "idle");
    };
    const openGallery = async () => {
      await leave();
      await press("Services");
      await showsTitle(menu.title);
    };
    const place = (path) => menu.items.findIndex(({ url }) => url === lab.url + path);
    // A row has two digits, and is chosen with the second one.
    const open = async (path) => {
      await openGallery();
      await pressDigits(String(place(path) + 1).padStart(2, "0"));
      return menu.items[place(path)].name;
    };
    const showsTitle = (title, wanted = () => true) => until(`the screen "${title}"`, async () => {
      const screen = await screenOf(desk.page);
      return isSeen(title, screen.title) && screen.kind !== "progress" && wanted(screen) ? screen : undefined;
    });
    const isChosen = (name) => (screen) => screen.kind === "menu" && entriesOf(screen).some(({ selected, text }) => selected && isSeen(name, text));
    // It lies over the idle screen alone.
    const showsStatus = async ({ text }, opener, whole) => {
      if (menu.items.some(({ name }) => name === opener)) {
        await showsTitle(menu.title, isChosen(opener));
        await leave();
      }
      return until(`the status "${text}"`, async () => {
        const screen = await screenOf(desk.page);
        return screen.status?.text === text && whole(screen) ? screen : undefined;
      });
    };
    const showsWords = async (screen, before) => {
      await until("the words of the screen", () => checkWords(desk.page, screen).then(() => true, () => false));
      await differs(before);
    };
    // The page is on the screen, as text and as a picture, and as its document says. `opener`: what it was opened from.
    const showsPage = async (path, opener, before) => {
      const document = await lab.document(leadsTo[path] ?? path);
      const { keys, check, whole = () => true } = objects[document.object ?? "Text"];
      const isStatus = document.object?.startsWith("Status");
      const screen = isStatus ? await showsStatus(document, opener, whole) : await showsTitle(document.title || opener, whole);
      check(document, screen);
      if (!isStatus) {
        sees(document.prompt, screen.prompt);
        const labels = document.softKeys.length > 0 ? document.softKeys : keys(document.goesOn);
        if (labels.length <= 4) assert.deepEqual(screen.soft_keys.filter(Boolean), labels.filter(Boolean));
        else assert.deepEqual(screen.soft_keys, [...labels.slice(0, 3), "more"]);
      }
      await showsWords(screen, before);
      return { document, screen };
    };
    const showsTrouble = async (path, opener, before) => {
      const screen = await showsTitle(opener, ({ kind }) => kind === "message");
      sees(troubles[path], screen.prompt);
      await showsWords(screen, before);
    };

    before(async () => {
      menu = await lab.document("/");
      await until("pixels", async () => (await coloursOf(desk.page)) > 1);
      idle = await pixels();
    });

    test("opens with the services key, as its document says", async () => {
      await press("Services");
      const { screen } = await showsPage("/", "Gallery", idle);
      assert.ok(isChosen(menu.items[0].name)(screen));
      assert.ok(menu.items.length > 30);
    });

    // Every page, those too that nobody thought of here.
    test("shows every page that a person chooses, or what is wrong with it", async (context) => {
      const paths = menu.items.map(({ url }) => url.slice(lab.url.length)).filter((path) => !["/slow", "/status-end"].includes(path));
      for (const path of paths) {
        await context.test(path, async () => {
          const name = await open(path);
          await (troubles[path] ? showsTrouble : showsPage)(path, name, idle);
        });
      }
    });

    test("is walked with the arrows and the soft keys", async () => {
      await openGallery();
      await press("NavDown", "NavDown");
      await showsTitle(menu.title, isChosen(menu.items[2].name));
      await press("Soft1");
      const { document } = await showsPage("/staff", menu.items[2].name, idle);
      await press("Soft4");
      const more = await lab.document("/staff-2");
      checkDirectory(more, await showsTitle(more.title, ({ prompt }) => prompt === more.prompt));
      await press("Soft4");
      await showsTitle(document.title, ({ prompt }) => prompt === document.prompt);
      await press("NavBack");
      await showsTitle(menu.title, isChosen(menu.items[2].name));
      await press("NavUp", "NavSelect");
      await showsPage("/form", menu.items[1].name, idle);
    });

    test("takes a form that was filled in, and a second one that was changed", async () => {
      await open("/form");
      await showsTitle("Room service");
      await pressDigits("5666");
      await showsTitle("Room service", (screen) => typed(screen)?.toLowerCase() === "jo");
      await press("NavDown");
      await pressDigits("7");
      await press("NavDown");
      await pressDigits("204");
      await press("NavDown", "Soft2");
      await pressDigits("2");
      await press("NavDown");
      await pressDigits("4711");
      const form = await showsTitle("Room service", (screen) => typed(screen)?.length === 4);
      assert.doesNotMatch(JSON.stringify(form.rows), /471/);
      await press("Soft1");
      const answer = await showsTitle("Thank you");
      assert.deepEqual(answer.soft_keys, ["Gallery", "Back", "", "Exit"]);
      const words = async () => {
        const seen = new Set();
        for (let last = -1; last < seen.size; await press("NavDown")) {
          last = seen.size;
          for (const row of (await screenOf(desk.page)).rows) seen.add(row.text);
        }
        return [...seen].join(" ");
      };
      assert.match(await words(), /Guest: jo Room: 1017 Call back: 204 Breakfasts: 1\+2 PIN: 4 digits/i);
      await press("Soft2");
      await showsTitle("Room service", (screen) => typed(screen)?.length === 4);
      await desk.page.keyboard.press("F1");
      await showsTitle("Thank you");
      await press("Soft1");
      await showsTitle(menu.title);
    });

    test("has soft keys for the row that was chosen, and more of them than fit", async () => {
      await open("/messages");
      await showsTitle("Voice messages");
      await press("NavDown", "Soft2");
      assert.match((await showsTitle("Erase")).rows[0].text, /^Erase message 2/);
      await press("NavBack");
      await showsTitle("Voice messages");
      await press("Soft4");
      await showsTitle("Voice messages", ({ soft_keys }) => soft_keys.includes("Forward"));
      await press("NavDown", "Soft2");
      assert.match((await showsTitle("Forward")).rows[0].text, /^Forward message 3/);
    });

    test("has a picture with choices by digit", async () => {
      await open("/graphic-menu");
      const { document } = await showsPage("/graphic-menu", "", idle);
      const before = await pixels();
      await pressDigits("1");
      await showsPage("/image", document.items[0].name, before);
      await press("NavBack");
      await showsTitle(document.title);
      await pressDigits("3");
      await showsTitle(menu.title);
    });

    test("has a picture whose rooms are touched where they are drawn", async () => {
      await open("/graphic-file-menu");
      const { document } = await showsPage("/graphic-file-menu", "", idle);
      const before = await pixels();
      const canvas = desk.page.locator(".lcd canvas");
      const box = await canvas.boundingBox();
      const { screen: display } = await desk.page.request.get(`${phone.url}/api/v1/phone`).then((response) => response.json());
      const touch = (x, y) => canvas.click({
        position: { x: ((x + 0.5) * box.width) / display.width, y: ((panes[model].top + y + 0.5) * box.height) / display.height },
      });
      const rooms = document.items.filter(({ area }) => area.left + 3 < display.width && area.top + 3 < panes[model].height);
      assert.ok(rooms.length >= 2); // a small display has a part of the picture
      await touch(0, 0); // the wall
      for (const item of rooms) {
        await showsTitle(document.title);
        await touch(item.area.left + 3, item.area.top + 3);
        await showsPage("/text", item.name, before);
        await press("NavBack");
      }
    });

    test("has a page that is asked for so long that one gives it up", async () => {
      const name = await open("/slow");
      await until("that it is asked for", async () => (await screenOf(desk.page)).kind === "progress");
      await press("Soft1");
      await showsTitle(menu.title, isChosen(name));
    });

    test("has a page that goes on by itself", async () => {
      await open("/ticker");
      for (const count of ["10", "9"]) await showsTitle("Countdown", ({ rows }) => rows[0]?.text === count);
    });

    test("has a Status window that stays when the services are left, until a page takes it away", async () => {
      await open("/status");
      await leave();
      const screen = await until("a Status window", async () => (await screenOf(desk.page)).status && screenOf(desk.page));
      assert.equal(screen.status.text, "The door is open");
      assert.match(screen.status.timer, /^1:[345]\d$/);
      await showsWords(screen, idle);
      await open("/status-end");
      await until("no Status window", async () => (await screenOf(desk.page)).status === undefined);
    });

    test("has a directory behind a key of its own", async () => {
      await leave();
      const { soft_keys } = await screenOf(desk.page);
      await press((await key(desk.page, "Directories").count()) > 0 ? "Directories" : `Soft${soft_keys.indexOf("Dir") + 1}`);
      await showsPage("/staff", "Staff", idle);
    });

    test("shows one of each object that is pushed", async (context) => {
      for (const path of pushed) {
        await context.test(path, async () => {
          await leave();
          await push(phone, lab.url + path);
          if (path === "/status-end") await until("no Status window", async () => (await screenOf(desk.page)).status === undefined);
          else await (troubles[path] ? showsTrouble : showsPage)(path, "XML service", idle);
        });
      }
    });
  });
}
