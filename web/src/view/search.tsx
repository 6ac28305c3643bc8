// What a search found, by tab; each find leads to its field.

import type { Found, FoundGroup } from "../model/search";
import { fieldId, type Setting } from "../model/catalogue";
import { count, shownValue } from "../model/words";
import { useDesk } from "./desk";

const most = 12; // of a tab; who finds more types another word

export function SearchResults({ groups, query }: { groups: readonly FoundGroup[]; query: string }) {
  const total = groups.reduce((sum, group) => sum + group.found.length, 0);
  return (
    <section class="results" aria-label="Search results">
      <p role="status" class="tally">{total === 0 ? `Nothing found for “${query}”.` : `${count(total, "setting")} found for “${query}”.`}</p>
      {groups.map((group) => (
        <section key={group.tab} class="sheet" aria-label={group.tab}>
          <h2>{group.tab}</h2>
          <ul>
            {group.found.slice(0, most).map((found) => <Result key={found.settings[0]?.tag} found={found} />)}
          </ul>
          {group.found.length > most && <p class="more">and {count(group.found.length - most, "more", "more")}</p>}
        </section>
      ))}
    </section>
  );
}

function Result({ found }: { found: Found }) {
  const { form } = useDesk();
  const first = found.settings[0];
  if (!first) return null;
  const several = found.settings.length > 1;
  return (
    <li>
      <div class="hit">
        {several ? <b>{first.label}</b> : <Way setting={first} words={first.label} />}
        <span class="where">{first.section}</span>
        {several ? (
          <span class="ways">{found.settings.map((setting) => (
            <Way key={setting.tag} setting={setting} words={String(setting.extension)} spoken={`${first.label} of extension ${setting.extension}`} />
          ))}</span>
        ) : (
          <span class="mono value">{shownValue(form.value(first.tag))}</span>
        )}
      </div>
      {first.row.help && <p>{first.row.help}</p>}
    </li>
  );
}

function Way({ setting, words, spoken }: { setting: Setting; words: string; spoken?: string }) {
  const { go } = useDesk();
  return (
    <a href={`#${fieldId(setting.tag)}`} aria-label={spoken} onClick={(event) => { event.preventDefault(); go(setting.tag); }}>{words}</a>
  );
}
