// The one form of all tabs: what was loaded, what was typed since, what the phone said against it. Fields listen to
// their own tag, whoever counts listens to all.

import type { Conflict, Issue, Origin, Settings } from "../server/types";

type Listener = () => void;

export class Form {
  revision = 0;
  loaded: Readonly<Record<string, string>> = {};
  readonly edits = new Map<string, string>();
  readonly issues = new Map<string, string>();
  private origins: Readonly<Record<string, Origin>> = {};
  private rights: Readonly<Record<string, string>> | undefined;
  private readonly fields = new Map<string, Set<Listener>>();
  private readonly watchers = new Set<Listener>();

  // What is typed and not submitted stays, unless the phone has that very value by now. The revision stays too when
  // somebody else changed what is being edited here: the phone then says so at Submit, and nothing is overwritten.
  load(settings: Settings): void {
    const before = this.loaded;
    const origins = settings.set ?? {};
    const overtaken = [...this.edits.keys()].some(
      (tag) => tag in before && (before[tag] !== settings.values[tag] || this.origins[tag]?.at !== origins[tag]?.at),
    );
    if (!overtaken) this.revision = settings.revision;
    this.loaded = settings.values;
    this.origins = origins;
    this.rights = settings.rights;
    for (const [tag, value] of this.edits) {
      if (!(tag in this.loaded) || this.loaded[tag] === value) this.edits.delete(tag);
    }
    this.tellAll();
  }

  has(tag: string): boolean {
    return tag in this.loaded;
  }

  value(tag: string): string {
    return this.edits.get(tag) ?? this.loaded[tag] ?? "";
  }

  edited(tag: string): boolean {
    return this.edits.has(tag);
  }

  origin(tag: string): Origin | undefined {
    return this.origins[tag];
  }

  // Why a setting cannot be changed, or nothing.
  barred(tag: string): string | undefined {
    if (this.origins[tag]?.locked) return "Set on the command line of the program, which wins over this page.";
    if (this.rights && this.rights[tag] !== "rw") return "Your account may see this setting, not change it.";
    return undefined;
  }

  edit(tag: string, value: string): void {
    if (this.barred(tag)) return;
    if (value === this.loaded[tag]) this.edits.delete(tag);
    else this.edits.set(tag, value);
    this.issues.delete(tag);
    this.tell(tag);
  }

  revert(tag: string): void {
    this.edits.delete(tag);
    this.issues.delete(tag);
    this.tell(tag);
  }

  revertAll(): void {
    this.edits.clear();
    this.issues.clear();
    this.tellAll();
  }

  object(issues: readonly Issue[]): void {
    this.issues.clear();
    for (const { tag, message } of issues) this.issues.set(tag, message);
    this.tellAll();
  }

  // What goes to the phone.
  submission(): Record<string, string> {
    return Object.fromEntries(this.edits);
  }

  // The person has seen what others did and has chosen.
  learn(conflicts: readonly Conflict[], revision: number): void {
    this.revision = revision;
    this.loaded = { ...this.loaded, ...Object.fromEntries(conflicts.map(({ tag, theirs }) => [tag, theirs])) };
    const at = Object.fromEntries(conflicts.map(({ tag, origin, by, from, at: when }) => [tag, present({ origin, by, from, at: when })]));
    this.origins = { ...this.origins, ...at };
    this.tellAll();
  }

  // What was accepted is no edit any more, unless it was typed on meanwhile.
  accepted(sent: Readonly<Record<string, string>>): void {
    for (const [tag, value] of Object.entries(sent)) {
      if (this.edits.get(tag) === value) this.edits.delete(tag);
    }
    this.issues.clear();
    this.tellAll();
  }

  listen(tag: string, listener: Listener): () => void {
    let set = this.fields.get(tag);
    if (!set) this.fields.set(tag, (set = new Set()));
    set.add(listener);
    return () => void this.fields.get(tag)?.delete(listener);
  }

  watch(listener: Listener): () => void {
    this.watchers.add(listener);
    return () => void this.watchers.delete(listener);
  }

  private tell(tag: string): void {
    this.fields.get(tag)?.forEach((listener) => listener());
    this.watchers.forEach((listener) => listener());
  }

  private tellAll(): void {
    for (const listeners of this.fields.values()) listeners.forEach((listener) => listener());
    this.watchers.forEach((listener) => listener());
  }
}

function present({ origin, by, from, at }: Partial<Record<"origin" | "by" | "from" | "at", string | undefined>>): Origin {
  return { origin: origin ?? "page", ...(by && { by }), ...(from && { from }), ...(at && { at }) };
}
