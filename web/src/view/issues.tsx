// The summary of what the phone refused, with a way to each field. It takes the focus, so that it is read out.

import { useEffect, useRef } from "preact/hooks";
import type { Catalogue } from "../model/catalogue";
import { count } from "../model/words";
import type { Issue } from "../server/types";
import { useDesk } from "./desk";

export function IssueSummary({ error, issues, catalogue }: { error: string; issues: readonly Issue[]; catalogue: Catalogue }) {
  const { go } = useDesk();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.scrollIntoView({ block: "center" });
    heading.current?.focus({ preventScroll: true });
  }, [issues, error]);
  return (
    <section class="summary" aria-labelledby="summary-heading">
      <h2 id="summary-heading" tabIndex={-1} ref={heading}>
        {issues.length > 0 ? `Nothing was saved: ${count(issues.length, "value")} cannot stand` : "Nothing was saved"}
      </h2>
      {issues.length === 0 && <p>{error}</p>}
      <ul>
        {issues.map(({ tag, message }, i) => {
          const setting = catalogue.byTag.get(tag);
          return (
            <li key={`${tag}${i}`}>
              <a href={`#set-${tag}`} onClick={(event) => { event.preventDefault(); go(tag); }}>
                {setting ? `${setting.label} (${setting.tab})` : tag}
              </a>{" "}
              {message}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
