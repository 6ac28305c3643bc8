// From the address to a page: who is logged in, what the phone has, then the workspace or the login form.

import { useEffect, useState } from "preact/hooks";
import type { Place } from "../model/address";
import type { StatusFeed } from "../model/feed";
import { errorOf, type Api, type Reply } from "../server/api";
import type { Schema, Settings } from "../server/types";
import { LoginPage } from "./login";
import { settingsAddress, Workspace } from "./workspace";

type State =
  | { at: "asking" }
  | { at: "login" }
  | { at: "ready"; schema: Schema; settings: Settings }
  | { at: "failed"; error: string };

// What the page begins with, asked for all at once.
export interface Beginning {
  session: Promise<Reply>;
  schema: Promise<Reply>;
  settings: Promise<Reply>;
}

export function ask(api: Api, place: Place): Beginning {
  return {
    session: api.findSession(),
    schema: api.get("/api/v1/settings/schema"),
    settings: api.get(settingsAddress(place)),
  };
}

// The form that had the focus is gone: the tabs are where one goes on from.
function focusTab(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus());
}

export function App({ api, feed, place, beginning }: { api: Api; feed: StatusFeed; place: Place; beginning: Beginning }) {
  const [state, setState] = useState<State>({ at: "asking" });

  const settle = async (begun: Beginning): Promise<void> => {
    const session = await begun.session;
    if (session.status === 0) return setState({ at: "failed", error: errorOf(session) });
    if (session.status !== 200 || (place.account === "admin" && session.body.account !== "admin")) {
      const open: unknown = session.body?.open;
      if (Array.isArray(open) && open.includes(place.account)) {
        const login = await api.login(place.account, "");
        if (login.status === 200) return start();
      }
      return setState({ at: "login" });
    }
    const [schema, settings] = await Promise.all([begun.schema, begun.settings]);
    const failed = [schema, settings].find(({ status }) => status !== 200);
    if (failed) return setState({ at: "failed", error: errorOf(failed) });
    setState({ at: "ready", schema: schema.body as Schema, settings: settings.body as Settings });
  };
  const start = (): Promise<void> => {
    void feed.refresh();
    return settle(ask(api, place));
  };
  useEffect(() => void settle(beginning), []);

  switch (state.at) {
    case "asking":
      return <p class="waiting" role="status">Asking the phone …</p>;
    case "login":
      return <LoginPage api={api} account={place.account} view={place.view} onLogin={() => void start().then(focusTab)} />;
    case "failed":
      return (
        <main class="login-page">
          <h1><span class="brand">Handset</span> No settings to show</h1>
          <p role="alert">{state.error}</p>
          <button type="button" class="primary" onClick={() => location.reload()}>Try again</button>
        </main>
      );
    case "ready":
      return (
        <Workspace api={api} feed={feed} schema={state.schema} first={state.settings} start={place}
          onLogout={() => { api.session = null; setState({ at: "login" }); }} />
      );
  }
}
