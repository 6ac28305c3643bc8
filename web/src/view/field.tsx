// One setting: label, control, marks, help, and what the phone said against it.

import { useState } from "preact/hooks";
import { fieldId, type Setting } from "../model/catalogue";
import { isLong, kindOf } from "../model/kind";
import { About, spokenHelp } from "./about";
import { LineCheck } from "./check";
import { Control } from "./control";
import { pure, useDesk, useField } from "./desk";

export const Field = pure(function Field({ setting }: { setting: Setting }) {
  const { form } = useDesk();
  const { tag, row, label } = setting;
  useField(form, tag);
  const [open, setOpen] = useState(false);
  const id = fieldId(tag);
  const edited = form.edited(tag);
  const value = form.value(tag);
  const stored = form.loaded[tag] ?? "";
  const barred = form.barred(tag);
  const issue = form.issues.get(tag);
  const origin = form.origin(tag);
  const kind = kindOf(row);

  const classes = ["field", kind];
  if (isLong(row)) classes.push("long");
  if (edited) classes.push("edited");
  if (value !== setting.defaultValue) classes.push("off-default");
  if (issue) classes.push("wrong");
  if (row.state === "active") classes.push("obeyed");
  if (origin?.locked) classes.push("locked");
  if (origin) classes.push(`by-${origin.origin.toLowerCase().replace(/[^a-z]+/g, "-")}`);

  return (
    <div class={classes.join(" ")}>
      <div class="name">
        <label for={id}>{label}</label>
        {row.state === "stored" && <span class="badge">not obeyed yet</span>}
        {row.state === "hardware" && <span class="badge">not in software</span>}
        {barred && <span class="badge locked">{origin?.locked ? "locked" : "read-only"}</span>}
        {edited && <span class="badge unsaved">not saved yet</span>}
      </div>
      <div class="control">
        <Control setting={setting} id={id} value={value} edited={edited} stored={stored} barred={barred !== undefined}
          invalid={issue !== undefined} describedBy={issue ? `${id}-issue ${id}-help` : `${id}-help`}
          onValue={(next) => form.edit(tag, next)} />
        {edited && (
          <button type="button" class="small" onClick={() => { form.revert(tag); document.getElementById(id)?.focus(); }}>
            Undo<span class="unseen"> the change of {label}</span>
          </button>
        )}
        <button type="button" class="about" aria-expanded={open} aria-controls={`${id}-help`} aria-label={`About ${label}`}
          onClick={() => setOpen(!open)}>?</button>
      </div>
      {issue && <p class="issue" id={`${id}-issue`}>{issue}</p>}
      {row.tag === "Proxy_<n>_" && setting.extension !== undefined && <LineCheck extension={setting.extension} />}
      <div class="help" id={`${id}-help`} hidden={!open}>
        {open ? <About setting={setting} /> : spokenHelp(setting, barred)}
      </div>
    </div>
  );
});
