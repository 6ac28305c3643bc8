"""Message waiting (RFC 3842) as the voice mail of PBXs tells it, seen over the phone's API."""
import unittest

import harness
import sip_client

# The bodies as these PBXs write them.
SHAPES = {
    "Asterisk": "Messages-Waiting: yes\r\nMessage-Account: sip:asterisk@pbx.example\r\n"
                "Voice-Message: 2/1 (0/0)\r\n",
    "FreeSWITCH": "Messages-Waiting: yes\r\nMessage-Account: sip:101@pbx.example\r\n"
                  "Voice-Message: 2/1 (1/0)\r\n\r\n",
    "without counts": "Messages-Waiting: yes\n",
}
NONE = "Messages-Waiting: no\r\nVoice-Message: 0/1 (0/0)\r\n"


class Messages(harness.PushTest):
    settings = {"Voice_Mail_Number": "8500"}

    def tell(self, body, password=harness.PASSWORD):
        layout = sip_client.Layout(sip_client.OUR_LAYOUT.fields + [
            "Event: message-summary", "Subscription-State: active",
            "Content-Type: application/simple-message-summary"])
        with sip_client.Client(self.phone.address) as client:
            status = client.request("NOTIFY", self.phone.uri, body, layout, user=harness.USER,
                                    password=password).status
        self.assert_alive()
        return status

    def setUp(self):
        self.assertEqual(self.tell(NONE), 200)
        self.assertFalse(self.phone.facts()["message_waiting"])

    def test_each_shape_lights_the_lamp(self):
        for name, body in SHAPES.items():
            with self.subTest(name):
                self.assertEqual(self.tell(body), 200)
                facts = self.phone.facts()
                self.assertTrue(facts["message_waiting"])
                self.assertEqual(facts["lamps"]["message"]["colour"], "red")
                self.assertEqual(facts["voice_messages"], None if "Voice" not in body else 2)
                self.assertIn("essage", self.phone.screen()["prompt"])
                self.assertEqual(self.tell(NONE), 200)
                self.assertEqual(self.phone.facts()["lamps"]["message"]["colour"], "off")

    def test_the_messages_key_tells_how_many_and_the_number(self):
        self.tell(SHAPES["Asterisk"])
        screen = self.phone.press("Messages")
        self.assertEqual(screen["ignored"], [])
        self.assertIn("2 new, 1 old", screen["text"])
        self.assertIn("8500", screen["text"])
        self.phone.press("Exit")

    def test_a_wrong_password_changes_nothing(self):
        self.assertEqual(self.tell(SHAPES["Asterisk"], harness.WRONG_PASSWORD), 401)
        self.assertFalse(self.phone.facts()["message_waiting"])

    def test_a_broken_body_changes_nothing(self):
        self.assertEqual(self.tell("Messages-Waiting: perhaps\r\n"), 400)
        self.assertFalse(self.phone.facts()["message_waiting"])


if __name__ == "__main__":
    unittest.main()
