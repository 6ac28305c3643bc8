"""Pushes laid out as Asterisk and FreeSWITCH send them, which Debian 12 does not have; and our own over TCP."""
import unittest

import harness
import sip_client

# Asterisk's chan_pjsip: `pjsip send notify`. Several Content lines, the last one empty, end the body in CR LF.
ASTERISK_PJSIP = sip_client.Layout([
    "Via: SIP/2.0/{transport} {local};rport;branch={branch}",
    "From: <sip:pbx@{host}>;tag={tag}",
    "To: <{uri}>",
    "Contact: <sip:pbx@{local}>",
    "Call-ID: {call_id}",
    "CSeq: {cseq} {method}",
    "Event: XML-Service",
    "Max-Forwards: 70",
    "User-Agent: Asterisk PBX",
    "Content-Type: text/html",
], digest='username="{username}", realm="{realm}", nonce="{nonce}", uri="{uri}", response="{response}", '
          'algorithm=MD5, cnonce="{cnonce}", qop=auth, nc={nc}',
    branch="z9hG4bKPj{token}", body_end="\r\n")

# Asterisk's chan_sip: `sip notify`.
ASTERISK_SIP = sip_client.Layout([
    "Via: SIP/2.0/{transport} {local};branch={branch};rport",
    "Max-Forwards: 70",
    'From: "asterisk" <sip:asterisk@{local}>;tag={tag}',
    "To: <{uri}>",
    "Contact: <sip:asterisk@{local}>",
    "Call-ID: {call_id}@{local}",
    "CSeq: {cseq} {method}",
    "User-Agent: Asterisk PBX",
    "Subscription-State: terminated",
    "Event: XML-Service",
    "Content-type: text/html",
], digest='username="{username}", realm="{realm}", algorithm=MD5, uri="{uri}", nonce="{nonce}", '
          'response="{response}", qop=auth, cnonce="{cnonce}", nc={nc}', body_end="\r\n")

# FreeSWITCH's mod_sofia: an event NOTIFY without `no-sub-state`.
FREESWITCH = sip_client.Layout([
    "Via: SIP/2.0/{transport} {local};rport;branch={branch}",
    "Max-Forwards: 70",
    "From: <sip:{user}@{host}>;tag={tag}",
    "To: <sip:{user}@{host}>",
    "Call-ID: {call_id}",
    "CSeq: {cseq} {method}",
    "Contact: <sip:mod_sofia@{local}>",
    "User-Agent: FreeSWITCH",
    "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, MESSAGE, INFO, UPDATE, REGISTER, REFER, NOTIFY, PUBLISH, SUBSCRIBE",
    "Supported: timer, path, replaces",
    "Event: XML-Service",
    "Allow-Events: talk, hold, conference, presence, as-feature-event, dialog, line-seize, call-info, sla, "
    "include-session-description, presence.winfo, message-summary, refer",
    "Subscription-State: terminated;reason=noresource",
    "Content-Type: text/html",
], digest='username="{username}", realm="{realm}", nonce="{nonce}", algorithm=MD5, uri="{uri}", '
          'response="{response}", cnonce="{cnonce}", qop=auth, nc={nc}')


class Shapes(harness.PushTest):
    def push(self, title, layout, password, transport="UDP"):
        user = None if password is None else harness.USER
        with sip_client.Client(self.phone.address, transport) as client:
            return client.push(self.phone.uri, self.pages.url(title), user, password, layout).status

    def check_right(self, layout, transport="UDP"):
        title = self.new_page()
        self.assertEqual(self.push(title, layout, harness.PASSWORD, transport), 200)
        self.assert_shown(title)

    def check_refused(self, layout, transport="UDP"):
        for password in (harness.WRONG_PASSWORD, None):
            with self.subTest(password=password):
                title = self.new_page()
                self.assertEqual(self.push(title, layout, password, transport), 401)
                self.assert_not_shown(title)

    def test_asterisk_pjsip_with_a_line_end_behind_the_url_shows_the_page(self):
        self.check_right(ASTERISK_PJSIP)

    def test_asterisk_pjsip_without_the_password_shows_nothing(self):
        self.check_refused(ASTERISK_PJSIP)

    def test_asterisk_chan_sip_with_a_line_end_behind_the_url_shows_the_page(self):
        self.check_right(ASTERISK_SIP)

    def test_asterisk_chan_sip_without_the_password_shows_nothing(self):
        self.check_refused(ASTERISK_SIP)

    def test_freeswitch_with_a_terminated_subscription_shows_the_page(self):
        self.check_right(FREESWITCH)

    def test_freeswitch_without_the_password_shows_nothing(self):
        self.check_refused(FREESWITCH)

    def test_each_shape_over_tcp_shows_the_page(self):
        for layout in (ASTERISK_PJSIP, ASTERISK_SIP, FREESWITCH, sip_client.PUSH_LAYOUT):
            with self.subTest(layout=layout.fields):
                self.check_right(layout, "TCP")

    def test_tcp_without_the_password_shows_nothing(self):
        self.check_refused(sip_client.PUSH_LAYOUT, "TCP")


if __name__ == "__main__":
    unittest.main()
