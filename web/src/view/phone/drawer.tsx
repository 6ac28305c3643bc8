// For who writes the application at the other end: the last pushes and opened pages, and the whole story of one.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Live } from "../../model/live";
import { Pushes } from "../../model/pushes";
import { count } from "../../model/words";
import type { Api } from "../../server/api";
import type { PushSummary } from "../../server/phone_types";
import { useListening } from "./hands";
import { Moment, PushStatus } from "./status";
import { Story } from "./story";

const pause = 250; // milliseconds, from one question to the next

interface Props {
  api: Api;
  live: Live;
  onClose: () => void;
}

export function Drawer({ api, live, onClose }: Props) {
  const pushes = useMemo(() => new Pushes(api), []);
  useListening(pushes);
  useFreshness(pushes, live);
  const { list, known, story, trouble, shown } = pushes;
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), 4000);
    return () => clearTimeout(timer);
  }, [said]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <aside class="drawer" id="drawer" aria-label="Pushes" onKeyDown={onKeyDown}>
      <header>
        <h2>Pushes</h2>
        <span class="said" role="status">{said}</span>
        <button type="button" class="close" aria-label="Close the pushes" onClick={onClose}>×</button>
      </header>
      {trouble && <p class="issue" role="alert">{trouble}</p>}
      {known && list.length === 0 && <Nothing />}
      {list.length > 0 && (
        <ol class="pushes" aria-label={`${count(list.length, "push or opened page", "pushes and opened pages")}, the newest first`}>
          {list.map((push) => <Entry key={push.id} push={push} shown={push.id === shown} onChoose={() => void pushes.choose(push.id)} />)}
        </ol>
      )}
      {story && <Story key={story.id} push={story} onRepeat={() => void pushes.repeat(story.id).then(setSaid)} onSay={setSaid} />}
    </aside>
  );
}

function Entry({ push, shown, onChoose }: { push: PushSummary; shown: boolean; onChoose: () => void }) {
  return (
    <li>
      <button type="button" aria-current={shown ? "true" : undefined} onClick={onChoose}>
        <PushStatus push={push} />
        <span class="what">{push.title || push.summary || push.reason}</span>
        <span class="from">{push.source}</span>
        <Moment time={push.time} short />
      </button>
    </li>
  );
}

function Nothing() {
  return (
    <div class="nothing">
      <p>Nothing was pushed yet, and no page opened. A document comes to this phone when somebody sends it, for example:</p>
      <pre tabIndex={0}><code>handset push --password ... sip:101@{location.hostname}:5060 http://web.example/page.xml</code></pre>
      <p class="hint">Then its whole story is here: each message, each document with its header and its times, and what a strict phone would refuse.</p>
    </div>
  );
}

// A story grows after its push came in: documents are fetched, and a page comes on the screen. Much news at once is
// one question.
function useFreshness(pushes: Pushes, live: Live): void {
  useEffect(() => {
    let later: ReturnType<typeof setTimeout> | undefined;
    let asked = -Infinity;
    const ask = () => {
      later = undefined;
      asked = performance.now();
      void pushes.refresh();
    };
    ask();
    const stop = live.onPush(() => (later ??= setTimeout(ask, Math.max(0, asked + pause - performance.now()))));
    return () => {
      stop();
      clearTimeout(later);
    };
  }, []);
}
