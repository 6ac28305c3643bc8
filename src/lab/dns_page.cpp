#include "lab/dns_page.h"

namespace handset::lab {
namespace {

constexpr std::string_view html = R"html(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Name server of the lab</title>
<link rel="stylesheet" href="/pbx.css">
<script src="/dns.js" defer></script>
</head>
<body>
<header>
<h1>Name server of the lab</h1>
<p id="summary" role="status">One moment …</p>
<p><a href="/pbx">PBX of the lab</a></p>
</header>
<main>
<section aria-labelledby="faults-title">
<h2 id="faults-title">Faults</h2>
<p>A button that is pressed in stays so until it is pressed again.</p>
<div id="faults" class="buttons" role="group" aria-labelledby="faults-title"></div>
<div id="actions" class="buttons" role="group" aria-label="Once"></div>
<p id="problem" role="alert"></p>
</section>
<section aria-labelledby="records-title">
<h2 id="records-title">Records</h2>
<p id="records-help">One on a line, as in a zone file:
<code>_sip._udp.example.test 30 SRV 10 60 5060 pbx1.example.test</code></p>
<form id="form">
<textarea id="records" rows="10" spellcheck="false" autocapitalize="none" aria-labelledby="records-title"
aria-describedby="records-help records-problem"></textarea>
<p id="records-problem" role="alert"></p>
<div class="buttons"><button type="submit">Use these records</button>
<button type="button" id="again">Show those in use</button></div>
</form>
</section>
<section aria-labelledby="events-title">
<h2 id="events-title">What was asked</h2>
<ol id="events"></ol>
</section>
</main>
</body>
</html>
)html";

constexpr std::string_view js = R"js('use strict';
// What each button makes of the faults, and how it is seen in them.
const toggles = [
  ['Answer nothing', { silent: true }],
  ['SERVFAIL', { rcode: 'SERVFAIL' }],
  ['NXDOMAIN', { rcode: 'NXDOMAIN' }],
  ['REFUSED', { rcode: 'REFUSED' }],
  ['Truncated over UDP', { truncated: true }],
  ['Answer 3 s late', { delay_ms: 3000 }],
];
const right = { silent: false, rcode: null, truncated: false, delay_ms: 0 };
let faults = right;
const at = (id) => document.getElementById(id);

function button(label, press) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  element.addEventListener('click', press);
  return element;
}

// A status that says the same again is read out again.
function say(id, text) {
  if (at(id).textContent !== text) at(id).textContent = text;
}

function is_on(change) {
  return Object.entries(change).every(([name, value]) => faults[name] === value);
}

function show_faults(now) {
  faults = now;
  for (const [index, one] of [...at('faults').children].entries())
    one.setAttribute('aria-pressed', String(is_on(toggles[index][1])));
}

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function order(method, path, body) {
  return ask(path, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
}

async function set_faults(change) {
  try {
    show_faults(await order('POST', '/api/v1/dns/faults', { ...faults, ...change }));
    say('problem', '');
  } catch (error) {
    say('problem', String(error.message));
  }
}

function toggle(change) {
  if (!is_on(change)) return set_faults(change);
  return set_faults(Object.fromEntries(Object.keys(change).map((name) => [name, right[name]])));
}

function show_records(records) {
  at('records').value = records.join('\n');
  say('records-problem', '');
}

async function use_records(event) {
  event.preventDefault();
  const records = at('records').value.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  try {
    show_records((await order('PUT', '/api/v1/dns/records', { records })).records);
  } catch (error) {
    say('records-problem', String(error.message));
  }
}

async function show_those_in_use() {
  try {
    show_records((await ask('/api/v1/dns/records')).records);
  } catch (error) {
    say('records-problem', String(error.message));
  }
}

function event_row({ at: when, text }) {
  const row = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date(when * 1000).toLocaleTimeString();
  row.append(time, text);
  return row;
}

async function refresh() {
  try {
    const state = await ask('/api/v1/dns');
    show_faults(state.faults);
    say('summary', state.listen === null ? 'It does not listen: start the lab with --dns HOST:PORT.'
      : `Listens on ${state.listen}, UDP and TCP. Records: ${state.records.length}.`);
    at('events').replaceChildren(...state.events.map(event_row));
  } catch {
    say('summary', 'The lab does not answer.');
  }
}

for (const [label, change] of toggles) at('faults').append(button(label, () => toggle(change)));
at('actions').append(button('All well again', () => set_faults(right)));
at('form').addEventListener('submit', use_records);
at('again').addEventListener('click', show_those_in_use);
show_those_in_use();
refresh();
setInterval(refresh, 2000);
)js";

}  // namespace

std::string_view dns_page_html() {
  return html;
}

std::string_view dns_page_js() {
  return js;
}

}  // namespace handset::lab
