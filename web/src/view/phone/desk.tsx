// The page of somebody who is logged in: the phone in its surroundings, kept live.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { buttonOf, drawerKey, openField, repeats, wishOf } from "../../model/buttons";
import { fit, noScreen, type Fit } from "../../model/fit";
import { Link, type Socket } from "../../model/link";
import { Live } from "../../model/live";
import { keep, recall } from "../../model/memory";
import { PressQueue } from "../../model/press_queue";
import { announcement } from "../../model/spoken";
import type { PhoneFacts, Screen } from "../../server/phone_types";
import type { Api } from "../../server/api";
import type { Session } from "../../server/types";
import { LoginAgain } from "../asides";
import { Body } from "./body";
import { Consoles } from "./consoles";
import { ScreenText } from "./display";
import { Drawer } from "./drawer";
import { HandsContext, useListening, type Hands } from "./hands";
import { Header } from "./header";
import { Help } from "./help";
import { Marks } from "./marks";
import { Recent } from "./recent";

interface Props {
  api: Api;
  session: Session;
  onLogout: () => void;
}

function openSocket(path: string): Socket {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(`${scheme}//${location.host}${path}`) as Socket;
}

function waitFor(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}

export function Desk({ api, session, onLogout }: Props) {
  const [words, setWords] = useState(""); // what went wrong with a key
  const [help, setHelp] = useState(false);
  const developer = session.account === "admin";
  const [drawer, setDrawer] = useState(() => developer && recall("drawer") === "open");
  const [askLogin, setAskLogin] = useState<((session: Session | null) => void) | null>(null);

  const { hands, link } = useMemo(() => {
    const live = new Live();
    const marks = new Marks();
    const queue = new PressQueue({
      send: (body) => api.send("POST", "/api/v1/keys", body),
      touch: (place) => api.send("POST", "/api/v1/touch", place),
      onIgnored: (keys) => keys.forEach((key) => marks.mark(key, "no effect")),
      onTrouble: setWords,
    });
    live.onKey(({ key, source, down }) => down && marks.confirm(key, source));
    const mayTry = async () => (await api.get("/api/v1/session")).status !== 401;
    return { hands: { live, marks, queue } satisfies Hands, link: new Link({ live, open: openSocket, mayTry, wait: waitFor }) };
  }, []);
  useEffect(() => {
    api.askAgain = () => new Promise((resolve) => setAskLogin(() => resolve));
    link.start();
    const onVisible = () => document.visibilityState === "visible" && link.tryNow();
    addEventListener("online", onVisible);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      removeEventListener("online", onVisible);
      document.removeEventListener("visibilitychange", onVisible);
      link.stop();
    };
  }, []);
  useEffect(() => {
    if (!words) return;
    return waitFor(6000, () => setWords(""));
  }, [words]);
  useListening(hands.live);
  useListening(link);
  const turnDrawer = () =>
    setDrawer((open) => {
      if (developer) keep("drawer", open ? "shut" : "open");
      return developer && !open;
    });
  useKeyboard(hands, () => setHelp(true), turnDrawer);

  const closeDrawer = () => {
    turnDrawer();
    document.getElementById("drawer-button")?.focus();
  };
  const { phone, screen, picture } = hands.live;
  const said = useAnnouncement(screen);
  useEffect(() => {
    if (phone) document.title = `${phone.name || phone.model} · Handset`;
  }, [phone?.name, phone?.model]);
  const loginAgain = () =>
    setAskLogin(() => (found: Session | null) => {
      if (!found) return;
      api.session = found;
      link.resume();
    });
  const logout = async () => {
    link.stop();
    await api.logout();
    onLogout();
  };
  return (
    <HandsContext.Provider value={hands}>
      <Header model={phone?.model ?? ""} name={phone?.name ?? ""} account={session.account} advice={api.httpsAdvice}
        drawer={drawer} onDrawer={turnDrawer}
        onHelp={() => setHelp(true)} onLogout={() => void logout()} />
      <div class="bench">
        <main id="main" class="desk" tabIndex={-1}>
          {phone && screen ? <Stage phone={phone} screen={screen} picture={picture} dead={link.state !== "up"} />
            : <p class="waiting" role="status">{link.state === "connecting" ? "Asking the phone …" : ""}</p>}
          <ScreenText said={said} />
          <div class="notices" aria-live="polite">
            {link.state === "down" && <p class="notice lost">Connection lost, trying again …</p>}
            {link.state === "ended" && (
              <p class="notice lost">Your session has ended. <button type="button" class="link" onClick={loginAgain}>Log in again</button></p>
            )}
            {words && <p class="notice">{words}</p>}
          </div>
        </main>
        {phone && <Consoles consoles={phone.consoles} />}
        {drawer && <Drawer api={api} live={hands.live} onClose={closeDrawer} />}
      </div>
      <Recent />
      {help && <Help onClose={() => setHelp(false)} />}
      {askLogin && <LoginAgain api={api} account={session.account} onEnd={(found) => { askLogin(found); setAskLogin(null); }} />}
    </HandsContext.Provider>
  );
}

// Measures its room, and draws the phone as large as that allows.
function Stage(props: { phone: PhoneFacts; screen: Screen; picture: string | null; dead: boolean }) {
  const room = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Fit | null>(null);
  const { kind, width, height } = props.phone.screen;
  const keys = props.phone.lamps.lines.length > 5 ? "two columns" : kind === "mono" ? "labelled" : "plain";
  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return;
    const nominal = kind === "mono" ? 2.25 : 1;
    const native = kind === "none" ? noScreen : { width, height, nominal, keys } as const;
    const measure = () =>
      setSize(fit({ width: element.clientWidth, height: element.clientHeight, ratio: devicePixelRatio }, native));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    addEventListener("resize", measure); // to a display with other pixels, in a window of the same size
    return () => {
      observer.disconnect();
      removeEventListener("resize", measure);
    };
  }, [kind, width, height, keys]);
  return <div class="stage" ref={room}>{size && <Body {...props} size={size} />}</div>;
}

function useAnnouncement(screen: Screen | null): string {
  const before = useRef<Screen | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!screen) return;
    const words = announcement(before.current, screen);
    before.current = screen;
    if (words) setSaid(words);
  }, [screen]);
  return said;
}

// The keys of the computer, unless something on the page wants them itself.
function useKeyboard({ live, marks, queue }: Hands, onHelp: () => void, onDrawer: () => void): void {
  useEffect(() => {
    const wantsIt = (target: EventTarget | null, key: string) => {
      if (!(target instanceof Element) || document.querySelector("dialog[open]")) return true;
      if (key === drawerKey || target.matches(".typing")) return false;
      if (target.closest("input, select, textarea, .drawer")) return true;
      return (key === "Enter" || key === " ") && target.closest("button, a, summary") !== null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || wantsIt(event.target, event.key)) return;
      const wish = wishOf(event.key, event.shiftKey, live.screen);
      if (!wish || ("type" in wish && event.target instanceof Element && event.target.matches(".typing"))) return;
      event.preventDefault();
      if ("help" in wish) return onHelp();
      if ("drawer" in wish) return onDrawer();
      if ("press" in wish) {
        if (event.repeat && !repeats.has(wish.press)) return;
        marks.tap(wish.press);
        return queue.press([wish.press]);
      }
      const button = buttonOf(wish.type);
      if (button) marks.tap(button);
      queue.type(wish.type);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (wantsIt(event.target, "") || (event.target as Element).matches(".typing") || openField(live.screen) === null) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text) queue.type(text);
    };
    addEventListener("keydown", onKeyDown);
    addEventListener("paste", onPaste);
    return () => {
      removeEventListener("keydown", onKeyDown);
      removeEventListener("paste", onPaste);
    };
  }, []);
}
