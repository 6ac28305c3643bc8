// What axe-core says of a page as it stands, in the light and, for the colours, in the dark.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { axeSource } from "./support.mjs";

const axe = readFileSync(axeSource, "utf8");

// The pages' policy allows no script from elsewhere: this one comes in through the debugger.
export async function check(page, where) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  for (const [colorScheme, rules] of [["light", undefined], ["dark", ["color-contrast"]]]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const violations = await page.evaluate(async (only) => {
      const options = only ? { runOnly: { type: "rule", values: only } } : {};
      const found = await window.axe.run(document, { resultTypes: ["violations"], ...options });
      return found.violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.slice(0, 3).map((node) => node.html).join("\n  ")}`);
    }, rules);
    assert.equal(violations.length, 0, `${where}, ${colorScheme}\n${violations.join("\n")}`);
  }
}
