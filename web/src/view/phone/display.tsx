// The phone's own pixels. They are drawn a whole number of times larger and the browser brings the rest, so that
// an edge stays an edge at any zoom.

import { useEffect, useRef } from "preact/hooks";
import { type Fit, pixelAt } from "../../model/fit";
import type { PhoneFacts } from "../../server/phone_types";
import { darkWords, isDark, pictureWords, statusWords } from "../../model/spoken";
import { useHands } from "./hands";
import { Typing } from "./typing";

interface Props {
  picture: string | null;
  title: string; // of what it shows
  screen: PhoneFacts["screen"];
  size: Fit;
  dead: boolean; // what it shows may be old
  field: string | null; // the label of the field that has the cursor
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function Display({ picture, title, screen, size, dead, field }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { live, queue } = useHands();
  const onClick = (event: MouseEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (box) queue.touch(pixelAt({ x: event.clientX - box.left, y: event.clientY - box.top }, box, screen));
  };
  // Only pictures that a service has made for it are touched.
  const touched = live.screen?.kind === "graphic_menu";
  const times = Math.max(1, Math.ceil(size.pixel * devicePixelRatio - 0.001));
  useEffect(() => {
    if (!picture) return;
    let old = false;
    void createImageBitmap(new Blob([bytesOf(picture)], { type: "image/png" })).then((image) => {
      const element = canvas.current;
      const context = element?.getContext("2d");
      if (old || !element || !context) return;
      element.width = screen.width * times;
      element.height = screen.height * times;
      context.imageSmoothingEnabled = false;
      context.drawImage(image, 0, 0, element.width, element.height);
      performance.clearMarks("picture");
      performance.mark("picture", { detail: title }); // for who measures it
    });
    return () => void (old = true);
  }, [picture, times, screen.width, screen.height]);
  return (
    <div class={dead ? "lcd dead" : "lcd"} data-kind={screen.kind}>
      <canvas ref={canvas} class={[size.whole && "whole", touched && "touched"].filter(Boolean).join(" ")} width={screen.width} height={screen.height} aria-hidden="true"
        onClick={touched ? onClick : undefined} />
      {field !== null && <Typing label={field} />}
    </div>
  );
}

// The same in words: what a screen reader goes through, and what it is told of as it changes.
export function ScreenText({ said }: { said: string }) {
  const { live } = useHands();
  const { screen } = live;
  if (!screen) return null;
  return (
    <section class="unseen" aria-label="The phone's screen" id="screen-text">
      <h2>{screen.title || "Screen"}</h2>
      {isDark(screen) && <p>{darkWords}</p>}
      {screen.clock && <p>{screen.clock}</p>}
      <ul>
        {screen.rows.map((row, place) => (
          <li key={place} aria-current={row.selected ? "true" : undefined}>
            {row.number && `${row.number}. `}
            {row.field ? `${[...row.text].slice(0, row.field.at).join("")} ${row.field.text}` : row.text}
            {row.right && ` ${row.right}`}
          </li>
        ))}
      </ul>
      {screen.picture && <p>{pictureWords(screen.picture)}</p>}
      {screen.status && <p>{statusWords(screen.status)}</p>}
      {screen.prompt && <p>{screen.prompt}</p>}
      {screen.overlay && <p>{screen.overlay.text}</p>}
      <p role="status">{said}</p>
    </section>
  );
}
