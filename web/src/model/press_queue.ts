// Sends what was pressed and typed in its order, one request at a time. What comes while one is under way is
// joined where that changes nothing: taps to a list of keys, letters to a text.

import { errorOf, type Reply } from "../server/api";

type Stroke = { down: string } | { up: string } | { keys: string[] } | { type: string } | Touch;

// Pixels of the phone's screen.
export interface Touch {
  x: number;
  y: number;
}

interface Parts {
  send: (body: unknown) => Promise<Reply>;
  touch: (place: Touch) => Promise<Reply>;
  onIgnored: (keys: string[]) => void; // nothing obeyed them
  onTrouble: (words: string) => void;
}

const mostKeys = 64; // of one request
const mostLetters = 512;

export class PressQueue {
  private waiting: Stroke[] = [];
  private busy = false;

  constructor(private readonly parts: Parts) {}

  down(key: string): void {
    this.add({ down: key });
  }
  up(key: string): void {
    const last = this.waiting.at(-1);
    if (last && "down" in last && last.down === key) {
      this.waiting.pop();
      return this.press([key]);
    }
    this.add({ up: key });
  }
  press(keys: string[]): void {
    const last = this.waiting.at(-1);
    if (last && "keys" in last && last.keys.length + keys.length <= mostKeys) last.keys.push(...keys);
    else this.add({ keys: [...keys] });
  }
  // What is pasted may have lines and be long: an end of a line is a blank, and a long text goes in parts.
  type(text: string): void {
    const letters = [...text.replace(/[\r\n\t]+/g, " ").replace(/\p{Cc}/gu, "")];
    const last = this.waiting.at(-1);
    if (last && "type" in last && [...last.type].length + letters.length <= mostLetters) {
      last.type += letters.join("");
      return;
    }
    for (let at = 0; at < letters.length; at += mostLetters) this.add({ type: letters.slice(at, at + mostLetters).join("") });
  }

  touch(place: Touch): void {
    this.add(place);
  }

  private add(stroke: Stroke): void {
    this.waiting.push(stroke);
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (let stroke = this.waiting.shift(); stroke; stroke = this.waiting.shift()) {
      const reply = await ("x" in stroke ? this.parts.touch(stroke) : this.parts.send(stroke));
      if (reply.status !== 200) {
        this.waiting = [];
        this.parts.onTrouble(errorOf(reply));
        break;
      }
      const ignored = reply.body.ignored as unknown;
      if (Array.isArray(ignored) && ignored.length > 0) this.parts.onIgnored(ignored as string[]);
    }
    this.busy = false;
  }
}
