// Habits of the page: tabs come to life one after the other, keys work everywhere, nothing typed is lost by accident.

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Catalogue } from "../model/catalogue";
import type { Form } from "../model/form";

const whenIdle: (work: () => void) => void =
  "requestIdleCallback" in globalThis ? (work) => void requestIdleCallback(work, { timeout: 60 }) : (work) => void setTimeout(work, 0);

// Few enough that a key pressed meanwhile is not kept waiting, and fewer layouts than tabs.
const tabsAtOnce = 3;

// The tab that is looked at is drawn first; the others follow while the browser has nothing else to do. The marks
// `first-tab` and `all-tabs` tell a benchmark when what was painted.
export function useMountedTabs(catalogue: Catalogue, active: string): { mounted: ReadonlySet<string>; shown: () => void } {
  const [mounted, setMounted] = useState<ReadonlySet<string>>(() => new Set([active]));
  const marked = useRef(false);
  if (!mounted.has(active)) setMounted(new Set(mounted).add(active));

  const shown = useCallback(() => {
    if (marked.current) return;
    marked.current = true;
    afterPaint(() => {
      performance.mark("first-tab");
      setMounted((now) => new Set(now)); // the others may follow
    });
  }, []);
  useEffect(() => {
    if (active !== "info") shown();
  }, []);
  useEffect(() => {
    if (performance.getEntriesByName("first-tab").length === 0) return;
    const next = catalogue.tabs.filter(({ id }) => !mounted.has(id)).slice(0, tabsAtOnce);
    if (next.length > 0) whenIdle(() => setMounted((now) => new Set([...now, ...next.map(({ id }) => id)])));
    else if (performance.getEntriesByName("all-tabs").length === 0) afterPaint(() => performance.mark("all-tabs"));
  }, [mounted, catalogue]);
  return { mounted, shown };
}

// Each tab stays where it was scrolled to.
export function useTabScroll(active: string): void {
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    scrollTo(0, places.current.get(active) ?? 0);
    const remember = () => void places.current.set(active, scrollY);
    addEventListener("scroll", remember, { passive: true });
    return () => removeEventListener("scroll", remember);
  }, [active]);
}

function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work, 0));
}

// Control+S submits; "/" goes to the search, unless something is being typed.
export function useKeys(submit: () => void): void {
  const latest = useRef(submit);
  latest.current = submit;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        latest.current();
      } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
        event.preventDefault();
        document.getElementById("search")?.focus();
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function typing(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]")) return true;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

export function useLeaveGuard(form: Form): void {
  useEffect(() => {
    const onLeave = (event: BeforeUnloadEvent) => {
      if (form.edits.size > 0) event.preventDefault();
    };
    addEventListener("beforeunload", onLeave);
    return () => removeEventListener("beforeunload", onLeave);
  }, [form]);
}
