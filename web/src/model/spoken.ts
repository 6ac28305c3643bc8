// The screen and the lamps in words, for people who hear them.

import type { ConsoleKey, Lamp, PhoneLine, PlacedPicture, Screen, ScreenRow, Watch } from "../server/phone_types";

const patterns: Record<Lamp["pattern"], string> = {
  steady: "",
  blink: "blinking",
  slow: "blinking slowly",
  double: "blinking twice",
  fast: "blinking fast",
};

// "red, blinking"; "off"
export function lampWords({ colour, pattern }: Lamp): string {
  if (colour === "off") return "off";
  return [colour, patterns[pattern]].filter(Boolean).join(", ");
}

export function lineWords(number: number, line: PhoneLine | undefined, lamp: Lamp | undefined): string {
  const name = line?.label || line?.user_id;
  const parts = [`Line ${number}`, name, line?.state?.replaceAll("_", " ")];
  if (lamp && lamp.colour !== "off") parts.push(`lamp ${lampWords(lamp)}`);
  return parts.filter(Boolean).join(", ");
}

// "Line key 2, Bob, ringing, Ann, lamp red, blinking fast"
export function watchWords({ key, label, state, peer, trouble }: Watch, lamp: Lamp | undefined): string {
  const parts = [`Line key ${key}`, label, state, peer, trouble];
  if (lamp && lamp.colour !== "off") parts.push(`lamp ${lampWords(lamp)}`);
  return parts.filter(Boolean).join(", ");
}

// "Console 1, key 5, Bob, ringing, Ann, lamp red, blinking fast"
export function consoleWords(unit: number, { key, label, state, peer, trouble, lamp }: ConsoleKey): string {
  const parts = [`Console ${unit}`, `key ${key}`, label, state, peer, trouble];
  if (lamp.colour !== "off") parts.push(`lamp ${lampWords(lamp)}`);
  return parts.filter(Boolean).join(", ");
}

export function rowWords(row: ScreenRow): string {
  const label = row.field ? [...row.text].slice(0, row.field.at).join("").trim() || row.text : row.text;
  const parts = [row.number && `${row.number}.`, label, row.right && `, ${row.right}`];
  let words = parts.filter(Boolean).join(" ").replaceAll(" ,", ",");
  if (row.field) words += ` (field: ${row.field.text || "empty"})`;
  return words.trim();
}

// "Picture, 64 by 48 pixels"
export function pictureWords({ picture }: PlacedPicture): string {
  return picture ? `Picture, ${picture.width} by ${picture.height} pixels` : "Picture on its way";
}

// Its timer is no news: it counts on.
export function statusWords({ text, picture }: NonNullable<Screen["status"]>): string {
  return [text, picture && pictureWords(picture)].filter(Boolean).join(". ");
}

export const darkWords = "The display is dark";
export const isDark = (screen: Screen | null) => screen?.lit === false;

const chosenRows = (screen: Screen) => screen.rows.filter(({ selected }) => selected);
const contentOf = (screen: Screen) =>
  [...screen.rows.map(rowWords), screen.picture && pictureWords(screen.picture), screen.status && statusWords(screen.status)]
    .filter(Boolean)
    .join(". ");
const sentence = (parts: (string | undefined)[]) => parts.filter(Boolean).join(". ");

// What has to be said when the screen changes: as little as tells it all. The clock alone is nothing.
export function announcement(before: Screen | null, after: Screen): string {
  const overlay = after.overlay ? overlayWords(after.overlay) : "";
  if (overlay && overlay !== (before?.overlay ? overlayWords(before.overlay) : "")) return overlay;
  const anew = !before || before.kind !== after.kind || before.title !== after.title;
  const choice = chosenRows(after).map(rowWords).join(" ");
  if (isDark(after) && !isDark(before)) return darkWords;
  if (anew) return sentence([after.title, choice || contentOf(after), after.prompt]);
  const prompt = before.prompt !== after.prompt ? after.prompt : "";
  if (isDark(before) && !isDark(after)) return sentence(["The display is lit", prompt]);
  const field = after.rows.find((row) => row.field && row.field.cursor !== null);
  const fieldBefore = before.rows.find((row) => row.field && row.field.cursor !== null);
  if (field && rowWords(field) !== (fieldBefore ? rowWords(fieldBefore) : "")) return sentence([rowWords(field), prompt]);
  if (choice !== chosenRows(before).map(rowWords).join(" ")) return sentence([choice, prompt]);
  const content = contentOf(after);
  return sentence([!choice && content !== contentOf(before) ? content : "", prompt]);
}

function overlayWords({ text, percent }: NonNullable<Screen["overlay"]>): string {
  return percent === null ? text : `${text}: ${percent} percent`;
}
