"""Pages that nginx serves, fetched by the phone after a push: character sets, compression, redirects, cookies,
a login, and plain pages of the web."""
import pathlib
import unittest

import harness

TEXT = "<CiscoIPPhoneText><Title>{title}</Title><Text>{words}</Text></CiscoIPPhoneText>"

CONFIGURATION = """
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {{ worker_connections 64; }}
http {{
  access_log access.log;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  types {{ text/xml xml; text/html html; text/plain txt; }}
  server {{
    listen {host}:{port};
    root {root};
    location /utf8/ {{ charset utf-8; }}
    location /latin1/ {{ charset iso-8859-1; }}
    location /packed/ {{ gzip on; gzip_types text/xml; gzip_min_length 1; }}
    location = /away {{ return 302 /login; }}
    location = /login {{ add_header Set-Cookie "session=4711; Path=/; HttpOnly"; return 302 /members; }}
    location = /members {{
      default_type text/xml;
      if ($cookie_session != "4711") {{ return 403; }}
      return 200 "{members}";
    }}
    location = /round {{ return 301 /round; }}
    location = /busy {{ return 503; }}
    location /news/ {{ add_header Refresh "0; url=next.xml"; }}
    location = /expired.xml {{ expires -1; }}
    location = /private.xml {{ auth_basic "services"; auth_basic_user_file users; }}
  }}
}}
"""


class NginxPages(harness.PushTest):
    @classmethod
    def setUpClass(cls):
        cls.port = harness.free_port()
        cls.settings = {"XML_Application_Service_URL": cls.url("private.xml"), "XML_User_Name": "phone",
                        "XML_Password": "open-sesame"}
        super().setUpClass()
        cls._write_pages(cls.folder / "pages")
        folder = cls.folder / "nginx"
        folder.mkdir()
        configuration = CONFIGURATION.format(host=harness.HOST, port=cls.port, root=cls.folder / "pages",
                                             members=TEXT.format(title="Members", words="known"))
        (folder / "nginx.conf").write_text(configuration, encoding="utf-8")
        (folder / "users").write_text("phone:{PLAIN}open-sesame\n", encoding="utf-8")
        cls.nginx = harness.Program([harness.tool("nginx"), "-p", str(folder), "-c", "nginx.conf",
                                     "-e", "error.log"], folder)
        cls.addClassCleanup(cls.nginx.stop)
        cls.nginx.wait_until_ready(cls._answers)

    @classmethod
    def url(cls, name):
        return f"http://{harness.HOST}:{cls.port}/{name}"

    @classmethod
    def _answers(cls):
        try:
            with harness.socket.create_connection((harness.HOST, cls.port), 1):
                return True
        except OSError:
            return False

    @classmethod
    def _write_pages(cls, root):
        def write(name, text, charset="utf-8"):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding=charset)

        write("utf8/page.xml", TEXT.format(title="Größe", words="日本語"))
        write("latin1/page.xml", TEXT.format(title="Größe", words="café"), "iso-8859-1")
        declared = '<?xml version="1.0" encoding="iso-8859-15"?>' + TEXT.format(title="Preis", words="5 €")
        write("utf8/declared.xml", declared, "iso-8859-15")
        write("unnamed.xml", TEXT.format(title="Größe", words="naïve"), "iso-8859-1")
        write("packed/page.xml", TEXT.format(title="Packed", words="word " * 500))
        write("page.html", "<html><head><title>Not this</title></head><body><h1>Menu</h1>"
                           "<p>Fish &amp; <b>chips</b></p></body></html>")
        write("page.txt", "Plain words\nin two lines")
        write("news/first.xml", TEXT.format(title="First", words="one"))
        write("news/next.xml", TEXT.format(title="Second", words="two"))
        write("expired.xml", TEXT.format(title="Expired", words="old"))
        write("private.xml", TEXT.format(title="Private", words="known"))

    def shown(self, name, key, value):
        """The screen once `key` of it is `value` after a push of that page."""
        command = [harness.handset_program(), "push", self.phone.uri, "--user", harness.USER,
                   "--password", harness.PASSWORD, self.url(name)]
        status, output = harness.run(command, self.folder)
        self.assertEqual(status, 0, output)
        return self.wait_for(key, value)

    def wait_for(self, key, value):
        harness.wait_until(lambda: f"{key} {value}: {self.phone.screen()}\n{self.phone.program.log()}",
                           lambda: self.phone.screen()[key] == value)
        return self.phone.screen()

    @staticmethod
    def words(screen):
        return [row["text"] for row in screen["rows"]]

    def test_character_sets_by_the_header(self):
        self.assertEqual(self.words(self.shown("utf8/page.xml", "title", "Größe")), ["日本語"])
        self.phone.press("Exit")
        self.assertEqual(self.words(self.shown("latin1/page.xml", "title", "Größe")), ["café"])

    def test_the_declaration_counts_more_than_the_header(self):
        self.assertEqual(self.words(self.shown("utf8/declared.xml", "title", "Preis")), ["5 €"])

    def test_without_either_what_is_no_utf8_is_latin1(self):
        self.phone.press("Exit")
        self.assertEqual(self.words(self.shown("unnamed.xml", "title", "Größe")), ["naïve"])

    def test_a_server_that_compresses_sends_the_phone_plain_bytes(self):
        screen = self.shown("packed/page.xml", "title", "Packed")
        self.assertGreater(screen["total_rows"], 50)

    def test_redirects_carry_the_cookie_on(self):
        self.assertEqual(self.words(self.shown("away", "title", "Members")), ["known"])
        self.assertNotIn("4711", self.phone.program.log())

    def test_endless_redirects_end(self):
        self.shown("round", "prompt", "Too many redirects")
        self.assert_alive()

    def test_statuses_have_their_words(self):
        self.shown("nothing-here.xml", "prompt", "File Not Found")
        self.shown("busy", "prompt", "Server Busy!")

    def test_plain_pages_are_texts(self):
        self.phone.press("Exit")
        self.assertEqual(self.words(self.shown("page.html", "total_rows", 2)), ["Menu", "Fish & chips"])
        self.assertEqual(self.words(self.shown("page.txt", "rows", [
            {"text": text, "number": "", "right": "", "selected": False}
            for text in ("Plain words", "in two lines")])), ["Plain words", "in two lines"])

    def test_a_refresh_leads_on_by_its_key(self):
        self.assertEqual(self.shown("news/first.xml", "title", "First")["soft_keys"][0], "Next")
        self.phone.press("Soft1")
        self.wait_for("title", "Second")

    def test_an_expired_page_is_not_gone_back_to(self):
        self.phone.press("Exit")
        self.shown("expired.xml", "title", "Expired")
        self.shown("page.txt", "total_rows", 2)
        self.phone.press("Soft2")
        self.wait_for("kind", "idle")

    def test_basic_is_not_told_over_http(self):
        self.phone.press("Exit")
        self.phone.press("Services")
        self.wait_for("prompt", "Login required (HTTP 401)")
        log = pathlib.Path(self.folder / "nginx" / "access.log").read_text(encoding="utf-8")
        line = [each for each in log.splitlines() if "/private.xml" in each][-1]
        self.assertIn(f"{harness.HOST} - - ", line)
        self.assertNotIn("open-sesame", self.phone.program.log())


if __name__ == "__main__":
    unittest.main()
