"""Kamailio as the notifier of lamps and mailboxes: what is published there is what the phone shows (RFC 6665, 4235,
3842, 3903)."""
import pathlib
import shutil
import tempfile
import unittest

import harness
import kamailio
import sip_client

CONFIG = kamailio.BEGINNING + r"""
loadmodule "db_text.so"
loadmodule "presence.so"
loadmodule "presence_xml.so"
loadmodule "presence_dialoginfo.so"
loadmodule "presence_mwi.so"
modparam("presence", "db_url", "text://{tables}")
modparam("presence_xml", "db_url", "text://{tables}")
modparam("presence_xml", "force_active", 1)
modparam("presence", "server_address", "sip:127.0.0.1:{port}")
modparam("presence", "min_expires", 1)
modparam("presence", "subs_db_mode", 0)
modparam("presence", "send_fast_notify", 1)
modparam("presence_dialoginfo", "force_single_dialog", 0)

request_route {{
  if (is_method("OPTIONS")) {{ sl_send_reply("200", "OK"); exit; }}
  if (is_method("REGISTER|SUBSCRIBE")) {{
    if (!pv_www_authenticate("pbx.local", "{password}", "0")) {{
      www_challenge("pbx.local", "1");
      exit;
    }}
  }}
  if (is_method("REGISTER")) {{ save("location"); exit; }}
  if (is_method("SUBSCRIBE")) {{ handle_subscribe(); exit; }}
  if (is_method("PUBLISH")) {{ handle_publish(); exit; }}
}}
"""

TABLES = ("version", "presentity", "active_watchers", "watchers", "xcap")

DIALOG = """<?xml version="1.0"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="{uri}">
<dialog id="one" direction="recipient"><state>{state}</state>
<remote><identity>sip:103@127.0.0.1</identity></remote></dialog>
</dialog-info>"""


class Presence(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.port = harness.free_port()
        self.address = (harness.HOST, self.port)
        self.etags = {}
        self.notifier = self.start_notifier()

    def start_notifier(self):
        tables = self.folder / "tables"
        shutil.rmtree(tables, ignore_errors=True)
        tables.mkdir()
        for table in TABLES:
            shutil.copy(f"/usr/share/kamailio/dbtext/kamailio/{table}", tables)
        notifier = kamailio.start(
            self.folder, self.port, CONFIG.format(port=self.port, tables=tables, password=harness.PASSWORD))
        self.addCleanup(notifier.stop)
        return notifier

    def uri(self, user):
        return f"sip:{user}@{harness.HOST}:{self.port}"

    def publish(self, user, event, content_type, body):
        fields = [f"Event: {event}", "Expires: 3600", f"Content-Type: {content_type}"]
        if (user, event) in self.etags:
            fields.append("SIP-If-Match: " + self.etags[user, event])
        layout = sip_client.Layout(
            [field.replace("<sip:sender@{host}>", "<{uri}>") for field in sip_client.OUR_LAYOUT.fields] + fields)
        with sip_client.Client(self.address) as client:
            response = client.request("PUBLISH", self.uri(user), body, layout)
        self.assertEqual(response.status, 200)
        self.etags[user, event] = response.first("SIP-ETag")

    def publish_call(self, user, state):
        self.publish(user, "dialog", "application/dialog-info+xml", DIALOG.format(uri=self.uri(user), state=state))
        if state == "terminated":  # Kamailio takes no more news of a call that is over
            del self.etags[user, "dialog"]

    def start_phone(self, **settings):
        proxy = f"{harness.HOST}:{self.port}"
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        phone = harness.Phone(folder, {
            "Proxy_1_": proxy, "Extended_Function_2_": "fnc=blf;sub=102@$PROXY;nme=Bob", **settings})
        self.addCleanup(phone.stop)
        return phone

    def assert_lamp(self, phone, state, deadline=harness.DEADLINE):
        def watch():
            return next(iter(phone.facts()["watches"]), {"state": "none"})

        harness.wait_until(lambda: f"{state}: {watch()}\n{phone.program.log()}\n{self.notifier.log()[-2000:]}",
                           lambda: watch()["state"] == state, deadline)

    def test_a_lamp_follows_what_is_published(self):
        for transport in ("UDP", "TCP"):
            with self.subTest(transport):
                self.publish_call("102", "early")
                phone = self.start_phone(SIP_Transport_1_=transport)
                self.assert_lamp(phone, "ringing")
                self.publish_call("102", "confirmed")
                self.assert_lamp(phone, "busy")
                self.publish_call("102", "terminated")
                self.assert_lamp(phone, "idle")
                self.publish_call("102", "early")
                self.assert_lamp(phone, "ringing")
                self.publish_call("102", "terminated")
                self.assert_lamp(phone, "idle")
                phone.stop()

    def test_a_mailbox_is_told_of(self):
        phone = self.start_phone(Voice_Mail_Server_1_=f"{harness.HOST}:{self.port}")
        harness.wait_until("the registration", lambda: phone.facts()["lines"][0]["state"] == "registered")
        self.publish(harness.USER, "message-summary", "application/simple-message-summary",
                     "Messages-Waiting: yes\r\nVoice-Message: 2/1 (0/0)\r\n")
        harness.wait_until(lambda: f"the message lamp: {phone.facts()}\n{phone.program.log()}",
                           lambda: phone.facts()["message_waiting"])
        self.assertEqual(phone.facts()["voice_messages"], 2)

    def test_a_notifier_without_a_memory_is_asked_anew(self):
        self.publish_call("102", "confirmed")
        phone = self.start_phone(Subscribe_Expires="3", Sub_Min_Expires="1", Sub_Retry_Intvl="1",
                                 Subscribe_Retry_Interval="1", SIP_Timer_F="1", Reg_Retry_Intvl="1",
                                 Register_Expires_1_="3")
        self.assert_lamp(phone, "busy")
        self.notifier.stop()
        self.etags.clear()
        self.notifier = self.start_notifier()
        self.publish_call("102", "early")
        self.assert_lamp(phone, "ringing", 2 * harness.DEADLINE)


if __name__ == "__main__":
    unittest.main()
