"""`handset push`, as a script calls it: exit status 0 when the phone took it, else 1 with the reason."""
import unittest

import harness


class PushCommand(harness.PushTest):
    settings = {"XML_NOTIFY_Body": "url+xml"}

    def push(self, what, password=harness.PASSWORD, uri=None):
        return harness.run([harness.handset_program(), "push", uri or self.phone.uri, "--user", harness.USER,
                            "--password", password, what], self.folder)

    def test_the_right_password_leaves_with_0_and_shows_the_page(self):
        title = self.new_page()
        status, output = self.push(self.pages.url(title))
        self.assertEqual(status, 0, output)
        self.assert_shown(title)

    def test_a_document_from_a_file_is_sent_inline(self):
        title = self.new_page()
        document = self.folder / "execute.xml"
        document.write_text(f'<CiscoIPPhoneExecute><ExecuteItem Priority="0" URL="{self.pages.url(title)}"/>'
                            "</CiscoIPPhoneExecute>", encoding="utf-8")
        status, output = self.push(str(document))
        self.assertEqual(status, 0, output)
        self.assert_shown(title)

    def test_tcp_by_the_uri_shows_the_page(self):
        title = self.new_page()
        status, output = self.push(self.pages.url(title), uri=self.phone.uri + ";transport=tcp")
        self.assertEqual(status, 0, output)
        self.assert_shown(title)

    def test_a_wrong_password_leaves_with_1_and_shows_nothing(self):
        title = self.new_page()
        status, output = self.push(self.pages.url(title), harness.WRONG_PASSWORD)
        self.assertEqual(status, 1, output)
        self.assertIn("401", output)
        self.assertNotIn(harness.WRONG_PASSWORD, output)
        self.assert_not_shown(title)

    def test_an_unknown_user_leaves_with_1(self):
        uri = f"sip:999@{harness.HOST}:{self.phone.sip_port}"
        status, output = self.push(self.pages.url(self.new_page()), uri=uri)
        self.assertEqual(status, 1, output)
        self.assertIn("404", output)
        self.assert_alive()

    def test_missing_arguments_leave_with_2(self):
        status, output = harness.run([harness.handset_program(), "push"], self.folder)
        self.assertEqual(status, 2, output)


if __name__ == "__main__":
    unittest.main()
