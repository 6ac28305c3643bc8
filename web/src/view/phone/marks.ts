// What a pressed key shows, in the same frame: that it is down, and for a moment who pressed it. The attributes
// are the marks' own; drawing the page again leaves them alone.

import type { KeySource } from "../../server/phone_types";

export type Mark = KeySource | "no effect";

const shown = 1400; // milliseconds

export class Marks {
  private readonly ends = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly recent = new Map<string, number>(); // presses of our own that the phone has not confirmed

  hold(key: string): void {
    for (const element of this.elements(key)) element.dataset.down = "";
    this.recent.set(key, (this.recent.get(key) ?? 0) + 1);
    this.mark(key, "person");
  }

  release(key: string): void {
    for (const element of this.elements(key)) delete element.dataset.down;
  }

  // A press without an end of its own looks like one all the same.
  tap(key: string): void {
    this.hold(key);
    setTimeout(() => this.release(key), 120);
  }

  // The phone's word. A press that this page has shown already is not shown twice.
  confirm(key: string, source: KeySource): void {
    const own = this.recent.get(key) ?? 0;
    if (source === "person" && own > 0) {
      this.recent.set(key, own - 1);
      return;
    }
    for (const element of this.elements(key)) element.dataset.down = "";
    setTimeout(() => this.release(key), 180);
    this.mark(key, source);
  }

  mark(key: string, mark: Mark): void {
    clearTimeout(this.ends.get(key));
    for (const element of this.elements(key)) element.dataset.by = mark;
    this.ends.set(
      key,
      setTimeout(() => {
        for (const element of this.elements(key)) delete element.dataset.by;
        this.recent.delete(key);
      }, shown),
    );
  }

  private elements(key: string): NodeListOf<HTMLElement> {
    return document.querySelectorAll<HTMLElement>(`[data-key="${key}"]`);
  }
}
