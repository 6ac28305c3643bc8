"""sipsak as the sender of a push, from a file."""
import secrets
import unittest

import harness

NOTIFY = """NOTIFY {uri} SIP/2.0
Max-Forwards: 70
From: <sip:sipsak@{host}>;tag={tag}
To: <{uri}>
Call-ID: {call_id}
CSeq: 1 NOTIFY
Event: XML-Service
Content-Type: text/html
Content-Length: {length}

{url}"""


class SipsakPushes(harness.PushTest):
    def sipsak(self, title, *options):
        """Its exit status and output. -L keeps the line ends of the file as they are."""
        url = self.pages.url(title)
        path = self.folder / f"{title}.sip"
        text = NOTIFY.format(uri=self.phone.uri, host=harness.HOST, tag=secrets.token_hex(4),
                             call_id=secrets.token_hex(12), length=len(url), url=url)
        path.write_bytes(text.replace("\n", "\r\n").encode())
        return harness.run([harness.tool("sipsak"), "-vv", "-L", "-f", str(path), *options,
                            "-s", self.phone.uri], self.folder)

    def test_the_right_password_shows_the_page(self):
        title = self.new_page()
        status, output = self.sipsak(title, "-u", harness.USER, "-a", harness.PASSWORD)
        self.assertEqual(status, 0, output)
        self.assert_shown(title)

    def test_a_wrong_password_fails_and_shows_nothing(self):
        title = self.new_page()
        status, output = self.sipsak(title, "-u", harness.USER, "-a", harness.WRONG_PASSWORD)
        self.assertNotEqual(status, 0, output)
        self.assertIn("SIP/2.0 401", output)
        self.assert_not_shown(title)

    def test_no_password_fails_and_shows_nothing(self):
        title = self.new_page()
        status, output = self.sipsak(title)
        self.assertNotEqual(status, 0, output)
        self.assertIn("SIP/2.0 401", output)
        self.assert_not_shown(title)


if __name__ == "__main__":
    unittest.main()
