// What every part of the drawn phone works with.

import { createContext } from "preact";
import { useContext, useLayoutEffect, useReducer } from "preact/hooks";
import type { Live } from "../../model/live";
import type { PressQueue } from "../../model/press_queue";
import type { Marks } from "./marks";

export interface Hands {
  live: Live;
  marks: Marks;
  queue: PressQueue;
}

export const HandsContext = createContext<Hands | null>(null);

export function useHands(): Hands {
  const hands = useContext(HandsContext);
  if (!hands) throw new Error("outside of the phone");
  return hands;
}

// Draws again whenever that says so.
export function useListening(source: { listen: (listener: () => void) => () => void }): void {
  const redraw = useReducer((n: number) => n + 1, 0)[1] as () => void;
  useLayoutEffect(() => source.listen(redraw), [source]);
}
