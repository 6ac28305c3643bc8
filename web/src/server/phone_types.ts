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

export interface PhoneFacts {
  model: string;
  name: string;
  idle: boolean;
  pushes_waiting: number;
  screen: { kind: "none" | "mono" | "colour"; width: number; height: number };
  keys: string[]; // the names of the keys that this model has
  lines: PhoneLine[];
  lamps: { lines: Lamp[]; message: Lamp; speaker: Lamp; headset: Lamp; mute: Lamp };
  message_waiting: boolean;
  voice_messages: number | null;
  missed_calls: number;
}

export interface ScreenRow {
  text: string;
  number: string;
  right: string;
  selected: boolean;
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
  overlay?: { text: string; percent: number | null } | null;
  contrast?: number;
}

export interface KeyEvent {
  number: number;
  key: string;
  source: KeySource;
  down: boolean;
}

// A push as the list of them tells it.
export interface PushSummary {
  id: number | string;
  time: string;
  line: number | string;
  source: string;
  status: number | string;
  title: string;
  summary: string;
}

export type LiveEvent = { number: number } & (
  | { event: "snapshot"; stream: string; phone: PhoneFacts; screen: Screen; picture: string | null; keys: KeyEvent[] }
  | { event: "screen"; screen: Screen; picture?: string | null }
  | { event: "phone"; phone: PhoneFacts }
  | { event: "keys"; keys: KeyEvent[] }
  | { event: "push"; push: PushSummary }
);
