// The logic of the administration: addresses, the form, conflicts, submissions, sessions.

import assert from "node:assert/strict";
import test from "node:test";
import { pages } from "./pages.mjs";

const row = (tag, label, scope, more = {}) => ({ tag, label, scope, type: "text", access: "admin", state: "active", ...more });
const schema = {
  version: "1",
  tabs: [
    { name: "Info", sections: [{ name: "Phone Status", rows: [row("Elapsed_Time", "Elapsed Time", "phone", { access: "read-only" })] }] },
    { name: "SIP", sections: [{ name: "SIP Parameters", rows: [row("SIP_T1", "SIP T1", "phone", { default: ".5", help: "First retransmission." })] }] },
    { name: "Ext", sections: [{ name: "General", rows: [
      row("SIP_Port_<n>_", "SIP Port", "ext", { default: "5060", defaults: ["5060", "5061"], basic: true }),
    ] }] },
    { name: "Attendant Console", sections: [{ name: "Unit <n>", rows: [row("Unit_<n>_Key_<k>", "Unit <n> Key <k>", "unitkey")] }] },
  ],
};
const phone = { model: "SPA502G", lines: 2, line_keys: 2, units: 1 };
const everything = () => true;
const settings = (values, more = {}) => ({ revision: 1, account: "admin", phone, values, ...more });

test("an address tells account, view and task", () => {
  assert.deepEqual(pages.readAddress("/basic", ""), { account: "user", view: "basic" });
  assert.deepEqual(pages.readAddress("/advanced", ""), { account: "user", view: "advanced" });
  assert.deepEqual(pages.readAddress("/admin/", ""), { account: "admin", view: "basic" });
  assert.deepEqual(pages.readAddress("/admin/advanced", ""), { account: "admin", view: "advanced" });
  const resync = pages.readAddress("/admin/resync", "?http%3A//192.0.2.1/spa.cfg");
  assert.equal(resync.task, "resync");
  assert.equal(resync.url, "http://192.0.2.1/spa.cfg");
  assert.equal(pages.readAddress("/administrator", "").account, "user");
});

test("an address that cannot be decoded is kept as it stands", () => {
  assert.equal(pages.readAddress("/admin/resync", "?100%").url, "100%");
});

test("the catalogue has a tab for each extension, with its own defaults", () => {
  const { tabs, byTag } = pages.makeCatalogue(schema, phone, everything, "advanced");
  assert.deepEqual(tabs.map(({ name }) => name), ["Info", "SIP", "Ext 1", "Ext 2", "Attendant Console"]);
  assert.equal(byTag.get("SIP_Port_2_").defaultValue, "5061");
  assert.equal(byTag.get("SIP_Port_2_").tab, "Ext 2");
});

test("the keys of a unit stand in its section", () => {
  const { tabs, byTag } = pages.makeCatalogue(schema, phone, everything, "advanced");
  assert.equal(byTag.get("Unit_1_Key_32").label, "Unit 1 Key 32");
  assert.deepEqual(tabs.at(-1).sections.map(({ name, settings: { length } }) => [name, length]), [["Unit 1", 32]]);
});

test("a tab without anything for this view or account is not there", () => {
  assert.deepEqual(pages.makeCatalogue(schema, phone, everything, "basic").tabs.map(({ name }) => name), ["Info", "Ext 1", "Ext 2"]);
  const none = pages.makeCatalogue(schema, phone, () => false, "advanced");
  assert.deepEqual(none.tabs.map(({ name }) => name), ["Info"]);
});

test("an edit back to what was loaded is no edit", () => {
  const form = new pages.Form();
  form.load(settings({ SIP_T1: ".5" }));
  form.edit("SIP_T1", "1");
  assert.deepEqual(form.submission(), { SIP_T1: "1" });
  form.edit("SIP_T1", ".5");
  assert.deepEqual(form.submission(), {});
});

test("what is locked or read-only cannot be edited", () => {
  const form = new pages.Form();
  form.load(settings({ A: "1", B: "1" }, { set: { A: { origin: "command line", locked: true } }, rights: { A: "rw", B: "ro" } }));
  form.edit("A", "2");
  form.edit("B", "2");
  assert.deepEqual(form.submission(), {});
});

test("loading anew keeps what is typed, and the revision where somebody else changed the same", () => {
  const form = new pages.Form();
  form.load(settings({ A: "1", B: "1" }));
  form.edit("A", "2");
  form.load(settings({ A: "1", B: "5" }, { revision: 2 }));
  assert.equal(form.revision, 2);
  form.load(settings({ A: "3", B: "5" }, { revision: 3 }));
  assert.equal(form.revision, 2);
  assert.equal(form.value("A"), "2");
});

test("a secret that somebody else changed is noticed, though its mask is the same", () => {
  const form = new pages.Form();
  const at = (time, revision) => settings({ P: "********" }, { revision, set: { P: { origin: "page", at: time } } });
  form.load(at("2026-01-01T00:00:00Z", 1));
  form.edit("P", "new");
  form.load(at("2026-01-01T00:01:00Z", 2));
  assert.equal(form.revision, 1);
});

test("accepted is what was sent, not what was typed since", () => {
  const form = new pages.Form();
  form.load(settings({ A: "1", B: "1" }));
  form.edit("A", "2");
  form.edit("B", "2");
  const sent = form.submission();
  form.edit("B", "3");
  form.accepted(sent);
  assert.deepEqual(form.submission(), { B: "3" });
});

test("a field hears of itself only, a watcher of everything", () => {
  const form = new pages.Form();
  form.load(settings({ A: "1", B: "1" }));
  const heard = [];
  form.listen("A", () => heard.push("A"));
  form.listen("B", () => heard.push("B"));
  const stop = form.watch(() => heard.push("all"));
  form.edit("A", "2");
  stop();
  form.edit("A", "3");
  assert.deepEqual(heard, ["A", "all", "A"]);
});

test("a search finds in label, tag and help, the label first, extensions together", () => {
  const index = new pages.SearchIndex(pages.makeCatalogue(schema, phone, everything, "advanced"));
  assert.equal(index.find("sip_t1")[0].found[0].settings[0].tag, "SIP_T1");
  assert.equal(index.find("first retransmission")[0].tab, "SIP");
  assert.deepEqual(index.find("sip port")[0].found[0].settings.map(({ extension }) => extension), [1, 2]);
  assert.deepEqual(index.find("no such thing"), []);
  assert.deepEqual(index.find("  "), []);
});

test("choosing in a conflict keeps mine and drops theirs", () => {
  const conflicts = [{ tag: "A", yours: "1", theirs: "2" }, { tag: "B", yours: "1", theirs: "2" }];
  const choices = new Map([["A", "mine"]]);
  assert.equal(pages.settled(conflicts, choices), false);
  choices.set("B", "theirs");
  assert.equal(pages.settled(conflicts, choices), true);
  assert.deepEqual(pages.settle({ A: "1", B: "1", C: "1" }, conflicts, choices), { A: "1", C: "1" });
});

// Answers one request after the other, and keeps what was asked.
function script(...replies) {
  const asked = [];
  const steps = [];
  const send = async (body) => {
    asked.push(body);
    return replies.shift();
  };
  return { asked, steps, make: (body) => new pages.Submission(send, body, (step) => steps.push(step)) };
}
const outcome = { revision: 2, changed: [{ tag: "A", label: "A", tab: "SIP", from: "1", to: "2" }], restart: "none" };

test("a submission is looked at before it counts", async () => {
  const { asked, steps, make } = script({ status: 200, body: outcome }, { status: 200, body: outcome });
  const submission = make({ values: { A: "2" }, revision: 1 });
  await submission.start();
  await submission.confirm();
  assert.deepEqual(asked, [{ values: { A: "2" }, revision: 1, dry_run: true }, { values: { A: "2" }, revision: 1 }]);
  assert.deepEqual(steps.map(({ at }) => at), ["waiting", "review", "waiting", "done"]);
});

test("the password is asked for where it is needed, and kept for the second step", async () => {
  const wanted = { status: 403, body: { error: "Your password, please.", needs_password: true } };
  const { asked, steps, make } = script(wanted, wanted, { status: 200, body: outcome }, { status: 200, body: outcome });
  const submission = make({ values: { A: "2" }, revision: 1 });
  await submission.start();
  await submission.givePassword("wrong");
  assert.deepEqual(steps.at(-1), { at: "password", wrong: "Your password, please." });
  await submission.givePassword("right");
  await submission.confirm();
  assert.equal(asked.at(-1).password, "right");
  assert.equal(asked.at(-1).dry_run, undefined);
});

test("after a conflict it goes on from the state that the person has seen", async () => {
  const conflict = { status: 409, body: { error: "changed", revision: 9, conflicts: [{ tag: "A", yours: "2", theirs: "3" }] } };
  const { asked, make } = script(conflict, { status: 200, body: outcome });
  const submission = make({ values: { A: "2", B: "2" }, revision: 1 });
  await submission.start();
  await submission.choose(new Map([["A", "theirs"]]));
  assert.deepEqual(asked.at(-1), { values: { B: "2" }, revision: 9, dry_run: true });
});

test("when all of theirs is taken, nothing is sent", async () => {
  const conflict = { status: 409, body: { error: "changed", revision: 9, conflicts: [{ tag: "A", yours: "2", theirs: "3" }] } };
  const { asked, steps, make } = script(conflict);
  const submission = make({ values: { A: "2" }, revision: 1 });
  await submission.start();
  await submission.choose(new Map([["A", "theirs"]]));
  assert.equal(asked.length, 1);
  assert.equal(steps.at(-1).at, "done");
});

test("wrong values come back with their tags", async () => {
  const refusal = { status: 422, body: { error: "No.", issues: [{ tag: "A", message: "A: a number" }] } };
  const { steps, make } = script(refusal);
  await make({ values: { A: "x" }, revision: 1 }).start();
  assert.deepEqual(steps.at(-1), { at: "refused", error: "No.", issues: [{ tag: "A", message: "a number" }] });
});

const answer = (status, body) => new Response(body === undefined ? null : JSON.stringify(body), { status });
const session = (token) => ({ account: "admin", token, expires_in: 60 });

test("a request whose session has ended is sent again after a login", async () => {
  const asked = [];
  const replies = [answer(200, session("one")), answer(401, { error: "ended" }), answer(401, { error: "ended" }), answer(200, { revision: 2 })];
  const api = new pages.Api(async (path, options) => {
    asked.push([options.method, path, options.headers["X-CSRF-Token"]]);
    return replies.shift();
  });
  await api.findSession();
  api.askAgain = async () => session("two");
  const reply = await api.send("PATCH", "/api/v1/settings", {});
  assert.equal(reply.status, 200);
  assert.deepEqual(asked.at(-1), ["PATCH", "/api/v1/settings", "two"]);
});

test("the session that another tab has begun is taken over without a question", async () => {
  const replies = [answer(200, session("one")), answer(403, { error: "token" }), answer(200, session("two")), answer(200, { revision: 2 })];
  const api = new pages.Api(async () => replies.shift());
  await api.findSession();
  assert.equal((await api.send("PATCH", "/api/v1/settings", {})).status, 200);
  assert.equal(api.session.token, "two");
});

test("a phone that does not answer is an answer too", async () => {
  const api = new pages.Api(async () => {
    throw new TypeError("refused");
  });
  const reply = await api.get("/api/v1/status");
  assert.equal(reply.status, 0);
  assert.match(pages.errorOf(reply), /does not answer/);
});

test("time and people are told in words", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  assert.equal(pages.ago("2026-01-01T11:59:50Z", now), "just now");
  assert.equal(pages.ago("2026-01-01T11:58:00Z", now), "2 minutes ago");
  assert.equal(pages.ago("2025-12-30T12:00:00Z", now), "2 days ago");
  assert.equal(
    pages.whoSet({ origin: "page", by: "admin", from: "127.0.0.1", at: "2026-01-01T11:58:00Z" }, now),
    "on the page by admin from 127.0.0.1, 2 minutes ago",
  );
});

test("who would not log in again is not asked by what the page does of itself", async () => {
  const api = new pages.Api(async () => answer(401, { error: "ended" }));
  api.session = session("one");
  let asked = 0;
  api.askAgain = async () => {
    asked++;
    return null;
  };
  await api.get("/api/v1/status");
  await api.get("/api/v1/status");
  assert.equal(asked, 1);
  await api.send("PATCH", "/api/v1/settings", {});
  assert.equal(asked, 2);
});
