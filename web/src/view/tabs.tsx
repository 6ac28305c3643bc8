// The tabs, after the pattern of WAI-ARIA: one stop for the Tab key, arrows move between them.

import { useEffect, useRef } from "preact/hooks";
import type { Form } from "../model/form";
import type { Catalogue, Tab } from "../model/catalogue";
import { count } from "../model/words";
import { useForm } from "./desk";

interface Props {
  catalogue: Catalogue;
  form: Form;
  active: string;
  onSelect: (id: string) => void;
}

export function Tabs({ catalogue, form, active, onSelect }: Props) {
  useForm(form);
  const list = useRef<HTMLDivElement>(null);
  const { tabs } = catalogue;
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);

  const edits = tally(catalogue, form.edits.keys());
  const issues = tally(catalogue, form.issues.keys());
  const onKeyDown = (event: KeyboardEvent) => {
    const here = tabs.findIndex((tab) => tab.id === active);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <nav class="tabs" aria-label="Tabs">
      <div role="tablist" aria-label="Settings" ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <TabButton key={tab.id} tab={tab} selected={tab.id === active} edits={edits.get(tab.name) ?? 0}
            issues={issues.get(tab.name) ?? 0} onSelect={onSelect} />
        ))}
      </div>
    </nav>
  );
}

function TabButton(props: { tab: Tab; selected: boolean; edits: number; issues: number; onSelect: (id: string) => void }) {
  const { tab, selected, edits, issues } = props;
  return (
    <button type="button" role="tab" id={`tab-${tab.id}`} aria-selected={selected} aria-controls={`panel-${tab.id}`}
      tabIndex={selected ? 0 : -1} onClick={() => props.onSelect(tab.id)}>
      {tab.name}
      {edits > 0 && <span class={issues > 0 ? "pip bad" : "pip"}>{edits}<span class="unseen"> not saved{issues > 0 && `, ${count(issues, "error")}`}</span></span>}
    </button>
  );
}

function tally(catalogue: Catalogue, tags: Iterable<string>): Map<string, number> {
  const tallies = new Map<string, number>();
  for (const tag of tags) {
    const tab = catalogue.byTag.get(tag)?.tab;
    if (tab) tallies.set(tab, (tallies.get(tab) ?? 0) + 1);
  }
  return tallies;
}
