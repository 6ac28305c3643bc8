"""Kamailio as the registrar of a line: over UDP, TCP and TLS, with a right and a wrong password, gone and come back."""
import pathlib
import tempfile
import unittest

import harness
import registrar
import sip_client

class Registrations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.port = harness.free_port()

    def start_registrar(self, **options):
        pbx = registrar.Registrar(self.folder, self.port, **options)
        self.addCleanup(pbx.stop)
        return pbx

    def start_phone(self, more=(), **settings):
        phone = harness.Phone(self.folder, {"Proxy_1_": f"{harness.HOST}:{self.port}", **settings}, more)
        self.addCleanup(phone.stop)
        return phone

    def assert_state(self, phone, state):
        return harness.wait_until(lambda: f"{state!r}: {self.line(phone)}\n{phone.program.log()}",
                                  lambda: self.line(phone)["state"] == state)

    def line(self, phone):
        return phone.facts()["lines"][0]

    def test_over_udp_the_line_is_bound_to_where_it_is_reached(self):
        pbx = self.start_registrar()
        phone = self.start_phone()
        self.assert_state(phone, "registered")
        self.assertEqual(pbx.contact(), f"sip:{harness.USER}@{harness.HOST}:{phone.sip_port}")
        self.assertEqual(self.line(phone)["trouble"], "")

    def test_over_tcp_too(self):
        pbx = self.start_registrar()
        phone = self.start_phone(SIP_Transport_1_="TCP")
        self.assert_state(phone, "registered")
        self.assertEqual(pbx.contact(),
                         f"sip:{harness.USER}@{harness.HOST}:{phone.sip_port};transport=tcp")

    def test_over_tls_requests_come_by_the_lines_own_connection(self):
        tls_port = harness.free_port()
        certificate = registrar.Certificate(self.folder)
        pbx = self.start_registrar(certificate=certificate, tls_port=tls_port)
        phone = self.start_phone(more=("--tls-ca", str(certificate.certificate)), SIP_Transport_1_="TLS",
                                 Proxy_1_=f"{harness.HOST}:{tls_port}")
        self.assert_state(phone, "registered")
        self.assertEqual(pbx.contact(), f"sip:{harness.USER}@{harness.HOST}:{phone.sip_port};transport=tls")
        pages = harness.PageServer()
        self.addCleanup(pages.stop)
        # The phone listens for no TLS: there is no other way to it.
        with sip_client.Client(pbx.address) as client:
            response = client.push(f"sip:{harness.USER}@{harness.HOST}:{self.port}", pages.url("by-tls"), harness.USER,
                                   harness.PASSWORD)
        self.assertEqual(response.status, 200)
        harness.wait_until("the page", lambda: phone.title() == "by-tls")

    def test_over_tls_nobody_else_is_believed(self):
        tls_port = harness.free_port()
        self.start_registrar(certificate=registrar.Certificate(self.folder), tls_port=tls_port)
        phone = self.start_phone(SIP_Transport_1_="TLS", Proxy_1_=f"{harness.HOST}:{tls_port}")
        self.assert_state(phone, "not registered")
        self.assertIn("the peer's certificate is signed by nobody who is trusted", self.line(phone)["trouble"])

    def test_a_connection_that_breaks_is_made_anew(self):
        pbx = self.start_registrar()
        phone = self.start_phone(SIP_Transport_1_="TCP", Register_Expires_1_="3600", Reg_Retry_Intvl="1")
        self.assert_state(phone, "registered")
        pbx.stop()
        pbx = self.start_registrar()
        harness.wait_until("the line to be bound at the new registrar", lambda: pbx.contact() != "")

    def test_a_wrong_password_is_told_in_words(self):
        pbx = self.start_registrar()
        phone = self.start_phone(Password_1_=harness.WRONG_PASSWORD)
        self.assert_state(phone, "not registered")
        self.assertIn("asks for a password and refused ours", self.line(phone)["trouble"])
        self.assertEqual(pbx.contact(), "")

    def test_a_phone_that_ends_takes_its_registration_back(self):
        pbx = self.start_registrar()
        phone = self.start_phone()
        self.assert_state(phone, "registered")
        phone.stop()
        self.assertEqual(pbx.contact(), "")

    def test_a_registrar_that_was_away_is_found_again(self):
        phone = self.start_phone(Reg_Retry_Intvl="1", SIP_Timer_F="1")
        self.assert_state(phone, "not registered")
        self.assertIn("did not answer within 1 s", self.line(phone)["trouble"])
        pbx = self.start_registrar()
        self.assert_state(phone, "registered")
        self.assertNotEqual(pbx.contact(), "")


if __name__ == "__main__":
    unittest.main()
