// A key of the phone: it looks pressed at once and tells the phone; what it did is the phone's word.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { buttonName } from "../../model/buttons";
import { lampWords } from "../../model/spoken";
import type { Lamp } from "../../server/phone_types";
import { useHands } from "./hands";

interface Props {
  name: string; // of the key
  label?: string; // what it is called, when that is not its name
  class?: string;
  lamp?: Lamp | undefined;
  children?: ComponentChildren;
}

export function PhoneKey({ name, label, class: look, lamp, children }: Props) {
  const { marks, queue } = useHands();
  const pointed = useRef(false);
  const words = label ?? buttonName(name);
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    pointed.current = true;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    marks.hold(name);
    queue.down(name);
  };
  const end = () => {
    marks.release(name);
    queue.up(name);
  };
  const onClick = () => {
    if (pointed.current) {
      pointed.current = false;
      return;
    }
    // From the keyboard, or from a screen reader: nothing was held down.
    marks.tap(name);
    queue.press([name]);
  };
  return (
    <button type="button" class={`key ${look ?? ""}`} data-key={name} data-lamp={lamp?.colour} data-pattern={lamp?.pattern}
      aria-label={lamp && !label ? `${words}, lamp ${lampWords(lamp)}` : words}
      onMouseDown={keepFocus} onPointerDown={onPointerDown} onPointerCancel={() => (pointed.current = false)} onLostPointerCapture={end}
      onClick={onClick}>
      {children}
    </button>
  );
}

// A click takes the focus from nothing but the drawer: what is typed next is for the phone.
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
  if (document.activeElement?.closest(".drawer")) document.getElementById("main")?.focus();
}
