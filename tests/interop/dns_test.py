"""dnsmasq as the name server that a proxy is found by: NAPTR, SRV and addresses, over UDP and TCP (RFC 3263)."""
import os
import pathlib
import socket
import tempfile
import unittest

import harness

ZONE = """
no-resolv
no-hosts
local=/test/
local-ttl=45
host-record=a.test,127.0.0.11
host-record=b.test,127.0.0.12
host-record=plain.test,127.0.0.13
cname=alias.test,plain.test
srv-host=_sip._udp.example.test,b.test,5070,20,0
srv-host=_sip._udp.example.test,a.test,5060,10,60
srv-host=_sips._tcp.example.test,b.test,5061,0,0
naptr-record=example.test,90,10,S,SIP+D2U,,_sip._udp.example.test
naptr-record=example.test,50,10,S,SIPS+D2T,,_sips._tcp.example.test
srv-host=_sip._udp.none.test
"""


def many(name, count):
    return "".join(f"srv-host=_sip._udp.{name},a.test,{6000 + i},{i},1\n" for i in range(count))


class Dns(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="handset-interop-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        for attempts_left in (2, 1, 0):
            try:
                cls.start()
                return
            except ChildProcessError:  # somebody else was faster to take the port
                if attempts_left == 0:
                    raise

    @classmethod
    def start(cls):
        port = harness.free_port()
        cls.server = f"{harness.HOST}:{port}"
        zone = cls.folder / "zone.conf"
        zone.write_text(ZONE + many("many.test", 80) + many("toomany.test", 300), encoding="utf-8")
        dnsmasq = harness.Program(
            [harness.tool("dnsmasq"), "--keep-in-foreground", f"--conf-file={zone}", f"--port={port}",
             f"--listen-address={harness.HOST}", "--bind-interfaces", "--pid-file=", "--log-facility=-"], cls.folder)
        cls.addClassCleanup(dnsmasq.stop)

        def answers():
            try:
                socket.create_connection((harness.HOST, port), 1).close()
                return True
            except OSError:
                return False

        dnsmasq.wait_until_ready(answers)

    def find(self, setting, transport="UDP"):
        program = os.environ.get("FIND_SERVER") or str(harness.TREE / "build/release/tests/interop/find_server")
        status, output = harness.run([program, self.server, transport, setting], self.folder)
        self.assertEqual(status, 0, output)
        return output.splitlines()

    def test_servers_come_by_priority(self):
        self.assertEqual(self.find("example.test"),
                         ["10 a.test (127.0.0.11:5060, UDP)", "20 b.test (127.0.0.12:5070, UDP)", "45"])

    def test_naptr_chooses_the_transport(self):
        self.assertEqual(self.find("example.test", "AUTO"), ["0 b.test (127.0.0.12:5061, TLS)", "45"])

    def test_a_host_without_records_is_its_own_server(self):
        for transport, said in (("TCP", "TCP"), ("AUTO", "UDP")):
            self.assertEqual(self.find("plain.test", transport), [f"0 plain.test (127.0.0.13:5060, {said})", "45"])
        self.assertEqual(self.find("alias.test"), ["0 alias.test (127.0.0.13:5060, UDP)", "45"])

    def test_a_port_says_it_all(self):
        self.assertEqual(self.find("example.test:5099"), ["error this host name has no address"])
        self.assertEqual(self.find("plain.test:5099")[0], "0 plain.test (127.0.0.13:5099, UDP)")

    def test_a_dot_says_that_there_is_none(self):
        self.assertEqual(self.find("none.test"), ["error the DNS says that this service is not there"])

    def test_a_long_answer_comes_by_tcp(self):
        lines = self.find("many.test")
        self.assertEqual(lines[0], "0 a.test (127.0.0.11:6000, UDP)")
        self.assertEqual(len(lines), 16 + 1)

    def test_too_many_records_are_refused(self):
        self.assertEqual(self.find("toomany.test"), ["error the name server has more records than can be used"])

    def test_a_name_that_nobody_knows_is_said_so(self):
        self.assertEqual(self.find("nobody.test", "AUTO"), ["error this host name is not known"])


if __name__ == "__main__":
    unittest.main()
