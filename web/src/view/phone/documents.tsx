// The documents that a push led to: how they were asked for, what came, and what the time was spent on.

import { spansOf, timeWords } from "../../model/ladder";
import { count } from "../../model/words";
import type { HeaderField, Push, PushDocument, Timing } from "../../server/phone_types";
import { CopyButton } from "./copy_button";
import { Status } from "./status";

interface Props {
  push: Push;
  onSay: (words: string) => void;
}

export function Documents({ push, onSay }: Props) {
  const { documents, fetched } = push;
  if (documents.length === 0) return null;
  const longest = Math.max(...documents.map(({ timing_ms }) => timing_ms.ended), 1);
  return (
    <>
      <h4>{count(documents.length, "document")}</h4>
      {fetched > documents.length && <p class="hint">It led to {fetched}; the first {documents.length} are kept.</p>}
      {documents.map((document, place) => (
        <DocumentView key={place} document={document} longest={longest} onSay={documents.length > 1 ? onSay : null} />
      ))}
    </>
  );
}

function DocumentView({ document, longest, onSay }: { document: PushDocument; longest: number; onSay: ((words: string) => void) | null }) {
  const { url, status, trouble, content_type, request_fields, fields, timing_ms, body, cut, curl } = document;
  return (
    <details class="document" open>
      <summary>
        <Status status={status} /> <span class="mono">{url}</span>
      </summary>
      {trouble && <p class="trouble">{trouble}</p>}
      <TimingBar timing={timing_ms} longest={longest} />
      <Fields title="Asked with" fields={request_fields} />
      <Fields title="Answered with" fields={fields} />
      {body && (
        <>
          <h5>{content_type || "Body"}</h5>
          <pre tabIndex={0} aria-label={`Body of ${url}`}><code>{body}</code></pre>
          {cut && <p class="hint">Only its beginning is kept.</p>}
        </>
      )}
      {onSay && <CopyButton text={curl} label="Copy this one as curl" onSay={onSay} />}
    </details>
  );
}

// All documents of a push have the same scale.
function TimingBar({ timing, longest }: { timing: Timing; longest: number }) {
  const spans = spansOf(timing);
  if (spans.length === 0) return null;
  return (
    <div class="timing">
      <div class="spans" aria-hidden="true">
        {spans.map(({ name, begin, length }) => (
          <i key={name} data-phase={name} style={{ left: `${(100 * begin) / longest}%`, width: `${(100 * length) / longest}%` }} />
        ))}
      </div>
      <ul>
        {spans.map(({ name, length }) => (
          <li key={name} data-phase={name}>{name} {timeWords(length)}</li>
        ))}
        <li class="sum">together {timeWords(timing.ended)}</li>
      </ul>
    </div>
  );
}

function Fields({ title, fields }: { title: string; fields: HeaderField[] }) {
  if (fields.length === 0) return null;
  return (
    <>
      <h5>{title}</h5>
      <dl class="fields">
        {fields.map(({ name, value }, place) => (
          <div key={place}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
