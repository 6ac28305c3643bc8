// Light or dark surroundings: as the computer has it, or as the person has chosen for this browser.

import { keep, recall } from "./memory";

export type Theme = "auto" | "light" | "dark";

const order: Theme[] = ["auto", "light", "dark"];

export function readTheme(): Theme {
  return order.find((theme) => theme === recall("theme")) ?? "auto";
}

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "auto") root.removeAttribute("data-theme");
  else root.dataset.theme = theme;
}

export function keepTheme(theme: Theme): void {
  applyTheme(theme);
  keep("theme", theme);
}

export function nextTheme(theme: Theme): Theme {
  return order[(order.indexOf(theme) + 1) % order.length] ?? "auto";
}
