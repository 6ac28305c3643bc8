"""`handset xml check`, as somebody who writes XML services calls it."""
import pathlib
import tempfile
import unittest

import harness

SOUND = """<?xml version="1.0" encoding="UTF-8"?>
<CiscoIPPhoneMenu>
  <Title>Lobby</Title>
  <Prompt>Choose one</Prompt>
  <MenuItem><Name>Weather</Name><URL>http://127.0.0.1:9/weather</URL></MenuItem>
</CiscoIPPhoneMenu>
"""
FAULTY = """<CiscoIPPhoneText>
  <Title>Lobby</Title>
  <Beep/>
  <Text>Somebody is at the door</Text>
</CiscoIPPhoneText>
"""
PNG = b"\x89PNG\r\n\x1a\n"


class XmlCheck(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def check(self, *arguments):
        return harness.run([harness.handset_program(), "xml", "check", *arguments], self.folder)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def test_a_sound_file_leaves_with_0_and_is_shown_on_both_displays(self):
        status, output = self.check(self.write("menu.xml", SOUND), "--png", str(self.folder))
        self.assertEqual(status, 0, output)
        self.assertIn("A strict phone takes it as it is.", output)
        self.assertEqual(output.count("Weather"), 2, output)
        pictures = sorted(self.folder.glob("menu-*.png"))
        self.assertEqual(len(pictures), 2, output)
        for picture in pictures:
            self.assertTrue(picture.read_bytes().startswith(PNG), picture)

    def test_what_a_strict_phone_refuses_has_its_place_and_leaves_with_1(self):
        status, output = self.check(self.write("text.xml", FAULTY), "--model", "SPA504G")
        self.assertEqual(status, 1, output)
        self.assertIn("line 3, column 3: CiscoIPPhoneText has no element Beep", output)
        self.assertIn("A strict phone refuses it (XML Error [4])", output)
        self.assertEqual(output.count("Somebody is at the"), 1, output)

    def test_what_no_phone_reads_has_its_place_and_is_not_shown(self):
        status, output = self.check(self.write("broken.xml", SOUND.replace("</Title>", "</Titel>")))
        self.assertEqual(status, 1, output)
        self.assertIn("line 3, column 15: the end of \"Titel\" inside of \"Title\"", output)
        self.assertNotIn("On the", output)

    def test_an_object_that_the_profile_lacks_is_refused(self):
        menu = self.write("menu.xml", "<CiscoIPPhoneGraphicFileMenu><URL>http://127.0.0.1:9/</URL>"
                          "</CiscoIPPhoneGraphicFileMenu>")
        self.assertIn("MPP", self.check(menu, "--profile", "MPP")[1])
        self.assertEqual(self.check(menu, "--profile", "MPP")[0], 1)

    def test_a_page_of_a_server_is_fetched_and_shown(self):
        pages = harness.PageServer()
        self.addCleanup(pages.stop)
        title = "page-1"
        status, output = self.check(pages.url(title), "--model", "525G2")
        self.assertEqual(status, 0, output)
        self.assertIn("HTTP status 200", output)
        self.assertIn(title, output.split("On the SPA525G2")[1])
        self.assertEqual(pages.gets(title), 1)
        self.assertIn("x-CiscoIPPhoneDisplay", pages.fields(title))
        both, output = self.check(pages.url("page-2"))
        self.assertEqual((both, pages.gets("page-2")), (0, 2), output)  # each display asks for itself

    def test_a_remark_is_made_once_and_no_log_repeats_it(self):
        status, output = self.check(self.write("text.xml", FAULTY))
        self.assertEqual((status, output.count("no element Beep")), (1, 1), output)

    def test_the_help_says_that_items_are_run(self):
        self.assertIn("items of an Execute are run", " ".join(self.check("--help")[1].split()))

    def test_a_picture_is_waited_for(self):
        gallery = f"http://{harness.HOST}:{harness.free_port()}"
        program = harness.Program([harness.handset_program(), "lab", "--http", gallery[7:]], self.folder)
        self.addCleanup(program.stop)
        harness.wait_until("the gallery", lambda: self.check(gallery + "/text")[0] == 0)
        output = self.check(gallery + "/image-file", "--model", "SPA525G2")[1]
        self.assertNotIn("Loading", output)
        self.assertIn("PNG picture, 240 x 120", output)

    def test_a_server_that_is_not_there_is_told(self):
        status, output = self.check(f"http://{harness.HOST}:{harness.free_port()}/menu.xml")
        self.assertEqual(status, 1, output)
        self.assertIn("HTTP Error [10]", output)

    def test_what_it_is_not_called_with_leaves_with_2(self):
        for arguments in ([], [self.write("a.xml", SOUND), "--profile", "SPB"],
                          [self.write("a.xml", SOUND), "--model", "SPA999"],
                          [self.write("a.xml", SOUND), "--png", str(self.folder / "nowhere")]):
            self.assertEqual(self.check(*arguments)[0], 2, arguments)


if __name__ == "__main__":
    unittest.main()
