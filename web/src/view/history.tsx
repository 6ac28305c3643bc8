// Every change that was ever made, newest first, and the way back to any state before it.

import { useEffect, useState } from "preact/hooks";
import type { Catalogue } from "../model/catalogue";
import { ago, count, shownValue, whoSet } from "../model/words";
import { errorOf } from "../server/api";
import type { HistoryEntry } from "../server/types";
import { Dialog } from "./dialog";
import { useDesk } from "./desk";

const page = 30;

interface Props {
  catalogue: Catalogue;
  onUndo: (revision: number) => void;
  onClose: () => void;
}

export function History({ catalogue, onUndo, onClose }: Props) {
  const { api } = useDesk();
  const [changes, setChanges] = useState<HistoryEntry[]>([]);
  const [state, setState] = useState<"asking" | "more" | "all" | string>("asking");
  const ask = async (before?: number) => {
    const reply = await api.get(`/api/v1/settings/history?limit=${page}${before === undefined ? "" : `&before=${before}`}`);
    if (reply.status !== 200) return setState(errorOf(reply));
    const next = reply.body.changes as HistoryEntry[];
    setChanges((known) => [...known, ...next]);
    setState(next.length === page ? "more" : "all");
  };
  useEffect(() => void ask(), []);
  const last = changes[changes.length - 1]?.revision;
  return (
    <Dialog title="History" wide onClose={onClose}>
      <div class="body history" tabIndex={0} role="group" aria-label="Changes, newest first">
        {state === "asking" && <p>Asking the phone …</p>}
        {state === "all" && changes.length === 0 && <p>Nothing was changed yet: the phone has its defaults.</p>}
        <ol>
          {changes.map((change) => <Entry key={change.revision} change={change} catalogue={catalogue} onUndo={onUndo} />)}
        </ol>
        {state === "more" && <button type="button" onClick={() => void ask(last)}>Earlier changes</button>}
        {!["asking", "more", "all"].includes(state) && <p class="issue" role="alert">{state}</p>}
      </div>
    </Dialog>
  );
}

function Entry({ change, catalogue, onUndo }: { change: HistoryEntry; catalogue: Catalogue; onUndo: (revision: number) => void }) {
  const now = Date.now();
  return (
    <li>
      <details>
        <summary>
          <b>{count(change.items.length, "setting")}</b> set {whoSet({ origin: change.origin, ...(change.by && { by: change.by }), ...(change.from && { from: change.from }) }, now)}{" "}
          <time dateTime={change.at} title={new Date(change.at).toLocaleString()}>{ago(change.at, now)}</time>
        </summary>
        <dl>
          {change.items.map(({ tag, from, to }) => {
            const setting = catalogue.byTag.get(tag);
            return (
              <div key={tag}>
                <dt>{setting ? `${setting.label} (${setting.tab})` : tag}</dt>
                <dd class="mono">{shownValue(from)} → {shownValue(to)}</dd>
              </div>
            );
          })}
        </dl>
      </details>
      <button type="button" class="small" onClick={() => onUndo(change.revision - 1)}>
        Back to before<span class="unseen"> change {change.revision}</span>
      </button>
    </li>
  );
}
