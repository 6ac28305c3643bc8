// How large the phone is drawn: as large as its window allows, and with whole pixels of the window for each pixel
// of its screen wherever that does not make the phone much smaller.

export interface Room {
  width: number;
  height: number;
  ratio: number; // pixels of the display for one of CSS
}

export interface Native {
  width: number; // pixels of the phone's screen; 0: it has none
  height: number;
  nominal: number; // CSS pixels for one of them where the unit is 1
  keys?: "plain" | "labelled" | "two columns"; // line keys beside it
}

export interface Fit {
  unit: number; // CSS pixels of one unit, in which the body is measured
  pixel: number; // CSS pixels of one pixel of the phone's screen
  whole: boolean; // a pixel is a whole number of the display's
  cradle: boolean; // there is room for the handset beside the face
}

// Its line keys have the place of a screen.
export const noScreen: Native = { width: 0, height: 32, nominal: 1 };

// What surrounds the screen, in units.
const bodyHeight = 430;
const faceWidth = 64;
const facePadding = 36;
const cradleWidth = 166;
const lineKeys = { plain: 60, labelled: 84, "two columns": 132 };
const narrowest = 560; // CSS pixels: below, the handset is a key
const narrowFaceWidth = 8;
const narrowLineKeys = { plain: 42, labelled: 84, "two columns": 86 };
const keysWidth = 358; // of the widest row of keys
const smallestUnit = 0.6;
// The screen may differ from its nominal size beside the body by this much, for the sake of whole pixels.
const leastScreen = 0.8;
const mostScreen = 1.8;
const worthwhile = 0.85;

export function fit(room: Room, native: Native): Fit {
  const cradle = room.width >= narrowest;
  const { width, height, nominal, keys = "plain" } = native;
  const around = cradle ? faceWidth + cradleWidth + lineKeys[keys] : narrowFaceWidth + narrowLineKeys[keys];
  const widest = room.width / (cradle ? keysWidth + cradleWidth + facePadding : keysWidth);
  const free = Math.min(widest, room.width / (around + nominal * width), room.height / (bodyHeight + nominal * height));
  const unit = Math.max(free, smallestUnit);
  const best: Fit = { unit, pixel: unit * nominal, whole: false, cradle };
  if (width === 0) return best;

  const sizeOf = ({ unit: u, pixel }: Fit) => bodyHeight * u + height * pixel;
  let chosen: Fit | null = null;
  for (let count = 1; ; count++) {
    const pixel = count / room.ratio;
    const most = Math.min(widest, (room.width - pixel * width) / around, (room.height - pixel * height) / bodyHeight);
    if (most < smallestUnit) break;
    const u = Math.min(most, pixel / (nominal * leastScreen));
    if (u < smallestUnit || pixel / (nominal * u) > mostScreen) continue;
    const candidate: Fit = { unit: u, pixel, whole: true, cradle };
    if (!chosen || sizeOf(candidate) >= sizeOf(chosen)) chosen = candidate;
  }
  return chosen && sizeOf(chosen) >= worthwhile * sizeOf(best) ? chosen : best;
}

// Which pixel of the phone's screen lies under a place in the box that it is drawn in, both in CSS pixels.
export function pixelAt(
  place: { x: number; y: number },
  box: { width: number; height: number },
  screen: { width: number; height: number },
): { x: number; y: number } {
  const along = (at: number, size: number, pixels: number) =>
    Math.min(Math.max(Math.floor((at / size) * pixels), 0), pixels - 1);
  return { x: along(place.x, box.width, screen.width), y: along(place.y, box.height, screen.height) };
}
