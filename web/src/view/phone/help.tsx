// What the keys of the computer do here.

import { Dialog } from "../dialog";

const rows: [string[], string][] = [
  [["0", "…", "9", "*", "#"], "the keypad"],
  [["↑", "↓", "←", "→"], "the navigation keys"],
  [["Enter"], "Select"],
  [["Esc"], "Back"],
  [["Shift", "Esc"], "Exit: leaves the services at once"],
  [["F1", "F2", "F3", "F4"], "the soft keys, left to right"],
  [["A", "…", "Z"], "typed into the field that has the cursor; so is what you paste"],
  [["Backspace"], "the soft key <<, where there is one"],
  [["+", "−"], "the volume, where there is no field"],
  [["Tab"], "goes through all keys of the phone; Enter or Space presses the one it is at"],
  [["F9"], "opens and shuts the pushes, for the admin"],
  [["?"], "this help, where there is no field"],
];

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <div class="body keys-help" tabIndex={0} role="group" aria-label="What the keys do">
        <dl>
          {rows.map(([keys, words]) => (
            <div key={words}>
              <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <p>A pressed key shows who pressed it:</p>
        <ul class="signs">
          <li><span class="sign" data-by="person">person</span> somebody at this page, or at another one that shows this phone</li>
          <li><span class="sign" data-by="push">push</span> a document that was pushed to the phone</li>
          <li><span class="sign" data-by="program">program</span> a program, through the API</li>
        </ul>
        <p>A lamp tells its colour by its shape as well: green is whole, red has one gap, amber two.</p>
        <p class="hint">A key that the phone has no use for at that moment says <span class="sign" data-by="no effect">no effect</span>.</p>
      </div>
    </Dialog>
  );
}
