// Which key of the computer is which key of the phone, and the order in which presses are sent.

import assert from "node:assert/strict";
import test from "node:test";
import { pages } from "./pages.mjs";

const { buttonName, buttonOf, openField, PressQueue, wishOf } = pages;
const row = (more = {}) => ({ text: "Name", number: "", right: "", selected: false, ...more });
const plain = { rows: [row()], soft_keys: ["", "", "", ""] };
const editor = { rows: [row({ field: { at: 5, text: "an", cursor: 2 } })], soft_keys: ["Submit", "<<", "abc", "Cancel"] };

test("arrows, Enter, Escape and F1 to F4 are keys of the phone whatever it shows", () => {
  for (const screen of [null, plain, editor]) {
    assert.deepEqual(wishOf("ArrowDown", false, screen), { press: "NavDown" });
    assert.deepEqual(wishOf("Enter", false, screen), { press: "NavSelect" });
    assert.deepEqual(wishOf("Escape", false, screen), { press: "NavBack" });
    assert.deepEqual(wishOf("Escape", true, screen), { press: "Exit" });
    assert.deepEqual(wishOf("F4", false, screen), { press: "Soft4" });
    assert.deepEqual(wishOf("F9", false, screen), { drawer: true });
  }
});

test("digits are typed anywhere, letters and signs into a field alone", () => {
  for (const key of ["0", "9", "*", "#"]) assert.deepEqual(wishOf(key, false, plain), { type: key });
  assert.equal(wishOf("a", false, plain), null);
  for (const key of ["a", "Ü", "?", "+", "-", " ", "語", "🙂"]) assert.deepEqual(wishOf(key, false, editor), { type: key });
  assert.deepEqual(wishOf("?", true, plain), { help: true });
  assert.deepEqual([wishOf("+", true, plain), wishOf("-", false, plain)], [{ press: "VolUp" }, { press: "VolDown" }]);
});

test("Backspace is the soft key << where it stands, and nothing elsewhere", () => {
  assert.deepEqual(wishOf("Backspace", false, editor), { press: "Soft2" });
  assert.equal(wishOf("Backspace", false, plain), null);
  assert.equal(wishOf("Backspace", false, null), null);
});

test("keys that only other programs know are left to them", () => {
  for (const key of ["Tab", "F5", "F12", "Shift", "Dead", "Process", "PageDown"]) assert.equal(wishOf(key, false, editor), null);
});

test("a field without the cursor is no field to type into", () => {
  assert.equal(openField({ rows: [row({ field: { at: 5, text: "an", cursor: null } })] }), null);
  assert.equal(openField({ rows: [row({ field: { at: 5, text: "", cursor: 0 } })] }), "Name");
  assert.equal(openField(null), null);
});

test("a key is called as people call it, and a typed digit lights its key", () => {
  assert.deepEqual(["KeyPad5", "KeyPadStar", "Soft2", "Line11", "NavBack", "Services"].map(buttonName),
    ["5", "✱", "Soft key 2", "Line 11", "Back", "Services"]);
  assert.deepEqual(["5", "*", "#", "a", "12"].map(buttonOf), ["KeyPad5", "KeyPadStar", "KeyPadPound", null, null]);
});

// Sends to a phone that answers when the test says so.
function rig() {
  const sent = [];
  const answers = [];
  const ignored = [];
  const troubles = [];
  const send = (body) => {
    sent.push(body);
    return new Promise((resolve) => answers.push(resolve));
  };
  const queue = new PressQueue({
    send,
    touch: (place) => send({ touch: place }),
    onIgnored: (keys) => ignored.push(...keys),
    onTrouble: (words) => troubles.push(words),
  });
  const answer = async (status = 200, body = { ignored: [] }) => {
    answers.shift()({ status, body });
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, sent, answer, ignored, troubles };
}

test("the first press is sent at once, and what comes meanwhile goes together in its order", async () => {
  const { queue, sent, answer } = rig();
  queue.press(["KeyPad1"]);
  assert.deepEqual(sent, [{ keys: ["KeyPad1"] }]);
  queue.press(["KeyPad2"]);
  queue.press(["NavDown", "NavDown"]);
  queue.type("a");
  queue.type("bc");
  queue.press(["Soft1"]);
  for (let i = 0; i < 4; i++) await answer();
  assert.deepEqual(sent.slice(1), [{ keys: ["KeyPad2", "NavDown", "NavDown"] }, { type: "abc" }, { keys: ["Soft1"] }]);
});

test("a touch has its turn among the keys", async () => {
  const { queue, sent, answer } = rig();
  queue.press(["KeyPad1"]);
  queue.touch({ x: 40, y: 60 });
  queue.press(["KeyPad2"]);
  for (let i = 0; i < 3; i++) await answer();
  assert.deepEqual(sent, [{ keys: ["KeyPad1"] }, { touch: { x: 40, y: 60 } }, { keys: ["KeyPad2"] }]);
});

test("a key that is held goes down at once; a tap that had to wait is one press", async () => {
  const { queue, sent, answer } = rig();
  queue.down("KeyPad1");
  assert.deepEqual(sent, [{ down: "KeyPad1" }]);
  queue.up("KeyPad1");
  queue.down("KeyPad2");
  queue.up("KeyPad2");
  queue.down("KeyPad3");
  for (let i = 0; i < 3; i++) await answer();
  await answer();
  assert.deepEqual(sent.slice(1), [{ up: "KeyPad1" }, { keys: ["KeyPad2"] }, { down: "KeyPad3" }]);
});

test("a request has no more than sixty-four keys", async () => {
  const { queue, sent, answer } = rig();
  queue.press(["KeyPad0"]);
  for (let i = 0; i < 70; i++) queue.press(["KeyPad1"]);
  for (let i = 0; i < 3; i++) await answer();
  assert.deepEqual(sent.map(({ keys }) => keys.length), [1, 64, 6]);
});

test("a long text with lines is typed in parts without them", async () => {
  const { queue, sent, answer } = rig();
  queue.type(`one\r\ntwo\u0007${"🙂".repeat(600)}`);
  await answer();
  assert.deepEqual(sent.map(({ type }) => [...type].length), [512, 95]);
  assert.ok(sent[0].type.startsWith("one two🙂"));
});

test("what went wrong is told, and what waited behind it is dropped", async () => {
  const { queue, sent, answer, troubles } = rig();
  queue.press(["KeyPad1"]);
  queue.press(["KeyPad2"]);
  await answer(0, { error: "The phone does not answer." });
  assert.deepEqual(troubles, ["The phone does not answer."]);
  assert.equal(sent.length, 1);
  queue.press(["KeyPad3"]);
  assert.deepEqual(sent.at(-1), { keys: ["KeyPad3"] });
});

test("keys without effect are told of", async () => {
  const { queue, answer, ignored } = rig();
  queue.press(["Hold", "KeyPad1"]);
  await answer(200, { ignored: ["Hold"] });
  assert.deepEqual(ignored, ["Hold"]);
});
