// The head of the phone's page: which phone, the way to its settings, and how the page looks.

import { useState } from "preact/hooks";
import { keepTheme, nextTheme, readTheme } from "../../model/theme";
import type { Account, HttpsAdvice } from "../../server/types";
import { HttpsAdviceSign } from "../https_advice";

interface Props {
  model: string;
  name: string;
  account: Account;
  advice: HttpsAdvice | null;
  drawer: boolean;
  onDrawer: () => void;
  onHelp: () => void;
  onLogout: () => void;
}

export function Header({ model, name, account, advice, drawer, onDrawer, onHelp, onLogout }: Props) {
  const [theme, setTheme] = useState(readTheme);
  const change = () => {
    keepTheme(nextTheme(theme));
    setTheme(nextTheme(theme));
  };
  return (
    <>
    <HttpsAdviceSign advice={advice} />
    <header class="top">
      <h1>
        <span class="brand">Handset</span> <span class="model">{model}</span>
        {name && name !== model && <span class="station"> {name}</span>}
      </h1>
      <nav class="logins" aria-label="Pages of the phone">
        <a class="roomy" href="/phone" aria-current="page">Phone</a>
        <a href={account === "admin" ? "/admin/" : "/basic"}>Settings</a>
      </nav>
      <div class="session">
        {account === "admin" && (
          <button type="button" class="link" id="drawer-button" aria-keyshortcuts="F9" aria-expanded={drawer} aria-controls={drawer ? "drawer" : undefined} onClick={onDrawer}>Pushes</button>
        )}
        <button type="button" class="link" aria-label={`Surroundings: ${theme}`} title="Light or dark surroundings" onClick={change}>
          <span aria-hidden="true">◐</span> <span class="roomy">{{ auto: "Auto", light: "Light", dark: "Dark" }[theme]}</span>
        </button>
        <button type="button" class="link" aria-keyshortcuts="?" aria-label="Keys and help" onClick={onHelp}><span aria-hidden="true">?</span> <span class="roomy">Keys</span></button>
        <button type="button" class="link" onClick={onLogout}>Log out</button>
      </div>
    </header>
    </>
  );
}
