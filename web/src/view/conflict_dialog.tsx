// Somebody else was quicker: whose value shall stand, setting by setting.

import { useState } from "preact/hooks";
import type { Catalogue } from "../model/catalogue";
import { settled, type Choice } from "../model/conflicts";
import { shownValue, whoSet } from "../model/words";
import type { Conflict } from "../server/types";
import { Dialog } from "./dialog";

interface Props {
  catalogue: Catalogue;
  conflicts: Conflict[];
  onChoose: (choices: Map<string, Choice>) => void;
  onClose: () => void;
}

export function ConflictDialog({ catalogue, conflicts, onChoose, onClose }: Props) {
  const [choices, setChoices] = useState(new Map<string, Choice>());
  const choose = (tag: string, choice: Choice) => setChoices(new Map(choices).set(tag, choice));
  const all = (choice: Choice) => setChoices(new Map(conflicts.map(({ tag }) => [tag, choice])));
  const now = Date.now();
  return (
    <Dialog title="Somebody else changed this meanwhile" wide onClose={onClose}>
      <form onSubmit={(event) => { event.preventDefault(); onChoose(choices); }}>
        <div class="body">
          <p>Nothing was saved yet. Choose what shall stand; you see the whole list once more before it is sent.</p>
          {conflicts.map((conflict) => {
            const setting = catalogue.byTag.get(conflict.tag);
            return (
              <fieldset key={conflict.tag} class="conflict">
                <legend>{setting?.label ?? conflict.tag} {setting && <span class="where">{setting.tab}</span>}</legend>
                <Option conflict={conflict} choice="mine" chosen={choices.get(conflict.tag)} value={conflict.yours} words="Mine" onChoose={choose} />
                <Option conflict={conflict} choice="theirs" chosen={choices.get(conflict.tag)} value={conflict.theirs}
                  words="Theirs" who={`set ${whoSet({ ...conflict, origin: conflict.origin ?? "page" }, now)}`} onChoose={choose} />
              </fieldset>
            );
          })}
        </div>
        <footer>
          {conflicts.length > 1 && <button type="button" class="small" onClick={() => all("mine")}>All mine</button>}
          {conflicts.length > 1 && <button type="button" class="small" onClick={() => all("theirs")}>All theirs</button>}
          <button type="button" onClick={onClose}>Go on editing</button>
          <button type="submit" class="primary" disabled={!settled(conflicts, choices)}>Go on with these</button>
        </footer>
      </form>
    </Dialog>
  );
}

function Option(props: { conflict: Conflict; choice: Choice; chosen: Choice | undefined; value: string; words: string; who?: string; onChoose: (tag: string, choice: Choice) => void }) {
  const { tag } = props.conflict;
  return (
    <label class="option">
      <input type="radio" name={`conflict-${tag}`} checked={props.chosen === props.choice} onChange={() => props.onChoose(tag, props.choice)} />
      <span><b>{props.words}</b> <span class="mono">{shownValue(props.value)}</span>{props.who && <span class="who">{props.who}</span>}</span>
    </label>
  );
}
