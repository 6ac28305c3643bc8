// The one WebSocket of the page. It begins with a snapshot; after a break it asks for what came since, and waits
// a little longer before each further try. Socket and timer are given, so that tests need neither.

import type { LiveEvent } from "../server/phone_types";
import type { Live } from "./live";

export interface Socket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  close(): void;
}

// "ended": nobody is logged in any more, and only a login helps.
export type LinkState = "connecting" | "up" | "down" | "ended";

interface Parts {
  live: Live;
  open: (path: string) => Socket;
  // Whether trying again makes sense now: false when nobody is logged in any more.
  mayTry: () => Promise<boolean>;
  wait: (milliseconds: number, then: () => void) => () => void; // returns how to call it off
  random?: () => number;
}

const shortestWait = 250;
const longestWait = 8000;
const loginEnded = 4401; // there is nothing to wait for

export class Link {
  state: LinkState = "connecting";
  private socket: Socket | null = null;
  private failures = 0;
  private callOff: (() => void) | null = null;
  private stopped = false;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly parts: Parts) {}

  start(): void {
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.callOff?.();
    this.callOff = null;
    this.socket?.close();
    this.socket = null;
  }

  // Somebody has logged in again.
  resume(): void {
    if (this.stopped || this.socket) return;
    this.callOff?.();
    this.callOff = null;
    this.failures = 0;
    this.connect();
  }

  // Without waiting for the next turn: the window is looked at again, the network is back.
  tryNow(): void {
    if (this.stopped || !this.callOff) return;
    this.callOff();
    this.callOff = null;
    void this.tryAgain();
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private connect(): void {
    const { live } = this.parts;
    const query = live.stream ? `?stream=${encodeURIComponent(live.stream)}&after=${live.number}` : "";
    const socket = this.parts.open(`/api/v1/events${query}`);
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      if (this.socket === socket && typeof data === "string") this.take(data);
    };
    socket.onclose = ({ code }) => {
      if (this.socket === socket) this.lose(code);
    };
    // Resuming with nothing missed brings no event, so an open socket is up.
    (socket as { onopen?: (() => void) | null }).onopen = () => {
      if (this.socket === socket && live.phone) this.come("up");
    };
  }

  private take(text: string): void {
    const event = JSON.parse(text) as LiveEvent;
    const { live } = this.parts;
    const next = event.event === "snapshot" || event.number === live.number + 1;
    if (!next && event.number <= live.number) return; // known already
    if (!next) {
      // Something is missing: begin anew with a snapshot.
      live.stream = "";
      this.socket?.close();
      return this.lose();
    }
    this.failures = 0;
    live.apply(event);
    this.come("up");
  }

  private lose(code = 0): void {
    this.socket = null;
    if (this.stopped) return;
    this.come("down");
    if (code === loginEnded && this.failures++ === 0) return void this.tryAgain();
    const jitter = 0.75 + 0.5 * (this.parts.random ?? Math.random)();
    const pause = Math.min(longestWait, shortestWait * 2 ** this.failures) * jitter;
    this.failures++;
    this.callOff = this.parts.wait(pause, () => {
      this.callOff = null;
      void this.tryAgain();
    });
  }

  private async tryAgain(): Promise<void> {
    const may = await this.parts.mayTry();
    if (this.stopped || this.socket) return;
    if (may) this.connect();
    else this.come("ended");
  }

  private come(state: LinkState): void {
    if (this.state === state) return;
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}
