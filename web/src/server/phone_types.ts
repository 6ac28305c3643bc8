// What the phone says of itself over GET /api/v1/events: its facts and lamps, its screen, who pressed what.

export type KeySource = "person" | "push" | "program";

export interface Lamp {
  colour: "off" | "green" | "red" | "amber";
  pattern: "steady" | "blink" | "slow" | "double" | "fast";
}

export interface PhoneLine {
  number: number;
  user_id: string;
  label: string;
  in_use: boolean;
  state?: string;
}

// A line key that shows what goes on at somebody else's extension.
export interface Watch {
  key: number;
  label: string;
  uri: string;
  state: "unknown" | "subscribing" | "subscription failed" | "idle" | "ringing" | "busy" | "held";
  peer: string;
  trouble: string;
}

// A key of an attendant console that has a function.
export interface ConsoleKey {
  key: number; // from 1
  label: string;
  functions: ("xml" | "blf" | "sd" | "cp" | "prk")[];
  speed_dial: string;
  uri: string;
  state: Watch["state"] | null; // null: it watches nobody
  peer: string;
  trouble: string;
  lamp: Lamp;
}

export interface Console {
  unit: number; // from 1
  keys: ConsoleKey[];
}

export interface PhoneFacts {
  model: string;
  name: string;
  idle: boolean;
  pushes_waiting: number;
  screen: { kind: "none" | "mono" | "colour"; width: number; height: number };
  keys: string[]; // the names of the keys that this model has
  lines: PhoneLine[];
  watches: Watch[];
  consoles: Console[];
  lamps: { lines: Lamp[]; message: Lamp; speaker: Lamp; headset: Lamp; mute: Lamp };
  message_waiting: boolean;
  voice_messages: number | null;
  missed_calls: number;
}

export interface ServicePicture {
  format: "cip" | "png";
  width: number;
  height: number;
}

export interface PlacedPicture {
  picture: ServicePicture | null;
  x: number | null; // pixels; null: in the middle
  y: number | null;
}

export interface ScreenRow {
  text: string;
  number: string;
  right: string;
  selected: boolean;
  icon?: ServicePicture | null;
  field?: { at: number; text: string; cursor: number | null } | null;
}

export interface Screen {
  version: number;
  kind: string;
  title: string;
  clock: string;
  prompt: string;
  rows: ScreenRow[];
  first_row: number;
  total_rows: number;
  soft_keys: string[];
  title_icon?: ServicePicture;
  picture?: PlacedPicture;
  status?: { text: string; timer: string; picture?: PlacedPicture };
  overlay?: { text: string; percent: number | null } | null;
  contrast?: number;
  lit?: boolean; // false: the display is dark, whatever is on it
}

export interface KeyEvent {
  number: number;
  key: string;
  source: KeySource;
  down: boolean;
}

// A push, or a page that a person opened, as the list of them tells it.
export interface PushSummary {
  id: number;
  time: string; // UTC, as 2026-03-01 14:05:09
  way: "sip" | "http" | "key"; // key: a person opened it
  line: number; // 0: by no line
  source: string; // address and port, "repeat of 3", or "a person"
  status: number; // of the phone's answer; 0: it has not answered yet, or was asked by a key
  reason: string;
  title: string; // of the last page that it put on the screen
  summary: string; // the first line of what was pushed, or the address of the page
}

export interface PushStep {
  after_ms: number; // after the first one
  from: string;
  to: string;
  label: string;
  detail: string; // a whole message or screen, or nothing
}

export interface HeaderField {
  name: string;
  value: string;
}

// When each was reached, from the start of the last hop; 0: not at all.
export interface Timing {
  named: number;
  connected: number;
  secured: number;
  answered: number;
  ended: number;
}

export interface PushDocument {
  url: string;
  status: number; // HTTP; 0: no answer came
  trouble: string;
  content_type: string;
  request_fields: HeaderField[];
  fields: HeaderField[];
  timing_ms: Timing;
  body: string;
  cut: boolean; // the body is only its beginning
  strict: string[]; // what a strict phone would refuse
  curl: string;
}

// The whole story of one.
export interface Push extends PushSummary {
  uri: string;
  body: string;
  content_type: string;
  strict: string[];
  ladder: PushStep[];
  documents: PushDocument[];
  fetched: number; // of documents, those that were not kept as well
  withheld: boolean; // a person typed a secret: nothing is kept that could repeat it
  repeatable: boolean;
  handset_push?: string; // there when it is repeatable and came by SIP
  curl_push?: string; // likewise by HTTP
}

export type LiveEvent = { number: number } & (
  | { event: "snapshot"; stream: string; phone: PhoneFacts; screen: Screen; picture: string | null; keys: KeyEvent[] }
  | { event: "screen"; screen: Screen; picture?: string | null }
  | { event: "phone"; phone: PhoneFacts }
  | { event: "keys"; keys: KeyEvent[] }
  | { event: "push" } // a push came, or there is more to tell of one: the admin asks GET /api/v1/pushes
);
