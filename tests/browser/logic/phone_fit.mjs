// How large the phone is drawn.

import assert from "node:assert/strict";
import test from "node:test";
import { pages } from "./pages.mjs";

const { fit, noScreen, pixelAt } = pages;
const colour = { width: 320, height: 240, nominal: 1 };
const mono = { width: 128, height: 64, nominal: 2.25, keys: "labelled" };

// What the phone takes, as its style sheets lay it out.
function sizeOf({ unit, pixel, cradle }, { width, height, keys }) {
  const beside = keys === "labelled" ? (cradle ? 148 : 92) : cradle ? 124 : 50;
  const face = Math.max(pixel * width + beside * unit, (cradle ? 394 : 358) * unit);
  return { width: face + (cradle ? 166 * unit : 0), height: 430 * unit + pixel * height };
}

test("a phone fits its window, with whole pixels of the display for each of its screen's", () => {
  const windows = [[1254, 688], [378, 767], [1885, 959], [743, 917], [3792, 2025], [1562, 1075], [1345, 543]];
  for (const [width, height] of windows)
    for (const ratio of width < 800 ? [1, 2, 3] : [1, 1.25, 1.5, 2, 3])
      for (const native of [colour, mono]) {
        const found = fit({ width, height, ratio }, native);
        const size = sizeOf(found, native);
        const name = `${width} x ${height} at ${ratio}: ${JSON.stringify(found)}`;
        assert.ok(size.width <= width + 0.01 && size.height <= height + 0.01, name);
        assert.ok(found.whole, name);
        assert.ok(Math.abs(found.pixel * ratio - Math.round(found.pixel * ratio)) < 1e-9, name);
        assert.ok(size.width > 0.7 * width || size.height > 0.8 * height, `small: ${name}`);
      }
});

test("where whole pixels would make it much smaller it is as large as the window allows", () => {
  const found = fit({ width: 310, height: 493, ratio: 1 }, colour);
  assert.equal(found.whole, false);
  assert.ok(sizeOf(found, colour).width > 265);
});

test("the handset stands beside the face where there is room", () => {
  assert.equal(fit({ width: 1254, height: 688, ratio: 1 }, colour).cradle, true);
  assert.equal(fit({ width: 378, height: 767, ratio: 1 }, colour).cradle, false);
});

test("a model without a screen is as large as its keys allow", () => {
  const { unit, whole } = fit({ width: 1254, height: 688, ratio: 1 }, noScreen);
  assert.equal(whole, false);
  assert.ok(unit > 1.4 && 462 * unit <= 688.01);
});

test("keys never become too small to hit, whatever the window", () => {
  for (const [width, height] of [[0, 0], [100, 100], [844, 120]])
    for (const native of [colour, mono, noScreen]) assert.ok(fit({ width, height, ratio: 1 }, native).unit >= 0.6);
});

test("a place on the drawn screen is one of its pixels", () => {
  const screen = { width: 320, height: 240 };
  const box = { width: 480, height: 360 };
  assert.deepEqual(pixelAt({ x: 0, y: 0 }, box, screen), { x: 0, y: 0 });
  assert.deepEqual(pixelAt({ x: 1.4, y: 1.6 }, box, screen), { x: 0, y: 1 });
  assert.deepEqual(pixelAt({ x: 240, y: 180 }, box, screen), { x: 160, y: 120 });
  assert.deepEqual(pixelAt({ x: 479.9, y: 359.9 }, box, screen), { x: 319, y: 239 });
  assert.deepEqual(pixelAt({ x: 480, y: 361 }, box, screen), { x: 319, y: 239 });
  assert.deepEqual(pixelAt({ x: -0.5, y: -1 }, box, screen), { x: 0, y: 0 });
});
