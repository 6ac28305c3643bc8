// What a screen reader hears of screen, lines and lamps.

import assert from "node:assert/strict";
import test from "node:test";
import { pages } from "./pages.mjs";

const { announcement, consoleWords, lampWords, lineWords, rowWords, watchWords } = pages;
const row = (text, more = {}) => ({ text, number: "", right: "", selected: false, ...more });
const screen = (more = {}) => ({ version: 1, kind: "menu", title: "Services", clock: "", prompt: "", rows: [], soft_keys: [], ...more });
const menu = (chosen, more = {}) =>
  screen({ rows: ["Weather", "News"].map((text, i) => row(text, { number: String(i + 1), selected: i === chosen })), ...more });

test("a lamp is its colour and how it blinks", () => {
  assert.equal(lampWords({ colour: "red", pattern: "slow" }), "red, blinking slowly");
  assert.equal(lampWords({ colour: "green", pattern: "steady" }), "green");
  assert.equal(lampWords({ colour: "off", pattern: "blink" }), "off");
});

test("a line is its number, its name, its state and its lamp when that is lit", () => {
  const line = { number: 1, user_id: "101", label: "", in_use: false, state: "not_registered" };
  assert.equal(lineWords(1, line, { colour: "amber", pattern: "blink" }), "Line 1, 101, not registered, lamp amber, blinking");
  assert.equal(lineWords(2, undefined, { colour: "off", pattern: "steady" }), "Line 2");
});

test("a key that watches somebody is his name, what he does and with whom, and its lamp", () => {
  const watch = { key: 2, label: "Bob", uri: "sip:102@x", state: "ringing", peer: "Ann", trouble: "" };
  assert.equal(watchWords(watch, { colour: "red", pattern: "fast" }), "Line key 2, Bob, ringing, Ann, lamp red, blinking fast");
  const failed = { ...watch, state: "subscription failed", peer: "", trouble: "403 Forbidden" };
  assert.equal(watchWords(failed, undefined), "Line key 2, Bob, subscription failed, 403 Forbidden");
});

test("a key of a console is its place, its name, what he does and its lamp; a speed dial is its name", () => {
  const one = { key: 5, label: "Bob", functions: ["blf"], speed_dial: "", uri: "sip:102@x", state: "busy", peer: "", trouble: "",
    lamp: { colour: "red", pattern: "steady" } };
  assert.equal(consoleWords(1, one), "Console 1, key 5, Bob, busy, lamp red");
  const taxi = { ...one, key: 32, label: "Taxi", state: null, lamp: { colour: "off", pattern: "steady" } };
  assert.equal(consoleWords(2, taxi), "Console 2, key 32, Taxi");
});

test("a row is its number, its text and what stands right of it; a field tells what is in it", () => {
  assert.equal(rowWords(row("Adams, John", { number: "3", right: "101" })), "3. Adams, John, 101");
  assert.equal(rowWords(row("PIN        ", { field: { at: 11, text: "••••", cursor: 4 } })), "PIN (field: ••••)");
  assert.equal(rowWords(row("PIN", { field: { at: 3, text: "", cursor: 0 } })), "PIN (field: empty)");
});

test("a new page is told by its title, what is chosen, and its prompt", () => {
  assert.equal(announcement(null, menu(0, { prompt: "Choose" })), "Services. 1. Weather. Choose");
  const text = screen({ kind: "text", title: "News", rows: [row("Hello"), row("world")] });
  assert.equal(announcement(menu(0), text), "News. Hello. world");
});

test("a step in a menu tells the row alone", () => {
  assert.equal(announcement(menu(0), menu(1)), "2. News");
});

test("what is typed is told as the field stands now", () => {
  const form = (text) => screen({ kind: "input", rows: [row("Name", { selected: true, field: { at: 4, text, cursor: text.length } })] });
  assert.equal(announcement(form("a"), form("an")), "Name (field: an)");
});

test("the clock alone is nothing to speak of", () => {
  assert.equal(announcement(menu(0, { clock: "14:05" }), menu(0, { clock: "14:06" })), "");
});

test("a display that goes dark, or is lit again, is told as well", () => {
  const dark = menu(0, { lit: false });
  assert.equal(announcement(menu(0, { lit: true }), dark), "The display is dark");
  assert.equal(announcement(dark, dark), "");
  assert.equal(announcement(dark, menu(0, { lit: true })), "The display is lit");
  assert.equal(announcement(null, dark), "The display is dark");
});

test("an overlay is told when it comes, and when what it says changes", () => {
  const volume = (percent) => menu(0, { overlay: { text: "Ringer volume", percent } });
  assert.equal(announcement(menu(0), volume(70)), "Ringer volume: 70 percent");
  assert.equal(announcement(volume(70), volume(80)), "Ringer volume: 80 percent");
  assert.equal(announcement(volume(80), volume(80)), "");
  assert.equal(announcement(volume(80), menu(0)), "");
  assert.equal(announcement(menu(0), menu(0, { overlay: { text: "Microphone muted", percent: null } })), "Microphone muted");
});

test("a picture is told by its size, and a Status window by its words", () => {
  const page = (more) => ({ kind: "image", title: "Gate", prompt: "", rows: [], soft_keys: ["", "", "", ""], ...more });
  const picture = { picture: { format: "png", width: 64, height: 48 }, x: null, y: 0 };
  assert.equal(announcement(null, page({ picture })), "Gate. Picture, 64 by 48 pixels");
  assert.equal(announcement(page({ picture: { ...picture, picture: null } }), page({ picture })), "Picture, 64 by 48 pixels");
  const idle = (timer) => page({ kind: "idle", status: { text: "Recording", timer } });
  assert.equal(announcement(page({ kind: "idle" }), idle("0:01")), "Recording");
  assert.equal(announcement(idle("0:01"), idle("0:02")), "");
});
