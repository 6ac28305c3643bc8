// The Info tab: what the phone is and does, live.

import { useEffect, useLayoutEffect } from "preact/hooks";
import type { StatusFeed } from "../model/feed";
import { count } from "../model/words";
import type { Status } from "../server/types";
import { useRedraw } from "./desk";

export function Info({ feed, onShown }: { feed: StatusFeed; onShown: () => void }) {
  const redraw = useRedraw();
  useLayoutEffect(() => feed.listen(redraw), [feed]);
  const there = feed.latest !== null || feed.trouble !== "";
  useEffect(() => {
    if (there) onShown();
  }, [there]);

  if (!feed.latest) return <p class="waiting">{feed.trouble || "Asking the phone …"}</p>;
  const { sections } = feed.latest;
  const telling = sections.filter(tells);
  const silent = sections.filter((section) => !tells(section));
  return (
    <div class={feed.trouble ? "stale" : undefined}>
      {feed.trouble && <p class="waiting">{feed.trouble} What stands here is what it said last.</p>}
      <div class="info">{telling.map((section) => <Facts key={section.name} section={section} />)}</div>
      {silent.length > 0 && (
        <details class="silent">
          <summary>{count(silent.length, "section")} without anything to tell</summary>
          <div class="info">{silent.map((section) => <Facts key={section.name} section={section} />)}</div>
        </details>
      )}
    </div>
  );
}

type StatusSection = Status["sections"][number];

// Calls that are not there have thirty empty lines each.
function tells(section: StatusSection): boolean {
  return section.rows.some((row) => row.value !== "");
}

function Facts({ section }: { section: StatusSection }) {
  return (
    <section class="sheet" aria-label={section.name}>
      <h2>{section.name}</h2>
      <dl class="facts">
        {section.rows.map((row) => (
          <div key={row.tag}>
            <dt>{row.label}</dt>
            <dd class={classOf(row)}>{row.value || "–"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function classOf(row: StatusSection["rows"][number]): string | undefined {
  if (row.value === "") return "empty";
  return row.tag === "Registration_State" ? `lamp ${lampOf(row.value)}` : undefined;
}

function lampOf(state: string): string {
  if (/^registered/i.test(state)) return "on";
  return /fail|refus|error|timeout/i.test(state) ? "bad" : "off";
}
