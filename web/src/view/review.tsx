// What a Submit or an undo will change, before it is sent; and the password where the phone wants it once more.

import { useState } from "preact/hooks";
import type { Change, Outcome } from "../server/types";
import { count, shownValue } from "../model/words";
import { Dialog } from "./dialog";

interface ReviewProps {
  title: string;
  outcome: Outcome;
  onConfirm: () => void;
  onClose: () => void;
}

export function Review({ title, outcome, onConfirm, onClose }: ReviewProps) {
  return (
    <Dialog title={title} wide onClose={onClose}>
      <div class="body">
        <p>{count(outcome.changed.length, "setting")} will change.{restartWords(outcome)}</p>
        <ChangeTable changes={outcome.changed} />
      </div>
      <footer>
        <button type="button" onClick={onClose}>Go on editing</button>
        <button type="button" class="primary" autofocus onClick={onConfirm}>Submit {count(outcome.changed.length, "change")}</button>
      </footer>
    </Dialog>
  );
}

function restartWords(outcome: Outcome): string {
  if (outcome.restart === "now") return " The phone restarts its parts at once; that takes about a second.";
  if (outcome.restart === "when idle") return " Some need a restart, which waits until the phone is idle.";
  return " They act at once.";
}

function ChangeTable({ changes }: { changes: readonly Change[] }) {
  return (
    <table class="changes">
      <thead><tr><th scope="col">Setting</th><th scope="col">From</th><th scope="col">To</th></tr></thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.tag}>
            <th scope="row">
              {change.label} <span class="where">{change.tab}</span>
              {change.restart && <span class="badge">restart</span>}
            </th>
            <td class="mono" data-name="From">{shownValue(change.from)}</td>
            <td class="mono new" data-name="To">{shownValue(change.to)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function PasswordDialog(props: { account: string; wrong?: string | undefined; onPassword: (password: string) => void; onClose: () => void }) {
  const [password, setPassword] = useState("");
  return (
    <Dialog title="Your password, please" onClose={props.onClose}>
      <form onSubmit={(event) => { event.preventDefault(); props.onPassword(password); }}>
        <div class="body">
          <p>A password or key is about to change. So that nobody does that at a screen you left open, the phone wants the password of <b>{props.account}</b> again.</p>
          <label for="own-password">Password of {props.account}</label>
          <input id="own-password" type="password" autocomplete="current-password" autofocus value={password}
            aria-describedby={props.wrong ? "own-password-wrong" : undefined} aria-invalid={props.wrong ? "true" : undefined}
            onInput={(event) => setPassword(event.currentTarget.value)} />
          {props.wrong && <p class="issue" id="own-password-wrong" role="alert">{props.wrong}</p>}
        </div>
        <footer>
          <button type="button" onClick={props.onClose}>Cancel</button>
          <button type="submit" class="primary">Go on</button>
        </footer>
      </form>
    </Dialog>
  );
}
