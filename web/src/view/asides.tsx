// What comes between a person and the page: leaving with edits, a session that has ended.

import { count } from "../model/words";
import type { Api } from "../server/api";
import type { Account, Session } from "../server/types";
import { Dialog } from "./dialog";
import { LoginForm } from "./login";

export function LeaveDialog({ edits, onStay, onLeave }: { edits: number; onStay: () => void; onLeave: () => void }) {
  return (
    <Dialog title="Leave without submitting?" onClose={onStay}>
      <div class="body"><p>{count(edits, "change")} {edits === 1 ? "is" : "are"} not submitted and would be lost.</p></div>
      <footer>
        <button type="button" onClick={onLeave}>Leave without</button>
        <button type="button" class="primary" autofocus onClick={onStay}>Stay here</button>
      </footer>
    </Dialog>
  );
}

// Ends without a session when the dialog is closed.
export function LoginAgain({ api, account, onEnd }: { api: Api; account: Account; onEnd: (session: Session | null) => void }) {
  return (
    <Dialog title="Your session has ended" onClose={() => onEnd(null)}>
      <div class="body">
        <p>Log in again; everything that you typed is still here.</p>
        <LoginForm api={api} account={account} onLogin={onEnd} />
      </div>
    </Dialog>
  );
}
