#!/usr/bin/env python3
"""The check of the security checklist can fail: tools/check-security-rows over small lists and a program that only
lists tests."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check-security-rows"

PROGRAM = """#!/bin/sh
printf 'Doors.\\n  Cookies\\n  Hosts  # GetParam() = 1\\nPush.\\n  Once\\n'
"""


class CheckSecurityRows(unittest.TestCase):
    def check(self, *rows):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "unit_web").write_text(PROGRAM, encoding="utf-8")
            (folder / "unit_web").chmod(0o755)
            (folder / "rows.tsv").write_text("# id\twords\ttests\n" + "\n".join(rows) + "\n", encoding="utf-8")
            result = subprocess.run(
                [TOOL, "--elsewhere", "unit_sip,unit_xml", folder / "rows.tsv", folder / "unit_web"],
                capture_output=True, text=True, check=False)
            return result.returncode, result.stdout + result.stderr

    def passes(self, found, *rows):
        status, output = self.check(*rows)
        self.assertEqual(status, 0, output)
        self.assertIn(f"{found} tests found", output)

    def fails(self, words, *rows):
        status, output = self.check(*rows)
        self.assertEqual(status, 1, output)
        self.assertIn(words, output)
        self.assertIn(" 1 offences", output)

    def test_rows_with_tests_here_and_elsewhere_pass(self):
        self.passes(3, "V1\tcookies\tunit_web:Doors.Cookies", "V2\thosts\tunit_web:Doors.Hosts unit_web:Push.Once",
                    "V3\tsip\tunit_sip:Sip.Any", "V4\tcalls\tlater: calls")

    def test_a_test_that_is_gone_fails(self):
        self.fails("V1: unit_web has no test Doors.Cookie", "V1\tcookies\tunit_web:Doors.Cookie")

    def test_one_of_two_that_is_gone_fails(self):
        self.fails("has no test Push.Twice", "V1\tcookies\tunit_web:Doors.Cookies unit_web:Push.Twice")

    def test_a_program_that_nobody_builds_fails(self):
        self.fails("unit_wob:Doors.Cookies is no program:Suite.Name", "V1\tcookies\tunit_wob:Doors.Cookies")

    def test_a_test_without_a_program_fails(self):
        self.fails("Doors.Cookies is no program:Suite.Name", "V1\tcookies\tDoors.Cookies")

    def test_a_row_without_a_test_fails(self):
        self.fails("an id, words and tests", "V1\tcookies\t")
        self.fails("an id, words and tests", "V1\tcookies")

    def test_a_row_that_waits_for_nothing_fails(self):
        self.fails("does not say what it waits for", "V1\tcookies\tlater:")

    def test_a_row_twice_fails(self):
        self.fails("V1 is there twice", "V1\ta\tlater: b", "V1\ta\tlater: b")

    def test_an_empty_list_fails(self):
        self.fails("the list is empty")


if __name__ == "__main__":
    unittest.main()
