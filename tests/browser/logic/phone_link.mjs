// The one WebSocket of the phone's page, and what is known of the phone through it.

import assert from "node:assert/strict";
import test from "node:test";
import { pages } from "./pages.mjs";

const lamps = { lines: [], message: {}, speaker: {}, headset: {}, mute: {} };
const facts = (name) => ({ model: "SPA525G2", name, lamps });
const screen = (title) => ({ version: 1, kind: "text", title, rows: [] });
const snapshot = (number, title, stream = "s1") =>
  ({ number, event: "snapshot", stream, phone: facts("a"), screen: screen(title), picture: "AAAA", keys: [] });
const press = (number, key, source = "person", down = true) => ({ number, key, source, down });

// Sockets that a test answers for, and a clock that it turns.
function rig({ may = () => true } = {}) {
  const live = new pages.Live();
  const sockets = [];
  const waits = [];
  const link = new pages.Link({
    live,
    open: (path) => {
      const socket = { path, onmessage: null, onclose: null, onopen: null, closed: false, close: () => (socket.closed = true) };
      sockets.push(socket);
      return socket;
    },
    mayTry: async () => may(),
    wait: (milliseconds, then) => {
      const wait = { milliseconds, then, off: false };
      waits.push(wait);
      return () => (wait.off = true);
    },
    random: () => 0.5,
  });
  link.start();
  const rigged = {
    live, link, sockets, waits,
    say: (event) => sockets.at(-1).onmessage({ data: JSON.stringify(event) }),
    lose: (code = 1006) => sockets.at(-1).onclose({ code }),
    turn: async () => {
      waits.at(-1).then();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  return rigged;
}

test("the link begins with a snapshot and goes on with numbered changes", () => {
  const { live, link, sockets, say } = rig();
  assert.equal(sockets[0].path, "/api/v1/events");
  assert.equal(link.state, "connecting");
  say(snapshot(7, "Idle"));
  assert.equal(link.state, "up");
  say({ number: 8, event: "screen", screen: screen("Menu"), picture: "BBBB" });
  say({ number: 9, event: "phone", phone: facts("b") });
  assert.deepEqual([live.screen.title, live.picture, live.phone.name, live.number], ["Menu", "BBBB", "b", 9]);
});

test("a screen without a picture leaves the picture, one with null takes it away", () => {
  const { live, say } = rig();
  say(snapshot(1, "Idle"));
  say({ number: 2, event: "screen", screen: screen("Idle") });
  assert.equal(live.picture, "AAAA");
  say({ number: 3, event: "screen", screen: screen("Idle"), picture: null });
  assert.equal(live.picture, null);
});

test("after a break the link asks for what came since, and an open socket without news is up", async () => {
  const { live, link, sockets, say, lose, turn } = rig();
  say(snapshot(4, "Idle"));
  lose();
  assert.equal(link.state, "down");
  assert.equal(live.screen.title, "Idle");
  await turn();
  assert.equal(sockets[1].path, "/api/v1/events?stream=s1&after=4");
  sockets[1].onopen();
  assert.equal(link.state, "up");
  say({ number: 5, event: "screen", screen: screen("Menu") });
  assert.equal(live.screen.title, "Menu");
});

test("an open socket alone is not up before the first snapshot", () => {
  const { link, sockets } = rig();
  sockets[0].onopen();
  assert.equal(link.state, "connecting");
});

test("each further try waits twice as long, up to eight seconds; a word from the phone starts anew", async () => {
  const { say, lose, turn, waits } = rig();
  for (let i = 0; i < 8; i++) {
    lose();
    await turn();
  }
  assert.deepEqual(waits.map(({ milliseconds }) => milliseconds), [250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
  say(snapshot(1, "Idle"));
  lose();
  assert.equal(waits.at(-1).milliseconds, 250);
});

test("the network's return does not wait for the next turn, and asks once", async () => {
  const { link, lose, sockets, waits } = rig();
  lose();
  link.tryNow();
  link.tryNow();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(waits[0].off, true);
  assert.equal(sockets.length, 2);
});

test("an event that is known already counts once, and after a gap all is asked for anew", async () => {
  const { live, link, say, sockets, turn } = rig();
  say(snapshot(3, "Idle"));
  say({ number: 3, event: "screen", screen: screen("Old") });
  assert.equal(live.screen.title, "Idle");
  say({ number: 6, event: "screen", screen: screen("Later") });
  assert.equal(live.screen.title, "Idle");
  assert.equal(sockets[0].closed, true);
  assert.equal(link.state, "down");
  await turn();
  assert.equal(sockets[1].path, "/api/v1/events");
});

test("what an old socket still says counts for nothing", async () => {
  const { live, say, sockets, lose, turn } = rig();
  say(snapshot(1, "Idle"));
  const old = sockets[0];
  lose();
  await turn();
  old.onmessage({ data: JSON.stringify({ number: 2, event: "screen", screen: screen("Ghost") }) });
  old.onclose({ code: 1006 });
  assert.equal(live.screen.title, "Idle");
  assert.equal(sockets.length, 2);
});

test("when nobody is logged in any more the link rests until somebody is", async () => {
  let may = false;
  const { link, say, lose, sockets, waits } = rig({ may: () => may });
  say(snapshot(1, "Idle"));
  lose(4401);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(waits.length, 0);
  assert.equal(link.state, "ended");
  assert.equal(sockets.length, 1);
  may = true;
  link.resume();
  say(snapshot(1, "Menu", "s2"));
  assert.equal(link.state, "up");
});

test("a stopped link tries nothing more", async () => {
  const { link, lose, sockets, turn, waits } = rig();
  lose();
  link.stop();
  assert.equal(waits[0].off, true);
  await turn();
  link.tryNow();
  assert.equal(sockets.length, 1);
});

test("keys are remembered with who pressed them, the last sixty-four, and their listeners hear new ones only", () => {
  const { live, say } = rig();
  const heard = [];
  live.onKey(({ key }) => heard.push(key));
  say({ ...snapshot(1, "Idle"), keys: [press(1, "Services", "push"), press(2, "Services", "push", false)] });
  assert.deepEqual(heard, []);
  assert.deepEqual(live.presses.map(({ key, source }) => [key, source]), [["Services", "push"]]);
  say({ number: 2, event: "keys", keys: Array.from({ length: 70 }, (_, i) => press(3 + i, "KeyPad1", "program")) });
  assert.equal(heard.length, 70);
  assert.equal(live.keys.length, 64);
});

test("the handset is where its last key left it", () => {
  const { live, say } = rig();
  say(snapshot(1, "Idle"));
  assert.equal(live.lifted, false);
  say({ number: 2, event: "keys", keys: [press(1, "Offhook"), press(2, "KeyPad1")] });
  assert.equal(live.lifted, true);
  say({ number: 3, event: "keys", keys: [press(3, "Onhook")] });
  assert.equal(live.lifted, false);
});

test("who listens for pushes hears that there is news of them, and of a break in which there may have been some", () => {
  const { live, say } = rig();
  let heard = 0;
  const stop = live.onPush(() => heard++);
  say(snapshot(1, "Idle"));
  say({ number: 2, event: "push" });
  assert.equal(heard, 2);
  stop();
  say({ number: 3, event: "push" });
  assert.equal(heard, 2);
});
