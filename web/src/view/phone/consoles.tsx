// The attendant consoles that stand beside the phone: 32 keys each, with a label and a lamp where they have a
// function.

import { consoleWords } from "../../model/spoken";
import type { Console } from "../../server/phone_types";
import { PhoneKey } from "./key";

const places = Array.from({ length: 32 }, (_, place) => place + 1);

export function Consoles({ consoles }: { consoles: Console[] }) {
  if (consoles.length === 0) return null;
  return (
    <aside class="consoles" aria-label="Attendant consoles">
      {consoles.map(({ unit, keys }) => (
        <div key={unit} class="console" role="group" aria-label={`Console ${unit}`}>
          {places.map((place) => {
            const one = keys.find(({ key }) => key === place);
            if (!one) return <span key={place} class="blank" aria-hidden="true" />;
            return (
              <PhoneKey key={place} name={`Unit${unit}Key${place}`} lamp={one.lamp} label={consoleWords(unit, one)}>
                <span class="paper">{one.label}</span>
                <i class="light" />
              </PhoneKey>
            );
          })}
        </div>
      ))}
    </aside>
  );
}
