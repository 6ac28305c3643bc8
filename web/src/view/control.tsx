// The input of a setting, by its type.

import { useState } from "preact/hooks";
import type { Setting } from "../model/catalogue";
import { isLong, kindOf } from "../model/kind";

export interface ControlProps {
  setting: Setting;
  id: string;
  value: string;
  edited: boolean;
  stored: string; // what the phone has
  barred: boolean;
  invalid: boolean;
  describedBy: string;
  onValue: (value: string) => void;
}

export function Control(props: ControlProps) {
  const { setting, value, barred, onValue } = props;
  const common = {
    id: props.id,
    "aria-describedby": props.describedBy,
    "aria-invalid": props.invalid ? ("true" as const) : undefined,
  };
  switch (kindOf(setting.row)) {
    case "switch":
      return (
        <input {...common} type="checkbox" role="switch" class="switch" checked={value === "Yes"} disabled={barred}
          onChange={(event) => onValue(event.currentTarget.checked ? "Yes" : "No")} />
      );
    case "choice":
      return (
        <select {...common} disabled={barred} onChange={(event) => onValue(event.currentTarget.value)}>
          {choicesOf(setting, props.stored).map((choice) => (
            <option key={choice} value={choice} selected={choice === value}>{choice === "" ? "(none)" : choice}</option>
          ))}
        </select>
      );
    case "secret":
      return <Secret {...props} />;
    case "script":
      return isLong(setting.row) ? (
        <textarea {...common} class="mono" rows={1} value={value} readOnly={barred} spellcheck={false} autocomplete="off"
          onInput={(event) => onValue(event.currentTarget.value.replace(/\s*\n\s*/g, " "))} />
      ) : (
        <TextInput {...props} mono />
      );
    case "number":
      return <TextInput {...props} mode="numeric" />;
    case "decimal":
      return <TextInput {...props} mode="decimal" />;
    default:
      return <TextInput {...props} {...(setting.row.type === "url" && { mode: "url" as const })} />;
  }
}

function TextInput(props: ControlProps & { mode?: "numeric" | "decimal" | "url"; mono?: boolean }) {
  return (
    <input id={props.id} type="text" class={props.mono ? "mono" : props.mode && props.mode !== "url" ? "short" : undefined}
      aria-describedby={props.describedBy} aria-invalid={props.invalid ? "true" : undefined} inputMode={props.mode}
      value={props.value} readOnly={props.barred} spellcheck={false} autocomplete="off" autocapitalize="off"
      onInput={(event) => props.onValue(event.currentTarget.value)} />
  );
}

// The phone never gives a secret away. An untouched one stays as it is; what is being typed now can be looked at.
function Secret(props: ControlProps) {
  const [shown, setShown] = useState(false);
  const has = props.stored !== "";
  const { label } = props.setting;
  const typed = props.edited && props.value !== "";
  return (
    <span class="hidden-value">
      <input id={props.id} type={(shown && typed ? "text" : "password") as "password"} aria-describedby={props.describedBy}
        aria-invalid={props.invalid ? "true" : undefined} value={props.edited ? props.value : ""}
        placeholder={props.edited ? "will be cleared" : has ? "•••••••• is set" : "not set"} readOnly={props.barred}
        spellcheck={false} autocomplete="new-password"
        onInput={(event) => props.onValue(event.currentTarget.value === "" ? props.stored : event.currentTarget.value)} />
      {typed && (
        <button type="button" class="small" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {shown ? "Hide" : "Show"}<span class="unseen"> {label}</span>
        </button>
      )}
      {has && !props.edited && !props.barred && (
        <button type="button" class="small" onClick={() => props.onValue("")}>
          Clear<span class="unseen"> {label}</span>
        </button>
      )}
    </span>
  );
}

// The members of the row, and what is stored where that is none of them.
function choicesOf(setting: Setting, stored: string): string[] {
  const members = setting.row.members ?? [];
  const choices = setting.row.blank && !members.includes("") ? ["", ...members] : members;
  return choices.includes(stored) ? choices : [...choices, stored];
}
