// What a browser remembers of how somebody likes the pages. Where it keeps nothing, a choice lasts for the visit.

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`handset-${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`handset-${name}`, value);
  } catch {
    // For this visit only.
  }
}
