// How things are said to people.

import type { Origin } from "../server/types";

export function count(n: number, one: string, many = `${one}s`): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}

export function ago(at: string, now: number): string {
  const seconds = Math.round((now - Date.parse(at)) / 1000);
  if (!Number.isFinite(seconds)) return at;
  if (seconds < 45) return "just now";
  if (seconds < 90 * 60) return `${count(Math.max(1, Math.round(seconds / 60)), "minute")} ago`;
  if (seconds < 36 * 3600) return `${count(Math.round(seconds / 3600), "hour")} ago`;
  return `${count(Math.round(seconds / 86400), "day")} ago`;
}

// "set on the page by admin from 127.0.0.1, 2 minutes ago"
export function whoSet(origin: Omit<Origin, "locked">, now: number): string {
  let words = doorWords(origin.origin);
  if (origin.by) words += ` by ${origin.by}`;
  if (origin.from) words += ` from ${origin.from}`;
  if (origin.at) words += `, ${ago(origin.at, now)}`;
  return words;
}

function doorWords(origin: string): string {
  switch (origin.toLowerCase()) {
    case "page":
      return "on the page";
    case "api":
      return "through the API";
    case "phone":
      return "with the phone's keys";
    case "profile":
      return "by a profile";
    case "undo":
      return "by an undo";
    case "command line":
    case "command-line":
      return "on the command line";
    case "default":
      return "by default";
    default:
      return `by ${origin}`;
  }
}

export function shownValue(value: string): string {
  return value === "" ? "(empty)" : value;
}
