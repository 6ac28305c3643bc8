"""What a PBX sees of the phone besides the page: the answers to OPTIONS and to pushes that cannot be run."""
import unittest

import harness
import sip_client


class Answers(harness.PushTest):
    def ask(self, method, uri, body="", fields=(), **options):
        layout = sip_client.Layout(sip_client.OUR_LAYOUT.fields + list(fields))
        with sip_client.Client(self.phone.address) as client:
            return client.request(method, uri, body, layout, **options)

    def push(self, body, uri=None, event="XML-Service"):
        """With the right password."""
        fields = ["Event: " + event, "Content-Type: text/html"]
        response = self.ask("NOTIFY", uri or self.phone.uri, body, fields, user=harness.USER,
                            password=harness.PASSWORD)
        self.assert_alive()
        return response

    def test_options_names_the_methods(self):
        response = self.ask("OPTIONS", self.phone.uri)
        self.assertEqual(response.status, 480)  # as an INVITE: RFC 3261 11.2
        methods = {name.strip() for value in response.all("Allow") for name in value.split(",")}
        self.assertLessEqual({"INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "NOTIFY"}, methods)

    def test_options_names_the_event(self):
        events = self.ask("OPTIONS", self.phone.uri).first("Allow-Events")
        self.assertIn("XML-Service", [name.strip() for name in events.split(",")])

    def test_the_challenge_carries_the_realm_of_the_line(self):
        challenge = self.ask("NOTIFY", self.phone.uri, fields=["Event: XML-Service"])
        self.assertEqual(challenge.status, 401)
        fields = challenge.all("WWW-Authenticate")
        self.assertEqual(len(fields), 1)
        self.assertIn(f'realm="{harness.REALM}"', fields[0])
        self.assertIn('qop="auth"', fields[0])

    def test_a_user_that_the_phone_does_not_have_is_not_found(self):
        uri = f"sip:999@{harness.HOST}:{self.phone.sip_port}"
        self.assertEqual(self.push(self.pages.url(self.new_page()), uri).status, 404)

    def test_a_body_that_is_no_url_is_a_bad_request(self):
        self.assertEqual(self.push("not a URL").status, 400)

    def test_a_url_that_is_too_long_is_too_large(self):
        self.assertEqual(self.push(self.pages.url("x" * 3000)).status, 413)

    def test_an_inline_document_is_forbidden_by_a_parameter_that_the_warning_names(self):
        url = self.pages.url(self.new_page())
        response = self.push(f'<CiscoIPPhoneExecute><ExecuteItem Priority="0" URL="{url}"/></CiscoIPPhoneExecute>')
        self.assertEqual(response.status, 403)
        self.assertIn("XML_NOTIFY_Body", response.first("Warning"))

    def test_an_unknown_event_is_refused_with_the_known_ones(self):
        response = self.push(self.pages.url(self.new_page()), event="something-else")
        self.assertEqual(response.status, 489)
        self.assertIn("XML-Service", response.first("Allow-Events"))


class InlineExecute(harness.PushTest):
    settings = {"XML_NOTIFY_Body": "url+xml"}

    def test_an_inline_execute_shows_its_page(self):
        title = self.new_page()
        document = (f'<CiscoIPPhoneExecute><ExecuteItem Priority="0" URL="{self.pages.url(title)}"/>'
                    "</CiscoIPPhoneExecute>")
        with sip_client.Client(self.phone.address) as client:
            response = client.push(self.phone.uri, document, harness.USER, harness.PASSWORD)
        self.assertEqual(response.status, 200)
        self.assert_shown(title)


if __name__ == "__main__":
    unittest.main()
