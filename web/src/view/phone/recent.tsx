// The last keys and who pressed them, for as long as one cares to read.

import { buttonName } from "../../model/buttons";
import { useHands, useListening } from "./hands";

const shown = 8;

export function Recent() {
  const { live } = useHands();
  useListening(live);
  const presses = live.presses.slice(-shown).reverse();
  return (
    <section class="recent" aria-label="Last keys">
      {presses.length === 0 ? (
        <p>Press a key: it shows here, with who pressed it.</p>
      ) : (
        <ol>
          {presses.map(({ number, key, source }) => (
            <li key={number}>
              <b>{buttonName(key)}</b> <span class="sign" data-by={source}>{source}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
