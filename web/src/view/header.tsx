// The head of the page: which phone this is, who is looking, and the links of the real phone: login and view.

import { addressOf, type Place, type View } from "../model/address";
import type { Account, HttpsAdvice, PhoneFacts } from "../server/types";
import { HttpsAdviceSign } from "./https_advice";

interface Props {
  phone: PhoneFacts;
  place: Place;
  session: Account;
  advice: HttpsAdvice | null;
  query: string;
  onQuery: (query: string) => void;
  onFirst: () => void; // to the best find
  onView: (view: View) => void;
  onLeave: (address: string) => void;
  onHistory: () => void;
  onLogout: () => void;
}

export function Header(props: Props) {
  const { phone, place } = props;
  const leave = (account: Account) => (event: MouseEvent) => {
    event.preventDefault();
    props.onLeave(addressOf(account, place.view));
  };
  const see = (view: View) => (event: MouseEvent) => {
    event.preventDefault();
    props.onView(view);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") props.onFirst();
    if (event.key === "Escape") props.onQuery("");
  };
  const here = (yes: boolean) => (yes ? ("page" as const) : undefined);
  return (
    <>
    <HttpsAdviceSign advice={props.advice} />
    <header class="top">
      <h1>
        <span class="brand">Handset</span> <span class="model">{phone.model}</span>
        {phone.name && phone.name !== phone.model && <span class="station"> {phone.name}</span>}
      </h1>
      <div class="search" role="search">
        <input id="search" type="search" placeholder="Search all settings" aria-label="Search all settings" aria-keyshortcuts="/"
          value={props.query} autocomplete="off" spellcheck={false} onInput={(event) => props.onQuery(event.currentTarget.value)}
          onKeyDown={onKeyDown} />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <nav class="logins" aria-label="Login and view">
        <a href="/phone" onClick={(event) => { event.preventDefault(); props.onLeave("/phone"); }}>Phone</a>
        <span class="bar" aria-hidden="true" />
        <a href={addressOf("user", place.view)} aria-current={here(place.account === "user")} onClick={leave("user")}>User Login</a>
        <a href={addressOf("admin", place.view)} aria-current={here(place.account === "admin")} onClick={leave("admin")}>Admin Login</a>
        <span class="bar" aria-hidden="true" />
        <a href={addressOf(place.account, "basic")} aria-current={here(place.view === "basic")} onClick={see("basic")}>basic</a>
        <a href={addressOf(place.account, "advanced")} aria-current={here(place.view === "advanced")} onClick={see("advanced")}>advanced</a>
      </nav>
      <div class="session">
        {props.session === "admin" && <button type="button" class="link" onClick={props.onHistory}>History</button>}
        <button type="button" class="link" onClick={props.onLogout}>Log out</button>
      </div>
    </header>
    </>
  );
}
