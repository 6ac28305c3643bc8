// The settings of one tab, section by section.

import type { Tab } from "../model/catalogue";
import { pure } from "./desk";
import { Field } from "./field";

export const Panel = pure(function Panel({ tab }: { tab: Tab }) {
  return (
    <>
      {tab.sections.length > 2 && (
        <nav class="sections" aria-label={`Sections of ${tab.name}`}>
          <ul>
            {tab.sections.map((section) => (
              <li key={section.id}><a href={`#${section.id}`} onClick={toSection}>{section.name}</a></li>
            ))}
          </ul>
        </nav>
      )}
      <div class="sheets">
        {tab.sections.map((section) => (
          <section key={section.id} class="sheet" aria-labelledby={section.id}>
            <h2 id={section.id} tabIndex={-1}>{section.name}</h2>
            <div class="fields">
              {section.settings.map((setting) => <Field key={setting.tag} setting={setting} />)}
            </div>
          </section>
        ))}
        <p class="nothing">No setting of this tab fits the filter.</p>
      </div>
    </>
  );
});

// The address keeps the tab; the focus goes along with the eye.
function toSection(event: MouseEvent): void {
  event.preventDefault();
  const heading = document.getElementById((event.currentTarget as HTMLAnchorElement).hash.slice(1));
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
}
