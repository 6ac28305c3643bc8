"""SIP over TLS (--sips), over IPv4 and IPv6, with Python's TLS as the peer."""
import ssl
import unittest

import harness
import sip_client


class Tls(harness.PushTest):
    port = harness.free_port()
    more = ("--sips", f"{harness.HOST}:{port}")

    @property
    def certificate(self):
        """The phone's own; the folder keeps it with its key."""
        return self.folder / "data" / "tls-identity"

    def client(self):
        return sip_client.Client((harness.HOST, self.port), "TLS", self.certificate)

    def test_a_push_with_the_right_password_shows_the_page(self):
        title = self.new_page()
        with self.client() as client:
            response = client.push(self.phone.uri, self.pages.url(title), harness.USER, harness.PASSWORD)
        self.assertEqual(response.status, 200)
        self.assertIn("SIP/2.0/TLS", response.first("Via"))
        self.assert_shown(title)

    def test_a_push_without_the_password_shows_nothing(self):
        title = self.new_page()
        with self.client() as client:
            self.assertEqual(client.push(self.phone.uri, self.pages.url(title)).status, 401)
        self.assert_not_shown(title)

    def test_who_does_not_trust_the_certificate_sees_that(self):
        with self.assertRaises(ssl.SSLCertVerificationError):
            sip_client.Client((harness.HOST, self.port), "TLS")


class Tls6(harness.PushTest):
    port = harness.free_port()
    more = ("--sips", f"[::1]:{port}")

    def test_a_push_over_ipv6_shows_the_page(self):
        title = self.new_page()
        with sip_client.Client(("::1", self.port), "TLS", self.folder / "data" / "tls-identity") as client:
            response = client.push(self.phone.uri, self.pages.url(title), harness.USER, harness.PASSWORD)
        self.assertEqual(response.status, 200)
        self.assert_shown(title)


if __name__ == "__main__":
    unittest.main()
