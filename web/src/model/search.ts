// Search over labels, tags, help and sections of all tabs. Every word must be found; a find in the label counts more
// than one in the help. The same row of several extensions is one result.

import type { Catalogue, Setting } from "./catalogue";

export interface Found {
  settings: Setting[]; // more than one: the same row, extension by extension
  score: number;
}

export interface FoundGroup {
  tab: string;
  found: Found[];
}

interface Entry {
  setting: Setting;
  label: string;
  tag: string;
  rest: string;
}

export class SearchIndex {
  private readonly entries: Entry[] = [];

  constructor(catalogue: Catalogue) {
    for (const setting of catalogue.byTag.values()) {
      this.entries.push({
        setting,
        label: setting.label.toLowerCase(),
        tag: setting.tag.toLowerCase(),
        rest: `${setting.row.help ?? ""} ${setting.section} ${setting.tab}`.toLowerCase(),
      });
    }
  }

  find(query: string): FoundGroup[] {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const groups = new Map<string, Map<string, Found>>();
    for (const entry of this.entries) {
      const score = scoreOf(entry, words);
      if (score === 0) continue;
      const { setting } = entry;
      const tab = setting.extension === undefined ? setting.tab : "Ext";
      let group = groups.get(tab);
      if (!group) groups.set(tab, (group = new Map()));
      const key = setting.extension === undefined ? setting.tag : setting.row.tag;
      const known = group.get(key);
      if (known) known.settings.push(setting);
      else group.set(key, { settings: [setting], score });
    }
    const best = (group: FoundGroup) => group.found[0]?.score ?? 0;
    return [...groups]
      .map(([tab, found]) => ({ tab, found: [...found.values()].sort((a, b) => b.score - a.score) }))
      .sort((a, b) => best(b) - best(a));
  }
}

function scoreOf(entry: Entry, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    if (entry.label === word) score += 8;
    else if (entry.label.startsWith(word)) score += 5;
    else if (entry.label.includes(word) || entry.tag.includes(word)) score += 3;
    else if (entry.rest.includes(word)) score += 1;
    else return 0;
  }
  return score;
}
