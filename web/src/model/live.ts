// What is known of the phone, event by event. The link (link.ts) brings the events; the page draws again whenever
// one was applied.

import type { KeyEvent, KeySource, LiveEvent, PhoneFacts, Screen } from "../server/phone_types";

export const keysRemembered = 64;

export class Live {
  phone: PhoneFacts | null = null;
  screen: Screen | null = null;
  picture: string | null = null; // base64 of a PNG file
  keys: KeyEvent[] = []; // the last ones, oldest first
  stream = "";
  number = 0; // of the last event
  private readonly listeners = new Set<() => void>();
  private readonly keyListeners = new Set<(event: KeyEvent) => void>();
  private readonly pushListeners = new Set<() => void>();

  apply(event: LiveEvent): void {
    this.number = event.number;
    switch (event.event) {
      case "snapshot":
        this.stream = event.stream;
        this.phone = event.phone;
        this.screen = event.screen;
        this.picture = event.picture;
        this.keys = event.keys.slice(-keysRemembered);
        this.pushListeners.forEach((listener) => listener());
        break;
      case "screen":
        this.screen = event.screen;
        if (event.picture !== undefined) this.picture = event.picture;
        break;
      case "phone":
        this.phone = event.phone;
        break;
      case "keys":
        this.keys = [...this.keys, ...event.keys].slice(-keysRemembered);
        for (const key of event.keys) this.keyListeners.forEach((listener) => listener(key));
        break;
      case "push":
        this.pushListeners.forEach((listener) => listener());
        break;
    }
    this.listeners.forEach((listener) => listener());
  }

  // The handset is where the last key event of it left it.
  get lifted(): boolean {
    return this.keys.findLast(({ key, down }) => down && (key === "Offhook" || key === "Onhook"))?.key === "Offhook";
  }

  get presses(): { number: number; key: string; source: KeySource }[] {
    return this.keys.filter(({ down }) => down);
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  onKey(listener: (event: KeyEvent) => void): () => void {
    this.keyListeners.add(listener);
    return () => void this.keyListeners.delete(listener);
  }

  // Told when there is news of pushes, or may be: after a break.
  onPush(listener: () => void): () => void {
    this.pushListeners.add(listener);
    return () => void this.pushListeners.delete(listener);
  }
}
