// "Check" beside the proxy of an extension: does it answer?

import { useState } from "preact/hooks";
import { errorOf } from "../server/api";
import { useDesk } from "./desk";

export function LineCheck({ extension }: { extension: number }) {
  const { api } = useDesk();
  const [state, setState] = useState<{ words: string; ok?: boolean; busy?: boolean } | null>(null);
  const check = async () => {
    setState({ words: "Asking the proxy …", busy: true });
    const reply = await api.send("POST", `/api/v1/lines/${extension}/check`, {});
    setState(reply.status === 200 ? { words: reply.body.words, ok: reply.body.ok } : { words: errorOf(reply), ok: false });
  };
  return (
    <div class="check">
      <button type="button" class="small" disabled={state?.busy} onClick={() => void check()}>
        Check<span class="unseen"> the proxy of extension {extension}</span>
      </button>
      <span role="status" class={state && !state.busy ? (state.ok ? "good" : "bad") : undefined}>
        {state ? state.words : "asks the proxy that is saved whether it answers"}
      </span>
    </div>
  );
}
