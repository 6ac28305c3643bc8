// The login form of an account: a page of its own, or a dialog when a session has ended.

import { useState } from "preact/hooks";
import { addressOf, type View } from "../model/address";
import { errorOf, type Api } from "../server/api";
import type { Account, Session } from "../server/types";
import { HttpsAdviceSign } from "./https_advice";

interface Props {
  api: Api;
  account: Account;
  onLogin: (session: Session) => void;
}

export function LoginForm({ api, account, onLogin }: Props) {
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const login = async () => {
    setBusy(true);
    const reply = await api.login(account, password);
    setBusy(false);
    if (reply.status === 200) return onLogin(reply.body as Session);
    setWrong(errorOf(reply));
    setPassword("");
    document.getElementById("password")?.focus();
  };
  return (
    <form class="login" onSubmit={(event) => { event.preventDefault(); void login(); }}>
      <label for="account">Account</label>
      <input id="account" type="text" value={account} readOnly autocomplete="username" />
      <label for="password">Password</label>
      <input id="password" type="password" value={password} autofocus autocomplete="current-password"
        aria-invalid={wrong ? "true" : undefined} aria-describedby={wrong ? "password-wrong" : undefined}
        onInput={(event) => setPassword(event.currentTarget.value)} />
      {wrong && <p class="issue" id="password-wrong" role="alert">{wrong}</p>}
      <button type="submit" class="primary" disabled={busy}>Log in</button>
    </form>
  );
}

export function LoginPage({ api, account, view, onLogin }: Props & { view: View }) {
  const other: Account = account === "admin" ? "user" : "admin";
  return (
    <main class="login-page">
      <h1><span class="brand">Handset</span> {account === "admin" ? "Admin Login" : "User Login"}</h1>
      <HttpsAdviceSign advice={api.httpsAdvice} />
      <LoginForm api={api} account={account} onLogin={onLogin} />
      <p><a href={addressOf(other, view)}>{other === "admin" ? "Admin Login" : "User Login"}</a></p>
    </main>
  );
}
