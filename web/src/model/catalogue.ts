// The settings of this phone, tab by tab: the rows of the table with the numbers of its extensions, line keys and
// units put in. What the account may not see is not in the values and so not here.

import type { PhoneFacts, Row, Schema } from "../server/types";
import type { View } from "./address";

export interface Setting {
  tag: string;
  label: string;
  row: Row;
  defaultValue: string;
  tab: string; // its name
  section: string;
  extension?: number;
}

export interface Section {
  name: string;
  id: string;
  settings: Setting[];
}

export interface Tab {
  name: string;
  id: string;
  sections: Section[];
  extension?: number;
}

export interface Catalogue {
  tabs: Tab[];
  byTag: Map<string, Setting>;
}

export const infoTab = "Info";

export function makeCatalogue(schema: Schema, phone: PhoneFacts, has: (tag: string) => boolean, view: View): Catalogue {
  const tabs: Tab[] = [];
  for (const { name, sections } of schema.tabs) {
    if (name === infoTab) {
      tabs.push({ name, id: slug(name), sections: [] });
    } else if (name === "Ext") {
      for (let n = 1; n <= phone.lines; n++) tabs.push(makeTab(`Ext ${n}`, sections, phone, n));
    } else {
      tabs.push(makeTab(name, sections, phone));
    }
  }
  const shown = (setting: Setting) => has(setting.tag) && (view === "advanced" || setting.row.basic === true);
  const byTag = new Map<string, Setting>();
  for (const tab of tabs) {
    for (const section of tab.sections) {
      section.settings = section.settings.filter(shown);
      for (const setting of section.settings) byTag.set(setting.tag, setting);
    }
    tab.sections = tab.sections.filter((section) => section.settings.length > 0);
  }
  return { tabs: tabs.filter((tab) => tab.name === infoTab || tab.sections.length > 0), byTag };
}

function makeTab(name: string, sections: Schema["tabs"][number]["sections"], phone: PhoneFacts, extension?: number): Tab {
  const made: Section[] = [];
  for (const section of sections) {
    const numbered = section.name.includes("<n>");
    const first = section.rows[0];
    const count = numbered && first ? countOf(first, phone) : 1;
    for (let n = 1; n <= count; n++) {
      const sectionName = numbered ? put(section.name, n) : section.name;
      const settings: Setting[] = [];
      for (const row of section.rows) {
        if (row.access === "read-only") continue;
        const indices = indicesOf(row, phone, numbered ? n : extension);
        for (const [i, k] of indices) settings.push(makeSetting(row, i, k, name, sectionName, extension));
      }
      made.push({ name: sectionName, id: slug(`${name} ${sectionName}`), settings });
    }
  }
  const tab: Tab = { name, id: slug(name), sections: made };
  if (extension !== undefined) tab.extension = extension;
  return tab;
}

function makeSetting(row: Row, n: number, k: number, tab: string, section: string, extension?: number): Setting {
  const setting: Setting = {
    tag: put(row.tag, n, k),
    label: put(row.label, n, k),
    row,
    defaultValue: row.defaults?.[row.scope === "unitkey" ? (n - 1) * 32 + k - 1 : n - 1] ?? row.default ?? "",
    tab,
    section,
  };
  if (extension !== undefined) setting.extension = extension;
  return setting;
}

// The numbers that stand for <n> and <k>: one that is given by tab or section, else all there are.
function indicesOf(row: Row, phone: PhoneFacts, given?: number): [number, number][] {
  if (row.scope === "phone") return [[0, 0]];
  const all = Array.from({ length: countOf(row, phone) }, (_, i) => i + 1);
  const numbers = given === undefined ? all : [given];
  if (row.scope !== "unitkey") return numbers.map((n) => [n, 0]);
  return numbers.flatMap((n) => Array.from({ length: 32 }, (_, k): [number, number] => [n, k + 1]));
}

function countOf(row: Row, phone: PhoneFacts): number {
  switch (row.scope) {
    case "phone":
      return 1;
    case "ext":
      return phone.lines;
    case "linekey":
      return phone.line_keys;
    default:
      return phone.units;
  }
}

function put(text: string, n: number, k = 0): string {
  return text.replaceAll("<n>", String(n)).replaceAll("<k>", String(k));
}

export function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

export function fieldId(tag: string): string {
  return `set-${tag}`;
}
