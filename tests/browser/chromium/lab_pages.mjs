// The pages of `handset lab`: records and faults of its name server are seen by another program that asks it.

import assert from "node:assert/strict";
import { promises as dns } from "node:dns";
import { after, before, describe, test } from "node:test";
import { check } from "./axe.mjs";
import { Lab } from "./lab.mjs";
import { close, haveBrowser, open } from "./support.mjs";

describe("the pages of the lab", () => {
  const lab = new Lab(["--sip", "127.0.0.1:0", "--dns", "127.0.0.1:0", "--record", "pbx1.example.test A 192.0.2.1"]);
  const resolver = new dns.Resolver({ timeout: 1000, tries: 1 });
  before(async () => {
    await haveBrowser();
    await lab.start();
    resolver.setServers([/name server listens on ([\d.]+:\d+)/.exec(lab.said)[1]]);
  });
  after(() => lab.stop());

  test("records are changed on the page of the name server, and wrong ones are told of", async () => {
    const page = await open(lab, "/dns");
    const records = page.getByRole("textbox", { name: "Records" });
    const use = page.getByRole("button", { name: "Use these records" });
    await page.waitForFunction(() => document.querySelector("textarea").value === "pbx1.example.test. 30 IN A 192.0.2.1");
    await records.fill("_sip._udp.example.test 7 SRV 10 60 5060 pbx1.example.test\n\n  pbx1.example.test A 192.0.2.1");
    await use.click();
    await page.waitForFunction(() => document.querySelector("textarea").value.startsWith("_sip._udp.example.test. 7 IN SRV "));
    assert.deepEqual(await resolver.resolveSrv("_sip._udp.example.test"), [{ name: "pbx1.example.test", port: 5060, priority: 10, weight: 60 }]);
    await page.getByText(/asks for SRV of _sip\._udp\.example\.test: NOERROR, 1 record/).waitFor();
    await records.fill("pbx1.example.test MX 10 mail.example.test");
    await use.click();
    await page.getByText("the type is none of A, AAAA, CNAME, SRV and NAPTR").waitFor();
    page.complaints = page.complaints.filter((complaint) => !/status of 400/.test(complaint));
    await page.getByRole("button", { name: "Show those in use" }).click();
    await page.waitForFunction(() => document.querySelector("textarea").value.endsWith("\npbx1.example.test. 30 IN A 192.0.2.1"));
    await close(page);
  });

  test("a button that is pressed in does wrong until it is pressed again", async () => {
    const page = await open(lab, "/dns");
    const fault = page.getByRole("button", { name: "SERVFAIL" });
    const pressed = (value) => page.getByRole("button", { name: "SERVFAIL", pressed: value }).waitFor();
    await fault.click();
    await pressed(true);
    await assert.rejects(resolver.resolve4("pbx1.example.test"), { code: dns.SERVFAIL });
    await fault.click();
    await pressed(false);
    assert.deepEqual(await resolver.resolve4("pbx1.example.test"), ["192.0.2.1"]);
    await page.getByRole("button", { name: "NXDOMAIN" }).click();
    await page.getByRole("button", { name: "NXDOMAIN", pressed: true }).waitFor();
    await assert.rejects(resolver.resolve4("pbx1.example.test"), { code: dns.NOTFOUND });
    await page.getByRole("button", { name: "All well again" }).click();
    await page.getByRole("button", { name: "NXDOMAIN", pressed: false }).waitFor();
    assert.deepEqual(await resolver.resolve4("pbx1.example.test"), ["192.0.2.1"]);
    await close(page);
  });

  test("axe-core agrees with both", async () => {
    const page = await open(lab, "/pbx");
    await page.getByText(/Listens on/).waitFor();
    await check(page, "the PBX");
    await page.getByRole("link", { name: "Name server of the lab" }).click();
    await page.getByText(/Listens on .* Records: 2\./).waitFor();
    await check(page, "the name server");
    await close(page);
  });
});
