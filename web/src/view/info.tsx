// The Info tab: what the phone is and does, live.

import { useEffect, useLayoutEffect } from "preact/hooks";
import type { StatusFeed } from "../model/feed";
import { useRedraw } from "./desk";

export function Info({ feed, onShown }: { feed: StatusFeed; onShown: () => void }) {
  const redraw = useRedraw();
  useLayoutEffect(() => feed.listen(redraw), [feed]);
  const there = feed.latest !== null || feed.trouble !== "";
  useEffect(() => {
    if (there) onShown();
  }, [there]);

  if (!feed.latest) return <p class="waiting">{feed.trouble || "Asking the phone …"}</p>;
  return (
    <div class={feed.trouble ? "sheets info stale" : "sheets info"}>
      {feed.trouble && <p class="waiting">{feed.trouble} What stands here is what it said last.</p>}
      {feed.latest.sections.map((section) => (
        <section key={section.name} class="sheet" aria-label={section.name}>
          <h2>{section.name}</h2>
          <dl class="facts">
            {section.rows.map((row) => (
              <div key={row.tag}>
                <dt>{row.label}</dt>
                <dd class={row.tag === "Registration_State" ? `lamp ${lampOf(row.value)}` : undefined}>{row.value || "–"}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function lampOf(state: string): string {
  if (/^registered/i.test(state)) return "on";
  return /fail|refus|error|timeout/i.test(state) ? "bad" : "off";
}
