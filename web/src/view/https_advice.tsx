// Asks for https where what is typed would go over a network as it is.

import type { HttpsAdvice } from "../server/types";

export function HttpsAdviceSign({ advice }: { advice: HttpsAdvice | null }) {
  if (!advice) return null;
  return (
    <p class="https-advice" role="note">
      This page came without encryption: others on the network can read along.{" "}
      {advice.address
        ? <a href={advice.address + location.pathname + location.search}>Use https</a>
        : <span>Start the phone with <code>--https</code> to change that.</span>}
    </p>
  );
}
