"""The name server of the lab: kdig reads its answers, and a phone finds its PBX by them and follows when they change."""
import pathlib
import tempfile
import unittest

import harness
import lab

RECORDS = ("_sip._udp.example.test 45 SRV 10 60 5060 a.example.test",
           "_sip._udp.example.test 45 SRV 20 0 5070 b.example.test",
           'example.test NAPTR 50 10 S SIP+D2U "" _sip._udp.example.test',
           r'enum.test NAPTR 1 1 u E2U+sip "!^.*$!sip:\\1@\"x\"!" .',
           "a.example.test 5 A 192.0.2.1",
           "a.example.test 5 AAAA 2001:db8::1",
           "alias.test CNAME a.example.test")


class LabTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="handset-interop-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.dns_port = harness.free_port()
        self.lab = self.start("lab", "--dns", f"{harness.HOST}:{self.dns_port}")

    def start(self, name, *more):
        folder = self.folder / name
        folder.mkdir()
        started = lab.Lab(folder, more)
        self.addCleanup(started.stop)
        return started


class Answers(LabTest):
    def setUp(self):
        super().setUp()
        self.records = self.lab.set_records(*RECORDS)

    def kdig(self, *question):
        status, output = harness.run([harness.tool("kdig"), f"@{harness.HOST}", "-p", str(self.dns_port), "+noidn",
                                      "+time=2", "+retry=0", *question], self.folder)
        return status, output

    def answer(self, *question):
        status, output = self.kdig("+noall", "+answer", *question)
        self.assertEqual(status, 0, output)
        return sorted(" ".join(line.split()) for line in output.splitlines() if line and not line.startswith(";"))

    def status(self, *question):
        return self.kdig(*question)[1].split("status: ", 1)[1].split(";", 1)[0]

    def test_every_record_is_read_as_it_was_given(self):
        for name, kind in (("_sip._udp.example.test", "SRV"), ("example.test", "NAPTR"), ("enum.test", "NAPTR"),
                           ("a.example.test", "A"), ("a.example.test", "AAAA"), ("alias.test", "CNAME")):
            given = sorted(record for record in self.records if record.startswith(f"{name}. ") and f" {kind} " in record)
            self.assertNotEqual(given, [])
            for transport in ("+notcp", "+tcp"):
                self.assertEqual(self.answer(transport, name, kind), given)
        self.assertEqual(self.answer("alias.test", "AAAA"),
                         ["a.example.test. 5 IN AAAA 2001:db8::1", "alias.test. 30 IN CNAME a.example.test."])

    def test_what_is_not_there_is_said_so(self):
        self.assertEqual(self.status("nobody.test", "A"), "NXDOMAIN")
        self.assertEqual(self.status("a.example.test", "SRV"), "NOERROR")
        self.assertEqual(self.answer("a.example.test", "SRV"), [])
        self.assertEqual(self.status("_udp.example.test", "SRV"), "NOERROR")
        self.assertEqual(self.status("+edns=1", "a.example.test", "A"), "BADVERS")
        self.assertIn(" SOA ", " ".join(self.kdig("nobody.test", "A")[1].split()))

    def test_a_long_answer_comes_by_tcp(self):
        many = self.lab.set_records(*(f"many.test SRV {i} 0 {6000 + i} host-of-some-length.example.test" for i in range(80)))
        self.assertEqual(self.answer("many.test", "SRV"), sorted(many))
        self.assertIn("(TCP)", self.lab.questions()[0])
        self.assertEqual(self.answer("+ignore", "many.test", "SRV"), [])

    def test_what_it_does_wrong_is_seen(self):
        for code in ("SERVFAIL", "NXDOMAIN", "REFUSED"):
            self.lab.set_dns_faults(rcode=code)
            self.assertEqual(self.status("a.example.test", "A"), code)
        self.lab.set_dns_faults(truncated=True)
        self.assertIn(" tc ", self.kdig("+ignore", "a.example.test", "A")[1].replace(";", " "))
        self.assertEqual(self.answer("a.example.test", "A"), ["a.example.test. 5 IN A 192.0.2.1"])
        self.lab.set_dns_faults(silent=True)
        self.assertNotEqual(self.kdig("a.example.test", "A")[0], 0)
        self.lab.set_dns_faults()
        self.assertEqual(self.status("a.example.test", "A"), "NOERROR")


class Phone(LabTest):
    def records_for(self, pbx, ttl=1):
        return (f"_sip._udp.example.test {ttl} SRV 10 60 {pbx.sip_port} pbx.example.test",
                f"pbx.example.test {ttl} A {harness.HOST}")

    def assert_bound(self, pbx, phone):
        harness.wait_until(lambda: f"a contact there: {phone.facts()['lines']}\n{self.lab.questions()}",
                           lambda: len(pbx.contacts()) == 1, 2 * harness.DEADLINE)

    def test_it_registers_by_srv_and_follows_when_the_records_change(self):
        other = self.start("other")
        for pbx in (self.lab, other):
            pbx.set_faults(expires=2)  # it comes back soon
        self.lab.set_records(*self.records_for(self.lab))
        phone = harness.Phone(self.folder, {
            "Proxy_1_": "example.test", "Use_DNS_SRV_1_": "Yes", "DNS_SRV_Auto_Prefix_1_": "Yes",
            "Register_Expires_1_": "60", "Reg_Min_Expires": "1", "Reg_Retry_Intvl": "1"},
            ("--name-server", f"{harness.HOST}:{self.dns_port}"))
        self.addCleanup(phone.stop)
        self.assert_bound(self.lab, phone)
        self.assertEqual(other.contacts(), [])
        self.lab.set_records(*self.records_for(other))
        self.assert_bound(other, phone)
        self.assertIn(f":{other.sip_port}", phone.facts()["lines"][0]["server"])

        # Who knows its servers goes on without a name server.
        self.lab.set_dns_faults(rcode="SERVFAIL")
        harness.wait_until(lambda: f"a question in vain: {self.lab.questions()}",
                           lambda: any("SERVFAIL" in question for question in self.lab.questions()))
        other.order("POST", "/api/v1/faults", {"expires": 2, "forget_bindings": True})
        self.assert_bound(other, phone)


if __name__ == "__main__":
    unittest.main()
