// The ladder of a push as it is drawn: who takes part, from left to right, and what went between them.

import type { PushStep, Timing } from "../server/phone_types";

const order = ["PBX", "phone", "web server", "screen"];
const opened = ["person", ...order.slice(1)]; // of a page that a person opened

export interface Rung {
  step: PushStep;
  from: number; // which of the actors, from 0
  to: number;
  note: boolean; // nothing goes from one to another
}

export interface Ladder {
  actors: string[];
  rungs: Rung[];
}

// All four are always there, so that ladders look alike; whoever else takes part stands to the right.
export function makeLadder(steps: PushStep[]): Ladder {
  const usual = steps.some(({ from }) => from === "person") ? opened : order;
  const others = steps.flatMap(({ from, to }) => [from, to]).filter((name) => name !== "" && !usual.includes(name));
  const actors = [...usual, ...new Set(others)];
  const rungs = steps.map((step) => {
    const from = Math.max(0, actors.indexOf(step.from));
    const to = step.to === "" ? from : actors.indexOf(step.to);
    return { step, from, to, note: from === to };
  });
  return { actors, rungs };
}

// "0", "<0.1 ms", "3.2 ms", "1.50 s": as exact as one can read.
export function timeWords(ms: number): string {
  if (ms === 0) return "0";
  if (ms < 0.05) return "<0.1 ms";
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  return ms < 999.5 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

export interface Span {
  name: string;
  begin: number; // milliseconds
  length: number;
}

const phases: [keyof Timing, string][] = [
  ["named", "name"],
  ["connected", "connection"],
  ["secured", "TLS"],
  ["answered", "waiting"],
  ["ended", "transfer"],
];

// What the time of a fetch was spent on, one after the other; what did not take place is not there.
export function spansOf(timing: Timing): Span[] {
  const spans: Span[] = [];
  let begin = 0;
  for (const [key, name] of phases) {
    const end = timing[key];
    if (end <= 0 || end < begin) continue;
    spans.push({ name, begin, length: end - begin });
    begin = end;
  }
  return spans;
}
