// What the developer's drawer knows: the list of pushes, the story of one, its ladder and its times.

import assert from "node:assert/strict";
import test from "node:test";
import { pages } from "./pages.mjs";

const { makeLadder, Pushes, spansOf, timeWords } = pages;
const summary = (id, more = {}) => ({ id, time: "2026-03-01 14:05:09", line: 1, source: "192.0.2.20:5090", status: 200, title: `Page ${id}`, summary: "", reason: "OK", ...more });

// A phone with these pushes.
function rig(ids) {
  const list = ids.map((id) => summary(id));
  const asked = [];
  const api = {
    get: async (path) => {
      asked.push(path);
      if (path === "/api/v1/pushes") return { status: 200, body: { pushes: [...list] } };
      const id = Number(path.split("/").at(-1));
      const found = list.find((push) => push.id === id);
      return found ? { status: 200, body: { ...found, ladder: [] } } : { status: 404, body: { error: "There is no such push." } };
    },
    send: async (_, path) => {
      asked.push(path);
      list.unshift(summary(list[0].id + 1));
      return { status: 202, body: { id: list[0].id } };
    },
  };
  return { list, asked, pushes: new Pushes(api) };
}

test("the newest push is the one that is looked at, also when a newer one comes", async () => {
  const { list, pushes } = rig([2, 1]);
  await pushes.refresh();
  assert.equal(pushes.story.id, 2);
  list.unshift(summary(3));
  await pushes.refresh();
  assert.deepEqual(pushes.list.map(({ id }) => id), [3, 2, 1]);
  assert.equal(pushes.story.id, 3);
});

test("who has chosen an older one keeps it, until choosing the newest again", async () => {
  const { list, pushes } = rig([2, 1]);
  await pushes.refresh();
  await pushes.choose(1);
  list.unshift(summary(3));
  await pushes.refresh();
  assert.equal(pushes.story.id, 1);
  await pushes.choose(3);
  list.unshift(summary(4));
  await pushes.refresh();
  assert.equal(pushes.story.id, 4);
});

test("who has chosen one that the phone forgets looks at the newest again", async () => {
  const { list, pushes } = rig([2, 1]);
  await pushes.refresh();
  await pushes.choose(1);
  list.pop();
  await pushes.refresh();
  assert.equal(pushes.story.id, 2);
});

test("an answer that was overtaken by another choice counts for nothing", async () => {
  const waiting = [];
  const pushes = new Pushes({
    get: (path) => path === "/api/v1/pushes"
      ? Promise.resolve({ status: 200, body: { pushes: [summary(2), summary(1)] } })
      : new Promise((resolve) => waiting.push(() => resolve({ status: 200, body: summary(Number(path.at(-1))) }))),
  });
  const first = pushes.refresh();
  await new Promise((resolve) => setImmediate(resolve));
  const second = pushes.choose(1);
  waiting[1]();
  waiting[0]();
  await Promise.all([first, second]);
  assert.equal(pushes.story.id, 1);
});

test("a repeat is a push of its own, which is looked at", async () => {
  const { asked, pushes } = rig([2, 1]);
  await pushes.refresh();
  await pushes.choose(1);
  assert.equal(await pushes.repeat(1), "Push 1 was repeated as 3.");
  assert.ok(asked.includes("/api/v1/pushes/1/repeat"));
  assert.equal(pushes.story.id, 3);
});

test("what goes wrong is told, and what was known stays", async () => {
  const { list, pushes } = rig([2, 1]);
  await pushes.refresh();
  list.pop();
  await pushes.choose(1);
  assert.equal(pushes.trouble, "There is no such push.");
  assert.equal(pushes.story.id, 2);
});

test("a ladder has the same four actors from left to right, and whoever else takes part", () => {
  const { actors, rungs } = makeLadder([
    { from: "PBX", to: "phone", label: "NOTIFY" },
    { from: "phone", to: "PBX", label: "200 OK" },
    { from: "phone", to: "proxy", label: "CONNECT" },
    { from: "phone", to: "phone", label: "Key:Services" },
  ]);
  assert.deepEqual(actors, ["PBX", "phone", "web server", "screen", "proxy"]);
  assert.deepEqual(rungs.map(({ from, to, note }) => [from, to, note]), [[0, 1, false], [1, 0, false], [1, 4, false], [1, 1, true]]);
});

test("a ladder of an opened page begins with the person, in the place of the PBX", () => {
  const { actors, rungs } = makeLadder([
    { from: "person", to: "phone", label: "opens News" },
    { from: "phone", to: "web server", label: "GET http://web.example/news" },
    { from: "phone", to: "screen", label: 'page "News"' },
  ]);
  assert.deepEqual(actors, ["person", "phone", "web server", "screen"]);
  assert.deepEqual(rungs.map(({ from, to }) => [from, to]), [[0, 1], [1, 2], [1, 3]]);
});

test("the time of a fetch is spent on what took place, one after the other", () => {
  assert.deepEqual(spansOf({ named: 1, connected: 3, secured: 0, answered: 10, ended: 12 }),
    [{ name: "name", begin: 0, length: 1 }, { name: "connection", begin: 1, length: 2 }, { name: "waiting", begin: 3, length: 7 }, { name: "transfer", begin: 10, length: 2 }]);
  assert.deepEqual(spansOf({ named: 0, connected: 0, secured: 0, answered: 0, ended: 0 }), []);
});

test("times are as exact as one can read", () => {
  assert.deepEqual([0, 0.02, 0.44, 9.94, 9.96, 61.3, 999.4, 1204].map(timeWords), ["0", "<0.1 ms", "0.4 ms", "9.9 ms", "10 ms", "61 ms", "999 ms", "1.20 s"]);
});
