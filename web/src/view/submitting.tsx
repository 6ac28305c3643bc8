// Submit All Changes and undo, from the click to what is said of it; the dialogs on the way.

import { useRef, useState } from "preact/hooks";
import type { Catalogue } from "../model/catalogue";
import type { Choice } from "../model/conflicts";
import type { Form } from "../model/form";
import { Submission, type Step } from "../model/submission";
import { count } from "../model/words";
import type { Api } from "../server/api";
import type { Conflict, Outcome } from "../server/types";
import { ConflictDialog } from "./conflict_dialog";
import { PasswordDialog, Review } from "./review";

export interface Submitting {
  step: Step;
  submit: () => void;
  undoTo: (revision: number) => void;
  close: () => void;
  confirm: () => void;
  givePassword: (password: string) => void;
  choose: (conflicts: readonly Conflict[], revision: number, choices: Map<string, Choice>) => void;
}

// `say` puts words into the line that screen readers follow; `onDone` says whether a restart is pending.
export function useSubmission(api: Api, form: Form, say: (words: string) => void, onDone: (pending: boolean) => void): Submitting {
  const [step, setStep] = useState<Step>({ at: "idle" });
  const current = useRef<Submission | null>(null);
  // The latest of these closures: what an answer means is decided when it comes.
  const onStep = useRef<(step: Step) => void>(() => {});
  onStep.current = (next) => {
    setStep(next.at === "done" ? { at: "idle" } : next);
    if (next.at === "refused") form.object(next.issues);
    if (next.at !== "done") return;
    form.accepted(current.current?.values ?? {});
    say(doneWords(next.outcome));
    onDone(next.outcome.restart === "when idle");
  };
  const begin = (method: string, path: string, body: { values?: Record<string, string>; revision: number }) => {
    say("");
    current.current = new Submission((sent) => api.send(method, path, sent), body, (next) => onStep.current(next));
    void current.current.start();
  };
  return {
    step,
    submit: () => {
      if (step.at === "waiting" || document.querySelector("dialog[open]")) return;
      if (form.edits.size === 0) return say("Nothing is changed, so there is nothing to submit.");
      begin("PATCH", "/api/v1/settings", { values: form.submission(), revision: form.revision });
    },
    undoTo: (revision) => begin("POST", "/api/v1/settings/undo", { revision }),
    close: () => setStep({ at: "idle" }),
    confirm: () => void current.current?.confirm(),
    givePassword: (password) => void current.current?.givePassword(password),
    choose: (conflicts, revision, choices) => {
      form.learn(conflicts, revision);
      for (const [tag, choice] of choices) if (choice === "theirs") form.revert(tag);
      void current.current?.choose(choices);
    },
  };
}

export function SubmissionDialogs({ submitting, account, catalogue }: { submitting: Submitting; account: string; catalogue: Catalogue }) {
  const { step, close } = submitting;
  switch (step.at) {
    case "review":
      return <Review title="Review the changes" outcome={step.outcome} onConfirm={submitting.confirm} onClose={close} />;
    case "password":
      return <PasswordDialog key={step.wrong} account={account} wrong={step.wrong} onPassword={submitting.givePassword} onClose={close} />;
    case "conflict":
      return (
        <ConflictDialog catalogue={catalogue} conflicts={step.conflicts} onClose={close}
          onChoose={(choices) => submitting.choose(step.conflicts, step.revision, choices)} />
      );
    default:
      return null;
  }
}

function doneWords({ changed, restart }: Outcome): string {
  if (changed.length === 0) return "Nothing to change: the phone has these values already.";
  const saved = `Saved: ${count(changed.length, "setting")} changed.`;
  if (restart === "now") return `${saved} The phone restarts its parts now.`;
  if (restart === "when idle") return `${saved} Some act after a restart, when the phone is idle.`;
  return `${saved} The phone obeys from now on.`;
}
