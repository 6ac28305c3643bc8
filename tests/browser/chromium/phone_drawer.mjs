// The developer's drawer: the story of each push, repeated and copied with a click.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inputPage, key, menuPage, push, shows, textPage, typed, until, useDesk, useDeskPhone, useWebServer } from "./phone_support.mjs";

describe("the developer's drawer", () => {
  const phone = useDeskPhone();
  const web = useWebServer();
  const drawer = (page) => page.getByRole("complementary", { name: "Pushes" });
  const entries = (page) => drawer(page).locator(".pushes button");
  const desk = useDesk(phone, { permissions: ["clipboard-read", "clipboard-write"] });
  const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

  test("says how to push while nothing was pushed, and remembers that it is open", async () => {
    const { page } = desk;
    await page.keyboard.press("F9");
    await drawer(page).getByText("Nothing was pushed yet").waitFor();
    await page.reload();
    await drawer(page).waitFor();
    await drawer(page).getByRole("button", { name: "Close the pushes" }).focus();
    await page.keyboard.press("Escape");
    await drawer(page).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.id), "drawer-button");
    await page.keyboard.press("Enter");
    await drawer(page).waitFor();
  });

  test("tells a push as it comes, from the first message to the screen", async () => {
    const { page } = desk;
    await push(phone, web.put("/news.xml", textPage("News", "All is well")));
    await entries(page).first().getByText("News").waitFor();
    const rungs = drawer(page).locator(".ladder li");
    await until("the last rung", async () => /screen/.test((await rungs.allInnerTexts()).at(-1)));
    const ladder = (await rungs.allInnerTexts()).join("\n");
    for (const words of [/NOTIFY/, /401/, /200 OK/, /GET .*news\.xml/, /News/]) assert.match(ladder, words);
    const story = await drawer(page).innerText();
    assert.match(story, /A strict phone would take all of this/);
    assert.match(story, /text\/xml; charset=utf-8/);
    assert.match(story, /All is well/);
    assert.match(story, /together \d/);
    assert.doesNotMatch(story, /Line-Secret/);
  });

  test("names what a strict phone would refuse", async () => {
    const { page } = desk;
    await push(phone, web.put("/long.xml", textPage("Long", "x").replace("Press Exit to leave", "p".repeat(40))));
    await drawer(page).getByRole("heading", { name: /A strict phone would refuse 1 thing/ }).waitFor();
    assert.match(await drawer(page).locator(".strict").innerText(), /Prompt/);
  });

  test("repeats a push with a click", async () => {
    const { page } = desk;
    const asked = () => web.asked.filter((path) => path === "/news.xml").length;
    const before = asked();
    await entries(page).filter({ hasText: "News" }).first().click();
    await drawer(page).getByRole("heading", { name: "News" }).waitFor();
    await drawer(page).getByRole("button", { name: "Repeat", exact: true }).click();
    await entries(page).first().getByText(/repeat of \d+/).waitFor();
    await drawer(page).getByText(/was repeated as \d+/).waitFor();
    await until("the page to be fetched again", async () => asked() > before);
    await shows(page, "News");
  });

  test("copies lines for a shell that do the same, and says so", async () => {
    const { page } = desk;
    await entries(page).filter({ hasText: "News" }).first().click();
    await drawer(page).getByRole("button", { name: "Copy as curl" }).click();
    await drawer(page).getByText(/^Copied: curl/).waitFor();
    assert.match(await copied(page), /^curl .*\/news\.xml'?$/);
    await drawer(page).getByRole("button", { name: "Copy as handset push" }).click();
    await drawer(page).getByText(/^Copied: handset push/).waitFor();
    assert.match(await copied(page), new RegExp(`^handset push sip:101@127\\.0\\.0\\.1:${phone.sip} ${web.url}/news\\.xml$`));
  });

  test("tells a page that a person opened, which is not repeated", async () => {
    const { page } = desk;
    await push(phone, web.put("/choice.xml", menuPage("Choice", [["News", `${web.url}/news.xml`]])));
    await shows(page, "Choice");
    await key(page, "KeyPad1").click();
    await entries(page).first().getByText("a person").waitFor();
    await entries(page).first().locator("[data-look=key]").waitFor();
    await drawer(page).getByRole("heading", { name: "News" }).waitFor();
    const rungs = drawer(page).locator(".ladder li");
    await until("the last rung", async () => /screen/.test((await rungs.allInnerTexts()).at(-1)));
    assert.match((await rungs.allInnerTexts()).join("\n"), /person to phone:\s+opens News[^]*GET .*news\.xml/);
    assert.match(await drawer(page).innerText(), /All is well/);
    assert.equal(await drawer(page).getByRole("button", { name: "Repeat", exact: true }).count(), 0);
    assert.equal(await drawer(page).getByRole("button", { name: "Copy as curl" }).count(), 1);
  });

  test("keeps a secret that a person typed", async () => {
    const { page } = desk;
    const hello = ({ searchParams }) => textPage("Hello", `Your PIN is ${searchParams.get("pin")}`);
    await push(phone, web.put("/login.xml", inputPage("Login", web.put("/hello", hello), [["PIN", "pin", "NP"]])));
    await shows(page, "Login");
    for (const digit of [4, 7, 1, 1]) await key(page, `KeyPad${digit}`).click();
    await shows(page, "Login", (screen) => typed(screen)?.length === 4);
    await key(page, "Soft1").click();
    await shows(page, "Hello");
    await drawer(page).getByText("A secret was typed").waitFor();
    const story = await drawer(page).innerText();
    assert.match(story, /hello\?pin=hidden/);
    assert.doesNotMatch(story, /4711/);
    const list = await page.request.get(`${phone.url}/api/v1/pushes`).then((response) => response.json());
    const { id } = list.pushes[0];
    assert.doesNotMatch(await page.request.get(`${phone.url}/api/v1/pushes/${id}`).then((response) => response.text()), /4711/);
  });

  test("shows a push whose password was wrong, which cannot be repeated", async () => {
    const { page } = desk;
    assert.equal(await push(phone, `${web.url}/news.xml`, "not-it"), 1);
    await entries(page).first().getByText("401").waitFor();
    await entries(page).first().click();
    assert.equal(await drawer(page).getByRole("button", { name: "Repeat", exact: true }).isDisabled(), true);
    assert.equal(await drawer(page).getByRole("button", { name: "Copy as handset push" }).count(), 0);
  });
});
