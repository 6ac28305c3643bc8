// The page of an account that is logged in: all tabs, one form.

import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { addressOf, readAddress, type Place, type Task, type View } from "../model/address";
import { fieldId, infoTab, makeCatalogue } from "../model/catalogue";
import type { StatusFeed } from "../model/feed";
import { Form } from "../model/form";
import { SearchIndex } from "../model/search";
import type { Api } from "../server/api";
import type { Schema, Session, Settings } from "../server/types";
import { Actions } from "./actions";
import { LeaveDialog, LoginAgain } from "./asides";
import { DeskContext, type Desk } from "./desk";
import { Header } from "./header";
import { History } from "./history";
import { Info } from "./info";
import { IssueSummary } from "./issues";
import { Panel } from "./panel";
import { SearchResults } from "./search";
import { Tabs } from "./tabs";
import { SubmissionDialogs, useSubmission } from "./submitting";
import { TaskDialog } from "./tasks";
import { useKeys, useLeaveGuard, useMountedTabs, useTabScroll } from "./workspace_hooks";

interface Props {
  api: Api;
  feed: StatusFeed;
  schema: Schema;
  first: Settings;
  start: Place;
  onLogout: () => void;
}

export function settingsAddress(place: Place): string {
  return place.account === "user" ? "/api/v1/settings?as=user" : "/api/v1/settings";
}

export function Workspace({ api, feed, schema, first, start, onLogout }: Props) {
  const [place, setPlace] = useState(start);
  const [settings, setSettings] = useState(first);
  const [tab, setTab] = useState(location.hash.slice(1));
  const [target, setTarget] = useState<{ tag: string } | null>(null);
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState("");
  const [words, setWords] = useState("");
  const [historyOpen, setHistoryOpen] = useState(false);
  const [task, setTask] = useState<Task | undefined>(start.task);
  const [leaving, setLeaving] = useState<string | null>(null);
  const [askLogin, setAskLogin] = useState<((session: Session | null) => void) | null>(null);
  const [restartPending, setRestartPending] = useState(false);

  const form = useMemo(() => {
    const made = new Form();
    made.load(first);
    return made;
  }, []);
  const catalogue = useMemo(() => makeCatalogue(schema, settings.phone, (tag) => form.has(tag), place.view), [place.view, keyOf(settings)]);
  const index = useMemo(() => (query ? new SearchIndex(catalogue) : null), [catalogue, query !== ""]);
  const groups = useMemo(() => index?.find(query) ?? [], [index, query]);
  const active = catalogue.tabs.some(({ id }) => id === tab) ? tab : (catalogue.tabs[0]?.id ?? "");
  const { mounted, shown } = useMountedTabs(catalogue, active);

  const reload = useCallback(async () => {
    const reply = await api.get(settingsAddress(place));
    if (reply.status !== 200) return;
    form.load(reply.body as Settings);
    setSettings(reply.body as Settings);
  }, [place.account]);

  const select = useCallback((id: string) => {
    setQuery("");
    setTab(id);
    history.replaceState(history.state, "", `#${id}`);
  }, []);

  const go = useCallback((tag: string) => {
    setQuery("");
    setFilter("");
    setTarget({ tag });
  }, []);
  const goFirst = () => {
    const first = groups[0]?.found[0]?.settings[0];
    if (first) go(first.tag);
  };
  useEffect(() => {
    if (!target) return;
    const setting = catalogue.byTag.get(target.tag);
    if (!setting) {
      if (place.view === "basic") setView("advanced");
      else setTarget(null);
      return;
    }
    const tabId = catalogue.tabs.find(({ name }) => name === setting.tab)?.id ?? active;
    if (tabId !== active) return select(tabId);
    const field = document.getElementById(fieldId(target.tag));
    if (!field) return;
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
    setTarget(null);
  });

  const setView = (view: View) => {
    if (view === place.view) return;
    setPlace({ ...place, view });
    history.pushState(null, "", `${addressOf(place.account, view)}#${active}`);
  };
  useEffect(() => {
    const onBack = () => {
      const now = readAddress(location.pathname, location.search);
      if (now.account === place.account) setPlace((known) => ({ ...known, view: now.view }));
      if (location.hash) setTab(location.hash.slice(1));
    };
    addEventListener("popstate", onBack);
    return () => removeEventListener("popstate", onBack);
  }, [place.account]);

  const submitting = useSubmission(api, form, setWords, (pending) => {
    if (pending) setRestartPending(true);
    void reload().then(() => feed.refresh());
  });
  const { step } = submitting;
  const leave = (address: string) => {
    if (form.edits.size > 0) setLeaving(address);
    else location.assign(address);
  };
  const logout = async () => {
    form.revertAll();
    await api.logout();
    onLogout();
  };

  // What was said of the last Submit is old once something is typed.
  useEffect(() => {
    let known = form.edits.size;
    return form.watch(() => {
      if (form.edits.size > known) setWords("");
      known = form.edits.size;
    });
  }, [form]);
  useKeys(submitting.submit);
  useLeaveGuard(form);
  useTabScroll(active);
  useEffect(() => {
    api.askAgain = () => new Promise((resolve) => setAskLogin(() => resolve));
    const onVisible = () => void (document.visibilityState === "visible" && reload());
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [reload]);
  const live = active === "info" && !query;
  useEffect(() => {
    feed.setPace(live ? 2000 : restartPending ? 3000 : 0);
    const forget = feed.listen(() => setRestartPending(feed.latest?.restart_pending === true));
    return () => {
      feed.setPace(0);
      forget();
    };
  }, [live, restartPending]);
  useEffect(() => {
    document.title = `${catalogue.tabs.find(({ id }) => id === active)?.name ?? infoTab} · ${settings.phone.name || settings.phone.model} · Handset`;
  }, [active, settings]);

  const desk = useMemo<Desk>(() => ({ api, form, go }), []);
  return (
    <DeskContext.Provider value={desk}>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById("main")?.focus(); }}>Skip to the settings</a>
      <Header phone={settings.phone} place={place} session={settings.account} advice={api.httpsAdvice} query={query} onQuery={setQuery} onFirst={() => goFirst()} onView={setView}
        onLeave={leave} onHistory={() => setHistoryOpen(true)} onLogout={() => void (form.edits.size > 0 ? setLeaving("") : logout())} />
      <Tabs catalogue={catalogue} form={form} active={active} onSelect={select} />
      <main id="main" tabIndex={-1} data-filter={filter || undefined}>
        {restartPending && <p class="banner" role="status">A restart is pending: it comes as soon as the phone is idle.</p>}
        {step.at === "refused" && <IssueSummary error={step.error} issues={step.issues} catalogue={catalogue} />}
        {index && <SearchResults groups={groups} query={query} />}
        {catalogue.tabs.map((each) => (
          <div key={each.id} id={`panel-${each.id}`} role="tabpanel" aria-labelledby={`tab-${each.id}`}
            class={each.name === infoTab ? "panel live" : "panel"} hidden={each.id !== active || query !== ""}>
            {each.name === infoTab ? <Info feed={feed} onShown={shown} /> : mounted.has(each.id) && <Panel tab={each} />}
          </div>
        ))}
        <Functions account={settings.account} onTask={setTask} />
      </main>
      <Actions form={form} busy={step.at === "waiting"} words={words} filter={filter} onFilter={setFilter}
        onUndo={() => { form.revertAll(); submitting.close(); setWords("All is as it was loaded."); }} onSubmit={submitting.submit} />

      <SubmissionDialogs submitting={submitting} account={settings.account} catalogue={catalogue} />
      {historyOpen && <History catalogue={catalogue} onUndo={(revision) => { setHistoryOpen(false); submitting.undoTo(revision); }} onClose={() => setHistoryOpen(false)} />}
      {task && <TaskDialog task={task} url={place.url ?? ""} onDone={() => void reload()}
        onClose={() => { setTask(undefined); history.replaceState(null, "", addressOf(place.account, place.view) + location.hash); }} />}
      {leaving !== null && (
        <LeaveDialog edits={form.edits.size} onStay={() => setLeaving(null)}
          onLeave={() => { form.revertAll(); if (leaving) location.assign(leaving); else void logout(); }} />
      )}
      {askLogin && <LoginAgain api={api} account={settings.account} onEnd={(session) => { askLogin(session); setAskLogin(null); }} />}
    </DeskContext.Provider>
  );
}

// The functions of the phone that the foot of every page links to.
function Functions({ account, onTask }: { account: string; onTask: (task: Task) => void }) {
  if (account !== "admin") return null;
  const link = (task: Task, words: string) => (
    <a href={`/admin/${task}`} onClick={(event) => { event.preventDefault(); onTask(task); }}>{words}</a>
  );
  return (
    <nav class="functions" aria-label="Functions of the phone">
      {link("reboot", "Reboot")}
      {link("resync", "Resync")}
      {link("upgrade", "Upgrade")}
      <a href="/admin/spacfg.xml" download>Export as a profile</a>
    </nav>
  );
}

// The catalogue is made anew only when other settings are shown, not when their values change.
function keyOf(settings: Settings): string {
  const { model, lines, line_keys: keys, units } = settings.phone;
  return `${model} ${lines} ${keys} ${units} ${Object.keys(settings.values).length}`;
}
