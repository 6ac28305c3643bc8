// The ladder of a push: a lifeline for each who takes part, and an arrow for each message. In words it is a list.

import { makeLadder, timeWords, type Rung } from "../../model/ladder";
import type { PushStep } from "../../server/phone_types";

export function LadderView({ steps }: { steps: PushStep[] }) {
  const { actors, rungs } = makeLadder(steps);
  if (rungs.length === 0) return <p class="hint">Nothing was said yet.</p>;
  return (
    <div class="ladder" style={{ "--actors": actors.length }}>
      <div class="actors" aria-hidden="true">
        {actors.map((name) => <span key={name}>{name}</span>)}
      </div>
      <ol>
        {rungs.map((rung, place) => <RungView key={place} rung={rung} />)}
      </ol>
    </div>
  );
}

function RungView({ rung }: { rung: Rung }) {
  const { step, from, to, note } = rung;
  const words = (
    <>
      <span class="unseen">{note ? `${step.from}: ` : `${step.from} to ${step.to}: `}</span>
      <span class="label" title={step.label}>{step.label}</span>
      <time>{timeWords(step.after_ms)}</time>
    </>
  );
  return (
    <li data-way={note ? "note" : to > from ? "right" : "left"} data-tone={toneOf(step.label)}
      style={{ "--from": Math.min(from, to), "--to": Math.max(from, to) }}>
      <i class="way" aria-hidden="true" />
      {step.detail
        ? <details><summary>{words}</summary><pre tabIndex={0} aria-label={step.label}><code>{step.detail}</code></pre></details>
        : <div class="plain">{words}</div>}
    </li>
  );
}

// A refusal looks like one.
function toneOf(label: string): string | undefined {
  if (/^[45]\d\d\b/.test(label)) return "bad";
  return /^2\d\d\b/.test(label) ? "good" : undefined;
}
