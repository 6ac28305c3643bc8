// What every part of the page works with, and the hooks to follow it.

import { Component, createContext, type ComponentType } from "preact";
import { useContext, useLayoutEffect, useReducer } from "preact/hooks";
import type { Form } from "../model/form";
import type { Api } from "../server/api";

export interface Desk {
  api: Api;
  form: Form;
  go: (tag: string) => void; // to that field, whatever tab it is on
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("outside of the page");
  return desk;
}

export function useRedraw(): () => void {
  return useReducer((n: number) => n + 1, 0)[1] as () => void;
}

// Draws again when that field changes.
export function useField(form: Form, tag: string): void {
  const redraw = useRedraw();
  useLayoutEffect(() => form.listen(tag, redraw), [form, tag]);
}

// Draws again when anything changes.
export function useForm(form: Form): void {
  const redraw = useRedraw();
  useLayoutEffect(() => form.watch(redraw), [form]);
}

// Draws again only when its properties change.
export function pure<Props extends object>(Inner: ComponentType<Props>): ComponentType<Props> {
  return class Pure extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      const before = this.props as Record<string, unknown>;
      const after = next as Record<string, unknown>;
      return Object.keys({ ...before, ...after }).some((key) => before[key] !== after[key]);
    }
    override render() {
      return <Inner {...this.props} />;
    }
  };
}
