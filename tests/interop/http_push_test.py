"""Pushes by HTTP, with curl as the client: every way of writing the body, every way of giving the password."""
import base64
import hashlib
import http.client
import unittest
import urllib.parse
import xml.etree.ElementTree

import harness

USER_PASSWORD = "word of the user"
XML_NAME, XML_PASSWORD = "pusher", "word for XML"
OPEN = {"CISCO_XML_EXE_Enable": "Yes", "User_Password": USER_PASSWORD, "XML_User_Name": XML_NAME,
        "XML_Password": XML_PASSWORD}
FORM = "Content-Type: application/x-www-form-urlencoded"
DIGEST = ("--digest", "--user", f"user:{USER_PASSWORD}")


def text_object(title, words="Words."):
    return f"<CiscoIPPhoneText><Title>{title}</Title><Text>{words}</Text></CiscoIPPhoneText>"


class HttpPush(harness.PushTest):
    def curl(self, *arguments, path="/CGI/Execute", url=None):
        """HTTP status, body, and what curl told of the connection."""
        code, output = harness.run([harness.tool("curl"), "--silent", "--show-error", "--verbose", "--max-time", "10",
                                    "--output", "answer", "--write-out", "\nSTATUS %{http_code}\n", *arguments,
                                    url or self.phone.url(path)], self.folder)
        self.assertEqual(code, 0, output)
        answer = self.folder / "answer"
        body = answer.read_bytes()
        answer.unlink()
        return int(output.rsplit("STATUS ", 1)[1]), body, output

    def assert_taken(self, got):
        status, body, output = got
        self.assertEqual(status, 200, output)
        items = xml.etree.ElementTree.fromstring(body)
        self.assertEqual(items.tag, "CiscoIPPhoneResponse", body)
        self.assertEqual({item.get("Status") for item in items}, {"0"}, body)

    def assert_refused(self, got, status, number="4"):
        self.assertEqual(got[0], status, got[2])
        error = xml.etree.ElementTree.fromstring(got[1])
        self.assertEqual((error.tag, error.get("Number")), ("CiscoIPPhoneError", number))
        self.assertTrue(error.text)
        return error.text

    def assert_on_screen(self, title):
        harness.wait_until(lambda: f"{title} on the screen, which is {self.phone.screen()}",
                           lambda: self.phone.title() == title)
        self.assert_alive()


class Local(HttpPush):
    port = harness.free_port()
    more = ("--https", f"{harness.HOST}:{port}")
    settings = OPEN

    def secured(self, *arguments):
        return self.curl("--cacert", str(self.folder / "data" / "tls-identity"), *arguments,
                         url=f"https://{harness.HOST}:{self.port}/CGI/Execute")

    def test_every_way_of_writing_the_body_shows_the_page(self):
        for name, arguments in {
                "form": lambda document: ("--data-urlencode", f"XML={document}"),
                "form with + for blanks": lambda document: (
                    "--header", FORM, "--data-raw", "XML=" + urllib.parse.quote_plus(document)),
                "raw XML behind the sign": lambda document: ("--data-raw", f"XML={document}"),
                "wrong type over a form": lambda document: (
                    "--header", "Content-Type: text/xml; charset:ISO-8859-1", "--data-urlencode", f"XML={document}"),
                "bare document": lambda document: ("--header", "Content-Type: text/xml", "--data-raw", document),
                "bare document without a type": lambda document: ("--header", "Content-Type:", "--data-raw", document),
                "HTTP/1.0": lambda document: ("--http1.0", "--data-urlencode", f"XML={document}"),
                "Connection: close": lambda document: (
                    "--header", "Connection: close", "--data-urlencode", f"XML={document}"),
                "chunked": lambda document: (
                    "--header", "Transfer-Encoding: chunked", "--data-urlencode", f"XML={document}"),
        }.items():
            with self.subTest(name):
                title = self.new_page()
                document = text_object(title, "a + b &amp; c = 100 %41")
                self.assert_taken(self.curl(*DIGEST, *arguments(document)))
                self.assert_on_screen(title)
                self.assertIn("a + b & c = 100 %41", self.phone.screen()["text"])

    def test_a_body_of_more_than_a_kilobyte_may_wait_for_100_continue(self):
        title = self.new_page()
        got = self.curl(*DIGEST, "--header", "Expect: 100-continue", "--data-urlencode",
                        "XML=" + text_object(title, "word " * 400))
        self.assert_taken(got)
        self.assertIn("HTTP/1.1 100 Continue", got[2])
        self.assert_on_screen(title)

    def test_an_execute_is_answered_item_by_item_and_its_page_is_fetched(self):
        title = self.new_page()
        status, body, output = self.curl(
            *DIGEST, "--data-urlencode",
            f'XML=<CiscoIPPhoneExecute><ExecuteItem Priority="0" URL="{self.pages.url(title)}"/>'
            '<ExecuteItem URL="Init:Services"/><ExecuteItem URL="Key:NoSuchKey"/></CiscoIPPhoneExecute>')
        self.assertEqual(status, 200, output)
        items = [(item.get("Status"), item.get("Data"), item.get("URL"))
                 for item in xml.etree.ElementTree.fromstring(body)]
        self.assertEqual(items, [("0", "Success", self.pages.url(title)), ("0", "Success", "Init:Services"),
                                 ("6", "URI not found", "Key:NoSuchKey")])
        self.assert_shown(title)

    def test_a_broken_document_is_error_1_and_a_long_one_413(self):
        self.assertIn("line 1", self.assert_refused(
            self.curl(*DIGEST, "--data-urlencode", "XML=<CiscoIPPhoneText><Text></CiscoIPPhoneText>"), 200, "1"))
        self.assert_refused(self.curl(*DIGEST, "--data-raw", text_object("long", "x" * 41000)), 413, "1")
        self.assert_alive()

    def test_basic_is_taken_over_https_with_its_scheme_and_without(self):
        plain = base64.b64encode(f"user:{USER_PASSWORD}".encode()).decode()
        for arguments in (("--basic", "--user", f"user:{USER_PASSWORD}"), ("--header", f"Authorization: {plain}"),
                          DIGEST):
            title = self.new_page()
            self.assert_taken(self.secured(*arguments, "--data-urlencode", "XML=" + text_object(title)))
            self.assert_on_screen(title)
        refused = self.curl("--basic", "--user", f"user:{USER_PASSWORD}", "--data-raw", text_object("no"))
        self.assertIn("CISCO_XML_EXE_Allow_Basic", self.assert_refused(refused, 401))

    def test_without_the_password_with_a_wrong_one_and_as_admin_nothing_happens(self):
        before = self.phone.title()
        data = ("--data-raw", text_object("no"))
        self.assert_refused(self.curl(*data), 401)
        self.assert_refused(self.curl("--digest", "--user", "user:wrong", *data), 401)
        self.assert_refused(self.curl("--digest", "--user", f"admin:{harness.ADMIN_PASSWORD}", *data), 401)
        self.assertEqual(self.phone.title(), before)
        self.assert_alive()

    def test_a_page_of_another_site_is_refused_with_the_right_password(self):
        self.assertEqual(self.curl(*DIGEST, "--header", "Origin: http://evil.example", "--data-raw",
                                   text_object("no"))[0], 403)

    def test_a_captured_request_is_worth_nothing(self):
        def post(authorization):
            connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.phone.url("/")).netloc,
                                                    timeout=harness.DEADLINE)
            try:
                connection.request("POST", "/CGI/Execute", text_object("caught"),
                                   {"Authorization": authorization} if authorization else {})
                answer = connection.getresponse()
                answer.read()
                return answer
            finally:
                connection.close()

        def md5(text):
            return hashlib.md5(text.encode()).hexdigest()

        nonce = post("").headers["WWW-Authenticate"].split('nonce="')[1].split('"')[0]
        secret = md5(f"user:Handset:{USER_PASSWORD}")
        response = md5(f"{secret}:{nonce}:00000001:abc:auth:{md5('POST:/CGI/Execute')}")
        authorization = (f'Digest username="user", realm="Handset", nonce="{nonce}", uri="/CGI/Execute", qop=auth, '
                         f'nc=00000001, cnonce="abc", response="{response}"')
        self.assertEqual(post(authorization).status, 200)
        again = post(authorization)
        self.assertEqual(again.status, 401)
        self.assertIn("stale=true", again.headers["WWW-Authenticate"])

    def test_pictures_and_information_are_for_whoever_knows_a_password(self):
        for path, begin in (("/CGI/Screenshot", b"\x89PNG"), ("/CGI/ScreenShot.png", b"\x89PNG"),
                            ("/CGI/Screenshot.bmp", b"BM"), ("/CGI/lcd.bmp", b"BM")):
            self.assertEqual(self.curl(path=path)[0], 401)
            status, body, output = self.curl(*DIGEST, path=path)
            self.assertEqual(status, 200, output)
            self.assertTrue(body.startswith(begin), path)
        self.assertEqual(self.curl(path="/DeviceInformationX")[0], 401)
        device = xml.etree.ElementTree.fromstring(self.curl(*DIGEST, path="/DeviceInformationX")[1])
        self.assertEqual(device.findtext("phoneDN"), harness.USER)
        self.assertEqual(device.findtext("modelNumber"), "SPA525G2")
        streams = 1
        while self.curl(*DIGEST, path=f"/StreamingStatisticsX?{streams}")[0] == 200:
            streams += 1
        self.assertEqual(streams, 6)
        for name in ("CallInfo", "LineInfo", "SettingsInfo", "ModeInfo"):
            xml.etree.ElementTree.fromstring(self.curl(*DIGEST, path="/CGI/" + name)[1])


class Remote(HttpPush):
    settings = {**OPEN, "CISCO_XML_EXE_Auth_Mode": "Remote Credential", "CISCO_XML_EXE_Allow_Basic": "Yes"}

    def test_the_name_and_password_for_xml_push_and_look(self):
        for scheme in ("--digest", "--basic"):
            title = self.new_page()
            login = (scheme, "--user", f"{XML_NAME}:{XML_PASSWORD}")
            self.assert_taken(self.curl(*login, "--data-urlencode", "XML=" + text_object(title)))
            self.assert_on_screen(title)
            self.assertEqual(self.curl(*login, path="/CGI/LineInfo")[0], 200)
        self.assert_refused(self.curl(*DIGEST, "--data-raw", text_object("no")), 401)


class Trusted(HttpPush):
    settings = {**OPEN, "CISCO_XML_EXE_Auth_Mode": "Trusted"}

    def test_everybody_pushes_but_a_page_of_another_site(self):
        title = self.new_page()
        self.assert_taken(self.curl("--data-urlencode", "XML=" + text_object(title)))
        self.assert_on_screen(title)
        for field in ("Origin: http://evil.example", "Sec-Fetch-Site: cross-site"):
            self.assertEqual(self.curl("--header", field, "--data-urlencode", "XML=" + text_object("no"))[0], 403)
        self.assertEqual(self.phone.title(), title)

    def test_an_old_client_without_a_host(self):
        title = self.new_page()
        self.assert_taken(self.curl("--http1.0", "--header", "Host:", "--data-urlencode", "XML=" + text_object(title)))
        self.assert_on_screen(title)


class Shut(HttpPush):
    settings = {"User_Password": USER_PASSWORD}

    def test_nobody_pushes_until_a_setting_opens_it(self):
        self.assertIn("CISCO_XML_EXE_Enable", self.assert_refused(
            self.curl(*DIGEST, "--data-urlencode", "XML=" + text_object("no")), 403))


if __name__ == "__main__":
    unittest.main()
