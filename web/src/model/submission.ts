// The way of a Submit (or of an undo): ask the phone what would change, let the person look at it, send it. On the
// way the phone may want the password, report wrong values, or tell of somebody else's changes.

import { errorOf, type Reply } from "../server/api";
import type { Conflict, Issue, Outcome } from "../server/types";
import { settle, type Choice } from "./conflicts";

export type Step =
  | { at: "idle" }
  | { at: "waiting" }
  | { at: "password"; wrong?: string }
  | { at: "review"; outcome: Outcome }
  | { at: "conflict"; conflicts: Conflict[]; revision: number }
  | { at: "refused"; error: string; issues: Issue[] }
  | { at: "done"; outcome: Outcome };

interface Body {
  values?: Record<string, string>;
  revision: number;
}

export class Submission {
  private dry = true;
  private password: string | undefined;
  private conflicts: Conflict[] = [];

  constructor(
    private readonly send: (body: unknown) => Promise<Reply>,
    private readonly body: Body,
    private readonly onStep: (step: Step) => void,
  ) {}

  get values(): Record<string, string> {
    return this.body.values ?? {};
  }

  start(): Promise<void> {
    return this.ask(true);
  }

  confirm(): Promise<void> {
    return this.ask(false);
  }

  givePassword(password: string): Promise<void> {
    this.password = password;
    return this.ask(this.dry);
  }

  // After a conflict: sent again, with the state that the person has seen, and looked at once more before it counts.
  choose(choices: ReadonlyMap<string, Choice>): Promise<void> {
    this.body.values = settle(this.values, this.conflicts, choices);
    if (Object.keys(this.body.values).length === 0) {
      this.onStep({ at: "done", outcome: { revision: this.body.revision, changed: [], restart: "none" } });
      return Promise.resolve();
    }
    return this.ask(true);
  }

  private async ask(dry: boolean): Promise<void> {
    this.dry = dry;
    this.onStep({ at: "waiting" });
    const body: Record<string, unknown> = { ...this.body };
    if (dry) body.dry_run = true;
    if (this.password !== undefined) body.password = this.password;
    this.onStep(this.stepOf(await this.send(body)));
  }

  private stepOf(reply: Reply): Step {
    switch (reply.status) {
      case 200: {
        const outcome = reply.body as Outcome;
        return this.dry && outcome.changed.length > 0 ? { at: "review", outcome } : { at: "done", outcome };
      }
      case 409:
        this.conflicts = reply.body.conflicts ?? [];
        this.body.revision = reply.body.revision;
        return { at: "conflict", conflicts: this.conflicts, revision: reply.body.revision };
      case 403:
        if (reply.body.needs_password) {
          return this.password === undefined ? { at: "password" } : { at: "password", wrong: errorOf(reply) };
        }
        break;
    }
    return { at: "refused", error: errorOf(reply), issues: (reply.body.issues ?? []).map(withoutTag) };
  }
}

// Beside its field a message need not say which setting it is about.
function withoutTag({ tag, message }: Issue): Issue {
  return { tag, message: message.startsWith(`${tag}: `) ? message.slice(tag.length + 2) : message };
}
