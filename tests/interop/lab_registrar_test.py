"""sipsak and SIPp register at the PBX of the lab."""
import pathlib
import secrets
import tempfile
import unittest

import harness
import lab
import sip_client

SCENARIO = """<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="register">
{steps}
</scenario>
"""

REGISTER = """<send retrans="500"><![CDATA[
REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
Max-Forwards: 70
From: <sip:{user}@[remote_ip]>;tag=[call_number]
To: <sip:{user}@[remote_ip]>
Call-ID: [call_id]
CSeq: {cseq} REGISTER
Contact: <sip:{user}@[local_ip]:[local_port];transport=[transport]>
Expires: {expires}
{authorization}Content-Length: 0

]]></send>"""


def scenario(final, password, expires):
    """A REGISTER, its challenge, the answer to that, and `final`."""
    authorization = f"[authentication username={harness.USER} password={password}]\n"
    parts = {"user": harness.USER, "expires": expires}
    steps = [REGISTER.format(cseq=1, authorization="", **parts), '<recv response="401" auth="true"></recv>',
             REGISTER.format(cseq=2, authorization=authorization, **parts),
             f'<recv response="{final}"></recv>']
    return SCENARIO.format(steps="\n".join(steps))


class LabRegistrar(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="handset-interop-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.lab = lab.Lab(cls.folder)
        cls.addClassCleanup(cls.lab.stop)
        cls.uri = f"sip:{harness.USER}@{harness.HOST}:{cls.lab.sip_port}"

    def setUp(self):
        self.lab.set_faults(forget_bindings=True)

    def sipsak(self, password):
        return harness.run([harness.tool("sipsak"), "-U", "-C", "sip:phone@192.0.2.7:5099", "-x", "300",
                            "-u", harness.USER, "-a", password, "-vv", "-s", self.uri], self.folder)

    def sipp(self, final, password=harness.PASSWORD, expires=600, transport="u1"):
        path = self.folder / f"register-{secrets.token_hex(4)}.xml"
        path.write_text(scenario(final, password, expires), encoding="utf-8")
        server = f"{harness.HOST}:{self.lab.sip_port}"
        status, output = harness.run(
            [harness.tool("sipp"), "-sf", str(path), "-i", harness.HOST, "-bind_local", "-mi", harness.HOST,
             "-ci", harness.HOST, "-p", str(harness.free_port()), "-t", transport, "-auth_uri", server,
             "-nostdin", "-m", "1", "-timeout", "10s", "-timeout_error", server], self.folder)
        self.assertEqual(status, 0, output)

    def test_sipsak_registers_with_the_right_password_alone(self):
        status, output = self.sipsak(harness.WRONG_PASSWORD)
        self.assertNotEqual(status, 0, output)
        self.assertEqual(self.lab.contacts(), [])
        status, output = self.sipsak(harness.PASSWORD)
        self.assertEqual(status, 0, output)
        self.assertEqual(self.lab.contacts(), ["sip:phone@192.0.2.7:5099"])

    def test_sipp_registers_over_udp_and_tcp_and_leaves(self):
        self.sipp(200)
        self.sipp(200, transport="t1")
        contacts = self.lab.contacts()
        self.assertEqual(len(contacts), 2, contacts)
        self.sipp(401, password=harness.WRONG_PASSWORD)
        self.sipp(423, expires=5)
        self.assertEqual(self.lab.contacts(), contacts)

    def test_a_fault_is_seen_at_once_and_ends(self):
        self.lab.set_faults(endless_challenges=True)
        self.sipp(401)
        self.lab.set_faults()
        self.sipp(200)

    def test_the_dead_are_silent_until_they_live_again(self):
        def status():
            with sip_client.Client((harness.HOST, self.lab.sip_port)) as client:
                return client.request("OPTIONS", self.uri, deadline=1.0).status

        self.assertEqual(status(), 200)
        self.lab.set_faults(dead=True)
        with self.assertRaises((TimeoutError, OSError)):
            status()
        self.lab.set_faults()
        self.assertEqual(status(), 200)


if __name__ == "__main__":
    unittest.main()
