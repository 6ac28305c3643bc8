"""Kamailio as the registrar of a line: over UDP and TCP, with a right and a wrong password, gone and come back."""
import pathlib
import tempfile
import unittest

import harness
import sip_client

CONFIG = r"""
debug=1
listen=udp:127.0.0.1:{port}
listen=tcp:127.0.0.1:{port}
dns=no
auto_aliases=no
children=1
tcp_children=1
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "textops.so"
loadmodule "usrloc.so"
loadmodule "registrar.so"
loadmodule "auth.so"
modparam("usrloc", "db_mode", 0)
modparam("registrar", "min_expires", 1)

request_route {{
  if (is_method("REGISTER")) {{
    if (!pv_www_authenticate("{realm}", "{password}", "0")) {{
      www_challenge("{realm}", "1");
      exit;
    }}
    save("location");
    exit;
  }}
  if (is_method("OPTIONS")) {{
    if (is_present_hf("X-Where")) {{
      if (!lookup("location")) {{ sl_send_reply("404", "Not Here"); exit; }}
      append_to_reply("X-Contact: $ru\r\n");
    }}
    sl_send_reply("200", "OK");
  }}
}}
"""


class Registrar:
    """Kamailio with an empty location table."""

    def __init__(self, folder, port):
        self.address = (harness.HOST, port)
        config = folder / "registrar.cfg"
        config.write_text(CONFIG.format(port=port, realm="pbx.local", password=harness.PASSWORD), encoding="utf-8")
        self.program = harness.Program(
            [harness.tool("kamailio"), "-f", str(config), "-DD", "-E", "-Y", str(folder), "-m", "32", "-M", "8"], folder)
        try:
            self.program.wait_until_ready(self.answers)
        except BaseException:
            self.program.stop()
            raise

    def stop(self):
        self.program.stop()

    def ask(self, *fields):
        with sip_client.Client(self.address) as client:
            layout = sip_client.Layout(sip_client.OUR_LAYOUT.fields + list(fields))
            return client.request("OPTIONS", f"sip:{harness.USER}@{harness.HOST}", layout=layout, deadline=0.5)

    def answers(self):
        try:
            return self.ask().status == 200
        except (OSError, TimeoutError):
            return False

    def contact(self):
        """Where it would send a call; empty: the user is not registered."""
        return self.ask("X-Where: yes").first("X-Contact")


class Registrations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.port = harness.free_port()

    def start_registrar(self):
        registrar = Registrar(self.folder, self.port)
        self.addCleanup(registrar.stop)
        return registrar

    def start_phone(self, **settings):
        phone = harness.Phone(self.folder, {"Proxy_1_": f"{harness.HOST}:{self.port}", **settings})
        self.addCleanup(phone.stop)
        return phone

    def assert_state(self, phone, state):
        return harness.wait_until(lambda: f"{state!r}: {self.line(phone)}\n{phone.program.log()}",
                                  lambda: self.line(phone)["state"] == state)

    def line(self, phone):
        return phone.facts()["lines"][0]

    def test_over_udp_the_line_is_bound_to_where_it_is_reached(self):
        registrar = self.start_registrar()
        phone = self.start_phone()
        self.assert_state(phone, "registered")
        self.assertEqual(registrar.contact(), f"sip:{harness.USER}@{harness.HOST}:{phone.sip_port}")
        self.assertEqual(self.line(phone)["trouble"], "")

    def test_over_tcp_too(self):
        registrar = self.start_registrar()
        phone = self.start_phone(SIP_Transport_1_="TCP")
        self.assert_state(phone, "registered")
        self.assertEqual(registrar.contact(),
                         f"sip:{harness.USER}@{harness.HOST}:{phone.sip_port};transport=tcp")

    def test_a_wrong_password_is_told_in_words(self):
        registrar = self.start_registrar()
        phone = self.start_phone(Password_1_=harness.WRONG_PASSWORD)
        self.assert_state(phone, "not registered")
        self.assertIn("asks for a password and refused ours", self.line(phone)["trouble"])
        self.assertEqual(registrar.contact(), "")

    def test_a_phone_that_ends_takes_its_registration_back(self):
        registrar = self.start_registrar()
        phone = self.start_phone()
        self.assert_state(phone, "registered")
        phone.stop()
        self.assertEqual(registrar.contact(), "")

    def test_a_registrar_that_was_away_is_found_again(self):
        phone = self.start_phone(Reg_Retry_Intvl="1", SIP_Timer_F="1")
        self.assert_state(phone, "not registered")
        self.assertIn("did not answer within 1 s", self.line(phone)["trouble"])
        registrar = self.start_registrar()
        self.assert_state(phone, "registered")
        self.assertNotEqual(registrar.contact(), "")


if __name__ == "__main__":
    unittest.main()
