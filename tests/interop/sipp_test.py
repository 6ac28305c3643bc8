"""SIPp as the sender of a push, with a scenario of our own."""
import unittest

import harness

SCENARIO = """<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="push">
{steps}
</scenario>
"""

# The CDATA ends right behind the URL: what follows it would be part of the body.
NOTIFY = """<send retrans="500"><![CDATA[
NOTIFY sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
Max-Forwards: 70
From: <sip:sipp@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: {cseq} NOTIFY
{authorization}Event: XML-Service
Content-Type: text/html
Content-Length: [len]

{url}]]></send>"""


def scenario(url, password, final):
    """Without a password: the challenge is the end. With one: a second NOTIFY, and `final` as its answer."""
    steps = [NOTIFY.format(cseq=1, authorization="", url=url)]
    if password is None:
        steps.append('<recv response="401"></recv>')
    else:
        authorization = f"[authentication username={harness.USER} password={password}]\n"
        steps.append('<recv response="401" auth="true"></recv>')
        steps.append(NOTIFY.format(cseq=2, authorization=authorization, url=url))
        steps.append(f'<recv response="{final}"></recv>')
    return SCENARIO.format(steps="\n".join(steps))


class SippPushes(harness.PushTest):
    def sipp(self, title, password, final=None, transport="u1"):
        """Fails unless SIPp gets exactly the answers of the scenario."""
        path = self.folder / f"{title}.xml"
        path.write_text(scenario(self.pages.url(title), password, final), encoding="utf-8")
        phone = f"{harness.HOST}:{self.phone.sip_port}"
        status, output = harness.run(
            [harness.tool("sipp"), "-sf", str(path), "-s", harness.USER, "-i", harness.HOST, "-bind_local",
             "-mi", harness.HOST, "-ci", harness.HOST, "-p", str(harness.free_port()), "-t", transport,
             "-auth_uri", f"{harness.USER}@{phone}", "-nostdin", "-m", "1", "-timeout", "10s", "-timeout_error",
             phone], self.folder)
        self.assertEqual(status, 0, output)

    def test_the_right_password_shows_the_page(self):
        title = self.new_page()
        self.sipp(title, harness.PASSWORD, 200)
        self.assert_shown(title)

    def test_the_right_password_over_tcp_shows_the_page(self):
        title = self.new_page()
        self.sipp(title, harness.PASSWORD, 200, "t1")
        self.assert_shown(title)

    def test_a_wrong_password_is_challenged_again_and_shows_nothing(self):
        title = self.new_page()
        self.sipp(title, harness.WRONG_PASSWORD, 401)
        self.assert_not_shown(title)

    def test_no_password_is_challenged_and_shows_nothing(self):
        title = self.new_page()
        self.sipp(title, None)
        self.assert_not_shown(title)


if __name__ == "__main__":
    unittest.main()
