// The buttons of the phone by the names that the API gives them: what a person calls them, and which key of the
// computer stands for which.

import type { Screen } from "../server/phone_types";

export interface Button {
  key: string;
  label: string;
  letters?: string; // under the digit
  sign?: string; // on the key, when it is text
}

const pad = (digit: string, letters: string): Button => ({ key: `KeyPad${digit}`, label: digit, letters, sign: digit });

export const keypad: Button[] = [
  pad("1", ""),
  pad("2", "ABC"),
  pad("3", "DEF"),
  pad("4", "GHI"),
  pad("5", "JKL"),
  pad("6", "MNO"),
  pad("7", "PQRS"),
  pad("8", "TUV"),
  pad("9", "WXYZ"),
  { key: "KeyPadStar", label: "star", sign: "✱" },
  pad("0", ""),
  { key: "KeyPadPound", label: "pound", sign: "#" },
];

const labels: Record<string, string> = {
  NavUp: "Up",
  NavDown: "Down",
  NavLeft: "Left",
  NavRight: "Right",
  NavSelect: "Select",
  NavBack: "Back",
  VolUp: "Volume up",
  VolDown: "Volume down",
  Onhook: "Handset down",
  Offhook: "Handset up",
  EndCall: "End call",
  Directories: "Directory",
  KeyPadStar: "✱",
  KeyPadPound: "#",
};

// "KeyPad5" is "5", "Soft2" is "Soft key 2", "Line3" is "Line 3".
export function buttonName(key: string): string {
  const [, kind, number] = /^(KeyPad|Soft|Line)(\d+)$/.exec(key) ?? [];
  if (kind === "KeyPad") return number ?? key;
  if (kind) return `${kind === "Soft" ? "Soft key" : "Line"} ${number}`;
  return labels[key] ?? key;
}

// What to send for a key of the computer: a button, or characters for the field that has the cursor.
export type Wish = { press: string } | { type: string } | { help: true } | { drawer: true } | null;

const named: Record<string, string> = {
  ArrowUp: "NavUp",
  ArrowDown: "NavDown",
  ArrowLeft: "NavLeft",
  ArrowRight: "NavRight",
  Enter: "NavSelect",
  Escape: "NavBack",
  F1: "Soft1",
  F2: "Soft2",
  F3: "Soft3",
  F4: "Soft4",
};

export const drawerKey = "F9";

export const repeats = new Set(["NavUp", "NavDown", "NavLeft", "NavRight", "VolUp", "VolDown"]);

// The label of the field that has the cursor; null when none has.
export function openField(screen: Screen | null): string | null {
  const row = screen?.rows.find(({ field }) => field && field.cursor !== null);
  return row?.field ? [...row.text].slice(0, row.field.at).join("").trim() : null;
}

export function wishOf(key: string, shift: boolean, screen: Screen | null): Wish {
  if (key === drawerKey) return { drawer: true };
  if (key === "Escape" && shift) return { press: "Exit" };
  const button = named[key];
  if (button) return { press: button };
  if (key === "Backspace") {
    const place = screen?.soft_keys.indexOf("<<") ?? -1;
    return place < 0 ? null : { press: `Soft${place + 1}` };
  }
  if ([...key].length !== 1) return null;
  if (openField(screen) === null) {
    if (key === "?") return { help: true };
    if (key === "+") return { press: "VolUp" };
    if (key === "-") return { press: "VolDown" };
    if (!/[0-9*#]/.test(key)) return null;
  }
  return { type: key };
}

// The button that lights up for a typed character.
export function buttonOf(character: string): string | null {
  if (character === "*") return "KeyPadStar";
  if (character === "#") return "KeyPadPound";
  return /^[0-9]$/.test(character) ? `KeyPad${character}` : null;
}
