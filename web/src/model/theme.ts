// Light or dark surroundings: as the computer has it, or as the person has chosen for this browser.

export type Theme = "auto" | "light" | "dark";

const place = "handset-theme";
const order: Theme[] = ["auto", "light", "dark"];

export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(place);
    return order.find((theme) => theme === kept) ?? "auto";
  } catch {
    return "auto"; // the browser keeps nothing for this page
  }
}

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "auto") root.removeAttribute("data-theme");
  else root.dataset.theme = theme;
}

export function keepTheme(theme: Theme): void {
  applyTheme(theme);
  try {
    localStorage.setItem(place, theme);
  } catch {
    // Chosen for this visit only.
  }
}

export function nextTheme(theme: Theme): Theme {
  return order[(order.indexOf(theme) + 1) % order.length] ?? "auto";
}
