// From the address to the phone: who is logged in, else the login form of the administration.

import { useEffect, useState } from "preact/hooks";
import { errorOf, type Api, type Reply } from "../../server/api";
import type { Account, Session } from "../../server/types";
import { HttpsAdviceSign } from "../https_advice";
import { LoginForm } from "../login";
import { Desk } from "./desk";

type State = { at: "asking" } | { at: "login" } | { at: "ready"; session: Session } | { at: "failed"; error: string };

export function App({ api, session }: { api: Api; session: Promise<Reply> }) {
  const [state, setState] = useState<State>({ at: "asking" });
  const settle = async (asked: Promise<Reply>): Promise<void> => {
    const reply = await asked;
    if (reply.status === 0) return setState({ at: "failed", error: errorOf(reply) });
    if (reply.status === 200) return setState({ at: "ready", session: reply.body as Session });
    const open: unknown = reply.body?.open;
    const account = Array.isArray(open) ? (["admin", "user"] as const).find((each) => open.includes(each)) : undefined;
    if (account) {
      const login = await api.login(account, "");
      if (login.status === 200) return setState({ at: "ready", session: login.body as Session });
    }
    setState({ at: "login" });
  };
  useEffect(() => void settle(session), []);

  switch (state.at) {
    case "asking":
      return <p class="waiting" role="status">Asking the phone …</p>;
    case "login":
      return <Login api={api} onLogin={(opened) => setState({ at: "ready", session: opened })} />;
    case "failed":
      return (
        <main class="login-page">
          <h1><span class="brand">Handset</span> No phone to show</h1>
          <p role="alert">{state.error}</p>
          <button type="button" class="primary" onClick={() => location.reload()}>Try again</button>
        </main>
      );
    case "ready":
      return <Desk api={api} session={state.session} onLogout={() => { api.session = null; setState({ at: "login" }); }} />;
  }
}

function Login({ api, onLogin }: { api: Api; onLogin: (session: Session) => void }) {
  const [account, setAccount] = useState<Account>("admin");
  const other: Account = account === "admin" ? "user" : "admin";
  return (
    <main class="login-page">
      <h1><span class="brand">Handset</span> Phone</h1>
      <HttpsAdviceSign advice={api.httpsAdvice} />
      <LoginForm api={api} account={account} onLogin={onLogin} />
      <p>
        <button type="button" class="link" onClick={() => setAccount(other)}>Log in as {other} instead</button>
      </p>
    </main>
  );
}
