"""`handset run --record` and `handset replay`: a run over real sockets is played again to the same screens."""
import json
import os
import pathlib
import signal
import stat
import tempfile
import unittest

import harness


class Replay(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="handset-interop-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.record = self.folder / "run.record"
        self.pages = harness.PageServer()
        self.addCleanup(self.pages.stop)

    def start(self):
        for attempts_left in (2, 1, 0):
            try:
                phone = harness.Phone(self.folder, {"XML_NOTIFY_Body": "url+xml"},
                                      more=["--record", str(self.record)])
                self.addCleanup(phone.stop)
                return phone
            except ChildProcessError:  # somebody else was faster to take a port
                if attempts_left == 0:
                    raise

    def push(self, phone, title, more=()):
        status, output = harness.run([harness.handset_program(), "push", phone.uri, "--password", harness.PASSWORD,
                                      *more, self.pages.url(title)], self.folder)
        self.assertEqual(status, 0, output)
        harness.wait_until(f"{title} on the screen", lambda: phone.title() == title)

    def ask(self, phone, method, path, body=None):
        status, answer = phone.ask(method, path, None if body is None else json.dumps(body))
        self.assertIn(status, (200, 202), answer)

    def use(self, phone):
        """A push over each transport, keys, settings that act at once and after a restart, a check, a resync."""
        self.push(phone, "first")
        self.push(phone, "second", ["--tcp"])
        self.ask(phone, "POST", "/api/v1/keys", {"keys": ["NavBack", "Services", "KeyPad1"]})
        self.ask(phone, "POST", "/api/v1/keys", {"keys": ["Exit"]})
        self.ask(phone, "PATCH", "/api/v1/settings",
                 {"values": {"Station_Name": "Büro", "Password_2_": "hunter2", "User_ID_2_": "102"}})
        harness.wait_until("the new name", lambda: phone.title() == "Büro")
        self.ask(phone, "POST", "/api/v1/lines/1/check", {})
        self.ask(phone, "POST", "/api/v1/resync", {"url": self.pages.url("profile")})
        self.ask(phone, "PATCH", "/api/v1/settings", {"values": {"SIP_Port_2_": str(harness.free_port())}})
        self.push(phone, "third")

    def replay(self, *more):
        return harness.run([harness.handset_program(), "replay", str(self.record), *more], self.folder)

    def test_a_run_is_played_again_to_the_same_screens(self):
        phone = self.start()
        self.use(phone)
        phone.stop()
        text = self.record.read_text(encoding="utf-8")
        self.assertTrue(text.endswith(" > end\n"), text[-200:])
        self.assertEqual(stat.S_IMODE(os.stat(self.record).st_mode), 0o600)
        for secret in (harness.PASSWORD, "hunter2", harness.ADMIN_PASSWORD):
            self.assertNotIn(f" {secret}", text)
        status, output = self.replay("--screens")
        self.assertEqual(status, 0, output)
        self.assertIn("The same: ", output)
        for shown in ("first", "second", "third", "Büro", "> press NavBack program", "> settings "):
            self.assertIn(shown, output)

    def test_a_killed_phone_leaves_a_record_that_is_played_to_its_last_turn(self):
        phone = self.start()
        self.push(phone, "first")
        os.kill(phone.program.pid, signal.SIGKILL)
        phone.stop()
        status, output = self.replay("--screens")
        self.assertEqual(status, 0, output)
        self.assertIn("It has no end", output)
        self.assertIn("first", output)

    def test_a_difference_is_told_with_its_line(self):
        phone = self.start()
        self.push(phone, "first")
        phone.stop()
        lines = self.record.read_text(encoding="utf-8").splitlines(keepends=True)
        number = next(i for i, line in enumerate(lines) if " | screen " in line and "first" in line)
        lines[number] = lines[number].replace("The page first.", "The page thirst.")
        self.record.write_text("".join(lines), encoding="utf-8")
        status, output = self.replay()
        self.assertEqual(status, 1, output)
        self.assertIn(f"{self.record}:{number + 1}: at ", output)
        self.assertIn("The page thirst.", output)
        self.assertIn("The page first.", output)

    def test_without_its_key_a_record_says_what_is_missing(self):
        phone = self.start()
        phone.stop()
        pathlib.Path(f"{self.record}.key").unlink()
        status, output = self.replay()
        self.assertEqual(status, 1, output)
        self.assertIn("the record's key is not beside it", output)

    def test_a_file_that_is_there_is_not_written_over(self):
        self.record.write_text("mine", encoding="utf-8")
        status, output = harness.run([harness.handset_program(), "run", "--data", str(self.folder / "data"), "--sip",
                                      "127.0.0.1:0", "--http", "127.0.0.1:0", "--record", str(self.record)],
                                     self.folder)
        self.assertEqual(status, 1, output)
        self.assertIn("exists already", output)
        self.assertEqual(self.record.read_text(encoding="utf-8"), "mine")

    def test_the_demo_can_be_recorded(self):
        status, output = harness.run([harness.handset_program(), "demo", "--once", "--record", str(self.record)],
                                     self.folder)
        self.assertEqual(status, 0, output)
        status, output = self.replay("--trace")
        self.assertEqual(status, 0, output)
        self.assertIn("NOTIFY", output)

    def test_no_record_at_all(self):
        self.record.write_text("0.000000 > timers\n", encoding="utf-8")
        status, output = self.replay()
        self.assertEqual(status, 1, output)
        self.assertIn("it does not begin as a record does", output)
        status, output = harness.run([harness.handset_program(), "replay"], self.folder)
        self.assertEqual(status, 2, output)


if __name__ == "__main__":
    unittest.main()
