"""Two Kamailios behind one proxy setting: when one dies the line moves, and when the other one dies it comes back."""
import pathlib
import tempfile
import unittest

import harness
import registrar


class TwoRegistrars(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.certificate = registrar.Certificate(self.folder)
        self.ports = {name: (harness.free_port(), harness.free_port()) for name in "ab"}

    def start(self, name):
        port, tls_port = self.ports[name]
        pbx = registrar.Registrar(self.folder / name, port, self.certificate, tls_port)
        self.addCleanup(pbx.stop)
        return pbx

    def assert_bound(self, pbx, phone):
        def bound():
            return f"the line to be bound there: {self.line(phone)}\n{phone.program.log()}"

        harness.wait_until(bound, lambda: pbx.contact() != "", 2 * harness.DEADLINE)

    def line(self, phone):
        return phone.facts()["lines"][0]

    def server(self, name, transport):
        return f"{harness.HOST}:{self.ports[name][transport == 'TLS']}"

    def move_and_come_back(self, transport):
        a, b = self.start("a"), self.start("b")
        proxy = f"pbx:SRV={self.server('a', transport)}:p=0|{self.server('b', transport)}:p=1"
        phone = harness.Phone(self.folder, {
            "Proxy_1_": proxy, "SIP_Transport_1_": transport, "Register_Expires_1_": "2", "Reg_Min_Expires": "1",
            "SIP_Timer_F": "1", "Reg_Retry_Intvl": "1"}, ("--tls-ca", str(self.certificate.certificate)))
        self.addCleanup(phone.stop)
        self.assert_bound(a, phone)
        self.assertTrue(self.line(phone)["server"].startswith(self.server("a", transport)))
        a.stop()
        self.assert_bound(b, phone)
        harness.wait_until(lambda: f"the reason in words: {self.line(phone)}",
                           lambda: self.server("a", transport) in self.line(phone)["why_server"])
        self.assertTrue(self.line(phone)["server"].startswith(self.server("b", transport)))
        a = self.start("a")
        b.stop()
        self.assert_bound(a, phone)
        self.assertEqual(self.line(phone)["state"], "registered")

    def test_over_udp(self):
        self.move_and_come_back("UDP")

    def test_over_tcp(self):
        self.move_and_come_back("TCP")

    def test_over_tls(self):
        self.move_and_come_back("TLS")


if __name__ == "__main__":
    unittest.main()
