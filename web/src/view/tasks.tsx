// Reboot, resync and upgrade. Their addresses open these dialogs in a browser: nothing happens before a click.

import { useState } from "preact/hooks";
import type { Task } from "../model/address";
import { errorOf, type Reply } from "../server/api";
import { Dialog } from "./dialog";
import { useDesk } from "./desk";

interface Props {
  task: Task;
  url: string;
  onDone: () => void; // something may have changed
  onClose: () => void;
}

export function TaskDialog(props: Props) {
  switch (props.task) {
    case "reboot":
      return <Reboot {...props} />;
    case "resync":
      return <Resync {...props} />;
    case "upgrade":
      return <Upgrade {...props} />;
  }
}

function Reboot({ onDone, onClose }: Props) {
  const { api } = useDesk();
  const [said, setSaid] = useState<string>();
  const reboot = async () => {
    const reply = await api.send("POST", "/api/v1/reboot", {});
    setSaid(reply.status === 202 ? reply.body.words ?? "The phone restarts as soon as it is idle." : errorOf(reply));
    if (reply.status === 202) onDone();
  };
  return (
    <Dialog title="Restart the phone?" onClose={onClose}>
      <div class="body" aria-live="polite">
        <p>{said ?? "It waits until no call is up, then begins anew with the settings that are saved. What is typed here and not submitted stays on this page."}</p>
      </div>
      <Footer action="Restart" done={said !== undefined} onAct={() => void reboot()} onClose={onClose} />
    </Dialog>
  );
}

function Resync({ url, onDone, onClose }: Props) {
  const { api } = useDesk();
  const [address, setAddress] = useState(url);
  const [said, setSaid] = useState<string>();
  const resync = async () => {
    const reply = await api.send("POST", "/api/v1/resync", address.trim() ? { url: address.trim() } : {});
    if (reply.status !== 202) return setSaid(errorOf(reply));
    setSaid(wordsOf(reply) ?? "The phone fetches its profile as soon as it is idle.");
    const outcome = await outcomeOf(() => api.get("/api/v1/resync"));
    if (outcome) setSaid(outcome);
    onDone();
  };
  return (
    <Dialog title="Fetch a profile now?" onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); void resync(); }}>
        <div class="body">
          <label for="resync-url">Address of the profile</label>
          <input id="resync-url" type="text" inputMode="url" class="mono" value={address} autofocus spellcheck={false}
            aria-describedby="resync-help" onInput={(event) => setAddress(event.currentTarget.value)} />
          <p id="resync-help" class="hint">Used once and not stored.</p>
          <p aria-live="polite">{said}</p>
        </div>
        <Footer action="Resync" done={false} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Upgrade({ onClose }: Props) {
  return (
    <Dialog title="Upgrade" onClose={onClose}>
      <div class="body">
        <p>This phone is a program: a new version comes with its package, from the package manager of the computer that it runs on. It loads no firmware image, so there is nothing to start here.</p>
      </div>
      <footer><button type="button" class="primary" autofocus onClick={onClose}>Close</button></footer>
    </Dialog>
  );
}

function Footer({ action, done, onAct, onClose }: { action: string; done: boolean; onAct?: () => void; onClose: () => void }) {
  return (
    <footer>
      <button type="button" onClick={onClose}>{done ? "Close" : "Cancel"}</button>
      {!done && <button type={onAct ? "button" : "submit"} class="primary" onClick={onAct}>{action}</button>}
    </footer>
  );
}

const wordsOf = (reply: Reply): string | undefined => (typeof reply.body?.words === "string" ? reply.body.words : undefined);

// A resync takes a moment: asked until the phone says something about it that is final.
async function outcomeOf(ask: () => Promise<Reply>): Promise<string | undefined> {
  let words: string | undefined;
  for (let turn = 0; turn < 10; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const reply = await ask();
    if (reply.status === 200) words = wordsOf(reply) ?? words;
    if (reply.status === 200 && reply.body.pending !== true) return words;
  }
  return words;
}
