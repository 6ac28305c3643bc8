#include "lab/pbx_page.h"

namespace handset::lab {
namespace {

constexpr std::string_view html = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>PBX of the lab</title>
<link rel="stylesheet" href="/pbx.css">
<script src="/pbx.js" defer></script>
</head>
<body>
<header>
<h1>PBX of the lab</h1>
<p id="summary" role="status">One moment …</p>
<p><a href="/dns">Name server of the lab</a></p>
</header>
<main>
<section aria-labelledby="faults-title">
<h2 id="faults-title">Faults</h2>
<p>A button that is pressed in stays so until it is pressed again.</p>
<div id="faults" class="buttons" role="group" aria-labelledby="faults-title"></div>
<div id="actions" class="buttons" role="group" aria-label="Once"></div>
<p id="problem" role="alert"></p>
</section>
<section aria-labelledby="registrations-title">
<h2 id="registrations-title">Registrations</h2>
<div class="wide" tabindex="0" role="group" aria-labelledby="registrations-title">
<table>
<thead><tr><th scope="col">User</th><th scope="col">Contact</th><th scope="col">Left</th>
<th scope="col">From</th></tr></thead>
<tbody id="registrations"></tbody>
</table>
</div>
</section>
<section aria-labelledby="states-title">
<h2 id="states-title">What subscribers are told</h2>
<p>Messages and calls of each user, for lamps elsewhere to show.</p>
<div class="wide" tabindex="0" role="group" aria-labelledby="states-title">
<table>
<thead><tr><th scope="col">User</th><th scope="col">New messages</th><th scope="col">Call</th></tr></thead>
<tbody id="states"></tbody>
</table>
</div>
</section>
<section aria-labelledby="subscriptions-title">
<h2 id="subscriptions-title">Subscriptions</h2>
<div class="wide" tabindex="0" role="group" aria-labelledby="subscriptions-title">
<table>
<thead><tr><th scope="col">By</th><th scope="col">Event</th><th scope="col">Left</th>
<th scope="col">Of</th></tr></thead>
<tbody id="subscriptions"></tbody>
</table>
</div>
</section>
<section aria-labelledby="events-title">
<h2 id="events-title">What happened</h2>
<ol id="events"></ol>
</section>
</main>
</body>
</html>
)html";

constexpr std::string_view css = R"css(:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #15181d);
  --card: light-dark(#fff, #1e232a);
  --ink: light-dark(#1b2430, #e6e9ee);
  --quiet: light-dark(#566273, #9aa5b4);
  --line: light-dark(#d5dae2, #38404b);
  --wrong: light-dark(#a3260f, #ffab96);
  --accent: light-dark(#0b5cad, #7fbcff);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { margin: 0 0 .5rem; font-size: 1.1rem; }
p { margin: 0 0 .75rem; color: var(--quiet); }
section { margin-top: 1rem; padding: 1rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: .75rem; }
button { min-height: 2.75rem; padding: .4rem .9rem; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--quiet); border-radius: .5rem; cursor: pointer; }
button:hover { border-color: var(--accent); }
button[aria-pressed="true"] { color: var(--card); background: var(--wrong); border-color: var(--wrong);
  font-weight: 600; }
td button[aria-pressed="true"] { background: var(--accent); border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role="alert"] { margin: 0 0 .5rem; color: var(--wrong); }
a { color: var(--accent); }
textarea { width: 100%; padding: .5rem; font: .9rem/1.5 ui-monospace, monospace; color: inherit; background: transparent;
  border: 1px solid var(--quiet); border-radius: .5rem; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { color: var(--quiet); font-weight: 600; }
td:nth-child(3) { white-space: nowrap; font-variant-numeric: tabular-nums; }
ol { margin: 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
td button { min-width: 2.75rem; margin: 0 .4rem .4rem 0; }
output { display: inline-block; min-width: 2.5rem; text-align: center; font-variant-numeric: tabular-nums; }
time { margin-right: .75rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
)css";

constexpr std::string_view js = R"js('use strict';
// What each button that stays in makes of the faults, and how it is seen in them.
const toggles = [
  ['Lose every request', { drop_percent: 100 }],
  ['Lose 30 % of them', { drop_percent: 30 }],
  ['Answer 3 s late', { delay_ms: 3000 }],
  ['Answer 503', { retry_after: 30 }],
  ['Challenge without end', { endless_challenges: true }],
  ['Say: 10 seconds', { expires: 10 }],
  ['List no contact', { contacts: 'none' }],
  ['List a wrong contact', { contacts: 'other' }],
  ['Dead', { dead: true }],
];
const right = { drop_percent: 0, delay_ms: 0, retry_after: null, stale_answers: 0, endless_challenges: false,
  expires: null, contacts: 'right', dead: false };
const actions = [
  ['Next nonce is stale', { stale_answers: 1 }],
  ['Forget all registrations', { forget_bindings: true }],
  ['Forget all subscriptions', { forget_subscriptions: true }],
  ['End all subscriptions', { end_subscriptions: 'deactivated' }],
  ['All well again', right],
];
let faults = right;
const at = (id) => document.getElementById(id);

function made(tag, text, ...children) {
  const element = document.createElement(tag);
  element.textContent = text;
  element.append(...children);
  return element;
}

// A status that says the same again is read out again.
function say(text) {
  if (at('summary').textContent !== text) at('summary').textContent = text;
}

function is_on(change) {
  return Object.entries(change).every(([name, value]) => faults[name] === value);
}

function show_faults(now) {
  faults = now;
  for (const [index, button] of [...at('faults').children].entries())
    button.setAttribute('aria-pressed', String(is_on(toggles[index][1])));
}

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

async function order(change) {
  try {
    const body = JSON.stringify({ ...faults, ...change });
    show_faults(await ask('/api/v1/faults', { method: 'POST', body,
      headers: { 'Content-Type': 'application/json' } }));
    at('problem').textContent = '';
    await refresh();
  } catch (error) {
    at('problem').textContent = String(error.message);
  }
}

function toggle(change) {
  if (!is_on(change)) return order(change);
  return order(Object.fromEntries(Object.keys(change).map((name) => [name, right[name]])));
}

const calls = ['idle', 'ringing', 'busy', 'held'];

async function set_state(change) {
  try {
    const body = JSON.stringify(change);
    show_states((await ask('/api/v1/states', { method: 'POST', body,
      headers: { 'Content-Type': 'application/json' } })).states);
    at('problem').textContent = '';
  } catch (error) {
    at('problem').textContent = String(error.message);
  }
}

function button(label, press) {
  const element = made('button', label);
  element.type = 'button';
  element.addEventListener('click', press);
  return element;
}

function state_row(user) {
  const fresh = made('output', '');
  const messages = made('td', '', button('−', () => set_state({ user, new: Math.max(0, Number(fresh.value) - 1) })),
    fresh, button('+', () => set_state({ user, new: Number(fresh.value) + 1 })));
  const [less, , more] = messages.children;
  less.setAttribute('aria-label', `One new message less for ${user}`);
  more.setAttribute('aria-label', `One new message more for ${user}`);
  const call = made('td', '', ...calls.map((word) => button(word, () => set_state({ user, call: word }))));
  for (const one of call.children) one.setAttribute('aria-label', `${user} is ${one.textContent}`);
  const name = made('th', user);
  name.scope = 'row';
  const line = made('tr', '', name, messages, call);
  line.dataset.user = user;
  return line;
}

// The rows stay, so that a button keeps its focus.
function show_states(states) {
  const table = at('states');
  if (table.children.length !== states.length)
    table.replaceChildren(...states.map(({ user }) => state_row(user)));
  for (const [index, state] of states.entries()) {
    const line = table.children[index];
    line.querySelector('output').value = state.new;
    for (const one of line.lastElementChild.children)
      one.setAttribute('aria-pressed', String(one.textContent === state.call));
  }
}

function subscription_row({ by, event, expires, user }) {
  const name = made('th', by);
  name.scope = 'row';
  return made('tr', '', name, made('td', event), made('td', `${expires} s`), made('td', user));
}

function row(user, binding) {
  const name = made('th', user);
  name.scope = 'row';
  return made('tr', '', name, made('td', binding.contact), made('td', `${binding.expires} s`),
    made('td', binding.source));
}

function show(state) {
  show_faults(state.faults);
  say(`${state.faults.dead ? 'Dead; it listened' : 'Listens'} on ${state.listen}, `
    + `UDP and TCP. Users: ${state.users}, registrations: ${state.bindings}.`);
  const rows = state.registrations.flatMap(({ user, bindings }) => bindings.map((one) => row(user, one)));
  at('registrations').replaceChildren(...rows);
  at('subscriptions').replaceChildren(...state.subscriptions.map(subscription_row));
  at('events').replaceChildren(...state.events.map(({ at: when, text }) =>
    made('li', '', made('time', new Date(when * 1000).toLocaleTimeString()), text)));
}

async function refresh() {
  try {
    show(await ask('/api/v1/registrations'));
    show_states((await ask('/api/v1/states')).states);
  } catch {
    say('The lab does not answer.');
  }
}

function add_buttons(place, list, press, stays) {
  for (const [label, change] of list) {
    const button = made('button', label);
    button.type = 'button';
    if (stays) button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', () => press(change));
    at(place).append(button);
  }
}

add_buttons('faults', toggles, toggle, true);
add_buttons('actions', actions, order, false);
refresh();
setInterval(refresh, 2000);
)js";

}  // namespace

std::string_view pbx_page_html() {
  return html;
}

std::string_view pbx_page_css() {
  return css;
}

std::string_view pbx_page_js() {
  return js;
}

}  // namespace handset::lab
