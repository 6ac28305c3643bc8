"""Kamailio as the sender of a push: uac_req_send(), which an OPTIONS from the test starts."""
import re
import unittest

import harness
import sip_client

CONFIG = r"""
debug=1
listen=udp:127.0.0.1:{port}
disable_tcp=yes
dns=no
auto_aliases=no
children=1
loadmodule "tm.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "siputils.so"
loadmodule "textops.so"
loadmodule "auth.so"
loadmodule "uac.so"
loadmodule "xlog.so"
modparam("uac", "restore_mode", "none")

request_route {{
  if (!is_method("OPTIONS")) {{ exit; }}
  if (is_present_hf("X-Push-URL")) {{ route(PUSH); }}
  sl_send_reply("200", "OK");
}}

route[PUSH] {{
  # What an earlier request of this process has set would stay.
  $uac_req(auser) = $null;
  $uac_req(apasswd) = $null;
  $uac_req(method) = "NOTIFY";
  $uac_req(ruri) = "sip:" + $rU + "@127.0.0.1:{phone}";
  $uac_req(turi) = $uac_req(ruri);
  $uac_req(furi) = "sip:pbx@127.0.0.1";
  $uac_req(hdrs) = "Event: XML-Service\r\nContent-Type: text/html\r\n";
  $uac_req(body) = $hdr(X-Push-URL);
  if (is_present_hf("X-Push-Password")) {{
    $uac_req(auser) = $rU;
    $uac_req(apasswd) = $hdr(X-Push-Password);
  }}
  $uac_req(evroute) = 1;
  uac_req_send();
}}

event_route[uac:reply] {{ xlog("L_ERR", "push: $uac_req(evcode)\n"); }}
"""


class KamailioPushes(harness.PushTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        port = harness.free_port()
        cls.address = (harness.HOST, port)
        config = cls.folder / "pbx.cfg"
        config.write_text(CONFIG.format(port=port, phone=cls.phone.sip_port), encoding="utf-8")
        cls.kamailio = harness.Program(
            [harness.tool("kamailio"), "-f", str(config), "-DD", "-E", "-Y", str(cls.folder),
             "-m", "32", "-M", "8"], cls.folder)
        cls.addClassCleanup(cls.kamailio.stop)
        cls.kamailio.wait_until_ready(cls.kamailio_answers)

    @classmethod
    def kamailio_answers(cls):
        try:
            with sip_client.Client(cls.address) as client:
                return client.request("OPTIONS", f"sip:{harness.USER}@{harness.HOST}", deadline=0.5).status == 200
        except (OSError, TimeoutError):
            return False

    def codes(self):
        """What Kamailio's pushes were answered so far."""
        return [int(code) for code in re.findall(r"push: (\d+)", self.kamailio.log())]

    def push(self, title, password, answers):
        """Fails unless these are the answers that Kamailio reports."""
        before = len(self.codes())
        fields = sip_client.OUR_LAYOUT.fields + ["X-Push-URL: " + self.pages.url(title)]
        if password is not None:
            fields.append("X-Push-Password: " + password)
        with sip_client.Client(self.address) as client:
            asked = client.request("OPTIONS", f"sip:{harness.USER}@{harness.HOST}",
                                   layout=sip_client.Layout(fields))
        self.assertEqual(asked.status, 200)
        harness.wait_until(lambda: f"the answers {answers}:\n{self.kamailio.log()}",
                           lambda: len(self.codes()) - before >= len(answers))
        self.assertEqual(self.codes()[before:], answers)

    def test_the_right_password_shows_the_page(self):
        title = self.new_page()
        self.push(title, harness.PASSWORD, [401, 200])
        self.assert_shown(title)

    def test_a_wrong_password_is_challenged_again_and_shows_nothing(self):
        title = self.new_page()
        self.push(title, harness.WRONG_PASSWORD, [401, 401])
        self.assert_not_shown(title)

    def test_no_password_is_challenged_and_shows_nothing(self):
        title = self.new_page()
        self.push(title, None, [401])
        self.assert_not_shown(title)


if __name__ == "__main__":
    unittest.main()
