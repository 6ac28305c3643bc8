// What the phone says over HTTP, as its API gives it.

export type Account = "admin" | "user";

export interface Session {
  account: Account;
  token: string;
  expires_in: number;
  https_advice?: HttpsAdvice;
}

// The page came over a network without TLS; the address is that of the phone's listener with TLS, if it has one.
export interface HttpsAdvice {
  address: string | null;
}

// A row of the parameter table. What is false or empty is left out.
export interface Row {
  tag: string; // <n> and <k> stand for the numbers of extension, line key, unit and its key
  label: string;
  scope: "phone" | "ext" | "linekey" | "unit" | "unitkey";
  type: string;
  expects?: string;
  default?: string;
  defaults?: string[];
  members?: string[];
  secret?: boolean;
  blank?: boolean;
  access: "admin" | "user" | "read-only";
  basic?: boolean;
  state: "active" | "stored" | "hardware";
  reason?: string;
  help?: string;
  restart?: boolean;
}

export interface Schema {
  version: string;
  tabs: { name: string; sections: { name: string; rows: Row[] }[] }[];
}

// Who set a value that is not the default.
export interface Origin {
  origin: string;
  by?: string;
  from?: string;
  at?: string;
  locked?: boolean;
}

export interface PhoneFacts {
  model: string;
  lines: number;
  line_keys: number;
  units: number;
  name?: string;
}

export interface Settings {
  revision: number;
  account: Account;
  phone: PhoneFacts;
  values: Record<string, string>;
  set?: Record<string, Origin>;
  rights?: Record<string, "ro" | "rw">;
}

export interface Change {
  tag: string;
  label: string;
  tab: string;
  from: string;
  to: string;
  restart?: boolean;
}

export interface Outcome {
  revision: number;
  changed: Change[];
  restart: "none" | "now" | "when idle";
}

export interface Issue {
  tag: string;
  message: string;
}

export interface Conflict {
  tag: string;
  yours: string;
  theirs: string;
  by?: string;
  from?: string;
  at?: string;
  origin?: string;
}

export interface HistoryEntry {
  revision: number;
  at: string;
  origin: string;
  by?: string;
  from?: string;
  items: { tag: string; from: string; to: string }[];
}

export interface Status {
  sections: { name: string; rows: { tag: string; label: string; value: string }[] }[];
  restart_pending?: boolean;
}
