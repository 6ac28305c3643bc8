// Two people changed the same settings: what is left to send once this one has chosen, setting by setting.

import type { Conflict } from "../server/types";

export type Choice = "mine" | "theirs";

export function settle(
  values: Readonly<Record<string, string>>,
  conflicts: readonly Conflict[],
  choices: ReadonlyMap<string, Choice>,
): Record<string, string> {
  const kept = { ...values };
  for (const { tag } of conflicts) {
    if (choices.get(tag) !== "mine") delete kept[tag];
  }
  return kept;
}

// Nobody's work is thrown away by a dialog that was not read: every conflict needs a choice.
export function settled(conflicts: readonly Conflict[], choices: ReadonlyMap<string, Choice>): boolean {
  return conflicts.every(({ tag }) => choices.has(tag));
}
