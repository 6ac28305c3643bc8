// The address of the page says the account, the view, and sometimes what is to be done, as on the real phone.

import type { Account } from "../server/types";

export type View = "basic" | "advanced";
export type Task = "reboot" | "resync" | "upgrade";

export interface Place {
  account: Account;
  view: View;
  task?: Task;
  url?: string; // of a resync or an upgrade
}

export function readAddress(path: string, query: string): Place {
  const admin = /^\/admin(\/|$)/.test(path);
  const last = path.split("/").filter(Boolean).pop() ?? "";
  const place: Place = { account: admin ? "admin" : "user", view: last === "advanced" ? "advanced" : "basic" };
  if (last === "reboot" || last === "resync" || last === "upgrade") {
    place.account = "admin";
    place.task = last;
    place.url = decoded(query.replace(/^\?/, ""));
  }
  return place;
}

export function addressOf(account: Account, view: View): string {
  if (account === "admin") return view === "advanced" ? "/admin/advanced" : "/admin/";
  return view === "advanced" ? "/advanced" : "/basic";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
