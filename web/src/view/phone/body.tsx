// The phone as it stands on the desk: handset, screen with its line and soft keys, and all the other keys.

import { buttonName, keypad, openField } from "../../model/buttons";
import type { Fit } from "../../model/fit";
import { lampWords, lineWords, watchWords } from "../../model/spoken";
import type { Lamp, PhoneFacts, Screen } from "../../server/phone_types";
import { Display } from "./display";
import { useHands } from "./hands";
import { Icon } from "./icons";
import { PhoneKey } from "./key";

interface Props {
  phone: PhoneFacts;
  screen: Screen;
  picture: string | null;
  size: Fit;
  dead: boolean;
}

// Words are short here: the sign and they share a key.
const captions: Record<string, string> = { EndCall: "End", NavBack: "Back" };

function IconKey({ name, lamp, class: look }: { name: string; lamp?: Lamp; class?: string }) {
  return (
    <PhoneKey name={name} class={look ?? "round"} lamp={lamp}>
      <Icon name={name} />
      <span class="caption">{captions[name] ?? buttonName(name)}</span>
      {lamp && <i class="light" />}
    </PhoneKey>
  );
}

export function Body({ phone, screen, picture, size, dead }: Props) {
  const { lamps } = phone;
  const has = (key: string) => phone.keys.includes(key);
  const pixels = phone.screen.kind !== "none";
  return (
    <div class="phone" data-model={phone.model} data-screen={phone.screen.kind} data-lines={lamps.lines.length}
      data-narrow={size.cradle ? undefined : ""}
      style={{ "--u": `${size.unit}px`, "--px": `${size.pixel}px`, "--w": phone.screen.width, "--h": phone.screen.height }}>
      {size.cradle && <Cradle />}
      <div class="face">
        <div class="nameplate" aria-hidden="true">
          <span class="maker">handset</span>
          <span class="type">{phone.model}</span>
        </div>
        <span class="message-lamp" role="img" aria-label={`Message lamp: ${lampWords(lamps.message)}`} data-lamp={lamps.message.colour}
          data-pattern={lamps.message.pattern} />
        <div class="display">
          {pixels && <div class="glass"><Display picture={picture} title={screen.title} screen={phone.screen} size={size} dead={dead}
            field={openField(screen)} /></div>}
          <LineKeys phone={phone} />
        </div>
        {pixels && (
          <div class="soft" role="group" aria-label="Soft keys">
            {screen.soft_keys.map((label, place) => (
              <PhoneKey key={place} name={`Soft${place + 1}`} class="pale" label={label ? `${label}, soft key ${place + 1}` : `Soft key ${place + 1}`} />
            ))}
          </div>
        )}
        <div class="control">
          <div class="side" role="group" aria-label="Pages">
            <IconKey name="Messages" />
            <IconKey name="Directories" />
          </div>
          <div class="corner">
            <IconKey name="NavBack" class="mini" />
            {!size.cradle && <Hook />}
          </div>
          <Navigation />
          <div class="corner right">{has("EndCall") && <IconKey name="EndCall" class="mini end" />}</div>
          <div class="side" role="group" aria-label="More pages">
            <IconKey name="Services" />
            <IconKey name="Settings" />
          </div>
        </div>
        <div class="lower">
          <div class="side" role="group" aria-label="Calls">
            <IconKey name="Hold" />
            <IconKey name="Transfer" />
            <IconKey name="Conference" />
          </div>
          <div class="keypad" role="group" aria-label="Keypad">
            {keypad.map(({ key, label, letters, sign }) => (
              <PhoneKey key={key} name={key} label={letters ? `${label} ${letters}` : label} class="digit">
                <b>{sign}</b>{" "}
                <span>{letters}</span>
              </PhoneKey>
            ))}
          </div>
          <div class="side" role="group" aria-label="Sound">
            <IconKey name="Headset" lamp={lamps.headset} />
            <IconKey name="Mute" lamp={lamps.mute} />
            <IconKey name="Speaker" lamp={lamps.speaker} />
          </div>
        </div>
        <div class="volume" role="group" aria-label="Volume">
          <PhoneKey name="VolDown" class="pale">−</PhoneKey>
          <PhoneKey name="VolUp" class="pale">+</PhoneKey>
        </div>
      </div>
    </div>
  );
}

function Navigation() {
  return (
    <div class="ring" role="group" aria-label="Navigation">
      {["NavUp", "NavLeft", "NavRight", "NavDown"].map((name) => (
        <PhoneKey key={name} name={name} class={`arrow ${name.slice(3).toLowerCase()}`}>
          <Icon name={name} />
        </PhoneKey>
      ))}
      <PhoneKey name="NavSelect" class="select"><span class="caption">Select</span></PhoneKey>
    </div>
  );
}

// A key for each line, with its paper label where the screen has none.
function LineKeys({ phone }: { phone: PhoneFacts }) {
  const { lines, watches, lamps } = phone;
  return (
    <div class="lines" role="group" aria-label="Lines">
      {lamps.lines.map((lamp, place) => {
        const line = lines.find(({ number }) => number === place + 1);
        const watch = watches.find(({ key }) => key === place + 1);
        const words = watch ? watchWords(watch, lamp) : lineWords(place + 1, line, lamp);
        return (
          <PhoneKey key={place} name={`Line${place + 1}`} class="line" lamp={lamp} label={words}>
            <span class="paper">{watch?.label || line?.label || line?.user_id || ""}</span>
            <i class="light" />
          </PhoneKey>
        );
      })}
    </div>
  );
}

function hookKey(lifted: boolean): { name: string; label: string } {
  return lifted ? { name: "Onhook", label: "Put the handset down" } : { name: "Offhook", label: "Lift the handset" };
}

function Hook() {
  const { live } = useHands();
  return (
    <PhoneKey {...hookKey(live.lifted)} class={live.lifted ? "mini lifted" : "mini"}>
      <Icon name="Handset" />
      <span class="caption">{live.lifted ? "Down" : "Lift"}</span>
    </PhoneKey>
  );
}

function Cradle() {
  const { live } = useHands();
  return (
    <div class={live.lifted ? "cradle lifted" : "cradle"}>
      <PhoneKey {...hookKey(live.lifted)} class="handset">
        <svg viewBox="0 0 120 560" preserveAspectRatio="none" aria-hidden="true">
          <defs>
            <linearGradient id="round">
              <stop offset="0" stop-color="#23272d" />
              <stop offset="0.3" stop-color="#5a636e" />
              <stop offset="0.55" stop-color="#3b4149" />
              <stop offset="1" stop-color="#1b1e23" />
            </linearGradient>
          </defs>
          <path class="cord" d="M60 545c-8 14 16 8 8 22s-20 6-14 20" />
          <path class="shell" d="M22 12h76q16 0 16 18v86q0 18-18 24-10 4-10 16v248q0 12 10 16 18 6 18 24v86q0 18-16 18H22q-16 0-16-18v-86q0-18 18-24 10-4 10-16V156q0-12-10-16-18-6-18-24V30q0-18 16-18z" />
          <path class="shine" d="M50 160q-3 120 0 240M26 26q34-6 68 0" />
          <g class="holes"><circle cx="60" cy="478" r="3.5" /><circle cx="46" cy="490" r="3.5" /><circle cx="74" cy="490" r="3.5" /><circle cx="60" cy="502" r="3.5" /><circle cx="60" cy="490" r="3.5" /></g>
        </svg>
      </PhoneKey>
    </div>
  );
}
