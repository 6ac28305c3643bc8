// The two buttons of the real phone, always in reach, and what they are about.

import type { Form } from "../model/form";
import { count } from "../model/words";
import { useForm } from "./desk";

interface Props {
  form: Form;
  busy: boolean;
  words: string; // what happened last
  filter: string;
  onFilter: (filter: string) => void;
  onUndo: () => void;
  onSubmit: () => void;
}

const filters: [string, string][] = [
  ["", "All settings"],
  ["off-default", "Changed from default"],
  ["edited", "Not saved yet"],
  ["by-page", "Set on the page"],
  ["by-profile", "Set by a profile"],
  ["by-api", "Set through the API"],
  ["locked", "Locked by the command line"],
  ["obeyed", "Obeyed already"],
];

export function Actions({ form, busy, words, filter, onFilter, onUndo, onSubmit }: Props) {
  useForm(form);
  const edits = form.edits.size;
  return (
    <footer class="actions">
      <div class="filter">
        <label for="filter">Show</label>
        <select id="filter" value={filter} onChange={(event) => onFilter(event.currentTarget.value)}>
          {filters.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
        </select>
      </div>
      <p class="said">
        <span role="status">{words}</span>
        {edits > 0 && <span class="pending">{count(edits, "change")} not saved yet</span>}
      </p>
      <button type="button" disabled={edits === 0 && form.issues.size === 0} onClick={onUndo}>Undo All Changes</button>
      <button type="button" class="primary" aria-keyshortcuts="Control+S" aria-disabled={busy} onClick={onSubmit}>Submit All Changes</button>
    </footer>
  );
}
