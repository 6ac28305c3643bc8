// The help of a setting: what it does, what may stand there, its default, who set it.

import type { Setting } from "../model/catalogue";
import { ago, shownValue, whoSet } from "../model/words";
import { useDesk } from "./desk";

function stateWords(setting: Setting): string {
  if (setting.row.state === "stored") return "This setting is kept, and not obeyed yet.";
  if (setting.row.state === "hardware") return `It means nothing in software. ${setting.row.reason ?? ""}`.trim();
  return "";
}

// For screen readers, which read it after the label.
export function spokenHelp({ row, defaultValue, ...rest }: Setting, barred: string | undefined): string {
  const state = stateWords({ row, defaultValue, ...rest });
  const standard = row.secret ? "" : `Default: ${shownValue(defaultValue)}.`;
  return [row.help, standard, barred, state].filter(Boolean).join(" ");
}

export function About({ setting }: { setting: Setting }) {
  const { form } = useDesk();
  const { row, tag, defaultValue } = setting;
  const origin = form.origin(tag);
  const barred = form.barred(tag);
  const now = Date.now();
  return (
    <>
      {row.help && <p>{row.help}</p>}
      {row.state !== "active" && <p class="state">{stateWords(setting)}</p>}
      {barred && <p class="state">{barred}</p>}
      <dl>
        {row.expects && <div><dt>Takes</dt><dd>{row.expects}</dd></div>}
        {!row.secret && <div><dt>Default</dt><dd class="mono">{shownValue(defaultValue)}</dd></div>}
        {origin && (
          <div>
            <dt>Set</dt>
            <dd>{origin.at ? <time dateTime={origin.at} title={`${new Date(origin.at).toLocaleString()}, ${ago(origin.at, now)}`}>{whoSet(origin, now)}</time> : whoSet(origin, now)}</dd>
          </div>
        )}
        {row.restart && <div><dt>Applied</dt><dd>with a restart, as soon as the phone is idle</dd></div>}
        <div><dt>Tag</dt><dd class="mono">{tag}</dd></div>
      </dl>
      {!barred && !row.secret && form.value(tag) !== defaultValue && (
        <button type="button" class="small" onClick={() => form.edit(tag, defaultValue)}>
          Back to the default<span class="unseen"> of {setting.label}</span>
        </button>
      )}
    </>
  );
}
