// Where the phone's screen has an editor, this lies over it: unseen, and yet a field for whoever has no plain
// keyboard. A tap on the screen brings up the keyboard of a telephone, dead keys and input methods compose in it,
// and a screen reader finds it. What comes in goes to the phone at once; it never holds anything itself.

import { useEffect, useRef } from "preact/hooks";
import { buttonOf, wishOf } from "../../model/buttons";
import { useHands } from "./hands";

export function Typing({ label }: { label: string }) {
  const { live, marks, queue } = useHands();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Nobody's focus is taken away, and no keyboard of a telephone comes up by itself.
    const free = document.activeElement === document.body || document.activeElement?.id === "main";
    if (free && matchMedia("(pointer: fine)").matches) input.current?.focus({ preventScroll: true });
  }, []);
  const take = () => {
    const element = input.current;
    if (!element || element.value === "") return;
    const text = element.value;
    element.value = "";
    const button = buttonOf(text);
    if (button) marks.tap(button);
    queue.type(text);
  };
  // From keyboards that tell of no key.
  const onBeforeInput = (event: InputEvent) => {
    const wish = event.inputType === "deleteContentBackward" && !event.isComposing && wishOf("Backspace", false, live.screen);
    if (wish && "press" in wish && input.current?.value === "") queue.press([wish.press]);
  };
  return (
    <input ref={input} class="typing" type="text" aria-label={`Type into the phone: ${label || "text"}`} autocomplete="off"
      autocapitalize="none" spellcheck={false} onBeforeInput={onBeforeInput}
      onInput={(event) => event.isComposing || take()} onCompositionEnd={take} />
  );
}
