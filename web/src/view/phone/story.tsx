// What became of one push or opened page, from the first message or key to the page on the screen.

import { count } from "../../model/words";
import type { Push } from "../../server/phone_types";
import { CopyButton } from "./copy_button";
import { Documents } from "./documents";
import { LadderView } from "./ladder";
import { Moment, PushStatus } from "./status";

interface Props {
  push: Push;
  onRepeat: () => void;
  onSay: (words: string) => void;
}

export function Story({ push, onRepeat, onSay }: Props) {
  const curl = push.documents[0]?.curl;
  const opened = push.way === "key";
  return (
    <section class="story" aria-labelledby="story-title">
      <h3 id="story-title">{push.title || push.summary || `Push ${push.id}`}</h3>
      <p class="lead">
        <PushStatus push={push} /> {push.reason && `${push.reason} `}· {opened ? "opened" : push.way === "http" ? "by HTTP ·" : `line ${push.line} ·`}{" "}
        {opened ? "by" : "from"} {push.source} ·{" "}
        <Moment time={push.time} />
      </p>
      <div class="acts">
        {!opened && <button type="button" class="primary" disabled={!push.repeatable} onClick={onRepeat}>Repeat</button>}
        {curl && <CopyButton text={curl} label="Copy as curl" onSay={onSay} />}
        {push.handset_push && <CopyButton text={push.handset_push} label="Copy as handset push" onSay={onSay} />}
        {push.curl_push && <CopyButton text={push.curl_push} label="Copy push as curl" onSay={onSay} />}
      </div>
      {push.withheld && <p class="hint">A secret was typed into a form: of what came nothing is kept that could repeat it.</p>}
      {!opened && !push.repeatable && <p class="hint">Its digest was not right, so the phone did nothing of what it asked for, and repeats nothing.</p>}
      <Strict push={push} />
      <h4>What went where</h4>
      <LadderView steps={push.ladder} />
      <Documents push={push} onSay={onSay} />
      {push.body && (
        <>
          <h4>What was pushed</h4>
          <p class="hint mono">{push.uri}{push.content_type && `, ${push.content_type}`}</p>
          <pre tabIndex={0} aria-label="What was pushed"><code>{push.body}</code></pre>
        </>
      )}
    </section>
  );
}

function Strict({ push }: { push: Push }) {
  const places = [
    { where: "what was pushed", notes: push.strict },
    ...push.documents.map(({ url, strict }) => ({ where: url, notes: strict })),
  ].filter(({ notes }) => notes.length > 0);
  if (push.withheld || (push.way !== "key" && !push.repeatable)) return null;
  if (places.length === 0) return <p class="strict fine"><span aria-hidden="true">✓</span> A strict phone would take all of this, too.</p>;
  const all = places.reduce((sum, { notes }) => sum + notes.length, 0);
  return (
    <div class="strict">
      <h4><span aria-hidden="true">⚠</span> A strict phone would refuse {count(all, "thing")}</h4>
      {places.map(({ where, notes }) => (
        <div key={where}>
          <p class="mono">{where}</p>
          <ul>{notes.map((note) => <li key={note}>{note}</li>)}</ul>
        </div>
      ))}
    </div>
  );
}
