#!/usr/bin/env python3
"""The counting of instructions can fail: tools/count-instructions with a callgrind that counts what it is told."""
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Runs the program and writes a file for each step of $COUNTS, as callgrind does for ten operations.
VALGRIND = """#!/bin/sh
for option; do case $option in --callgrind-out-file=*) out=${option#*=} ;; esac; done
"$option" || exit 1
part=0
for count in between=999 $COUNTS; do
  part=$((part + 1))
  printf 'part: %d\\ndesc: Trigger: Client Request: %s\\nsummary: %d0\\n' $part ${count%=*} ${count#*=} >$out.$part
done
"""
PROGRAM = """#!/bin/sh
echo '{"bench":"instructions","operations":10}'
"""


class CountInstructions(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.kept = self.folder / "kept.tsv"
        for name, text in (("valgrind", VALGRIND), ("program", PROGRAM)):
            (self.folder / name).write_text(text)
            (self.folder / name).chmod(0o755)

    def count(self, counts, *options):
        return subprocess.run(
            [ROOT / "tools" / "count-instructions", "--program", self.folder / "program", "--kept", self.kept,
             *options],
            capture_output=True, text=True, check=False,
            env={**os.environ, "COUNTS": counts, "PATH": f"{self.folder}:{os.environ['PATH']}"})

    def test_what_is_accepted_is_kept_in_the_order_of_the_steps(self):
        self.assertEqual(self.count("slices=2000 check=100", "--accept").returncode, 0)
        self.assertEqual([line for line in self.kept.read_text().splitlines() if line[0] != "#"],
                         ["slices\t2000", "check\t100"])
        self.assertEqual(self.count("slices=2000 check=100").returncode, 0)

    def test_five_percent_more_passes_and_a_little_more_fails_and_says_what_to_do(self):
        self.count("slices=2000 check=100", "--accept")
        self.assertEqual(self.count("slices=2100 check=105").returncode, 0)
        grown = self.count("slices=2101 check=100")
        self.assertEqual(grown.returncode, 1)
        self.assertIn("slices took over 5% more instructions", grown.stdout)
        self.assertIn("tools/count-instructions --accept", grown.stdout)

    def test_figures_of_other_tools_are_named(self):
        self.count("slices=2000", "--accept")
        self.kept.write_text(self.kept.read_text().replace("g++ ", "g++ 1"))
        self.assertIn("whether it is the tools or the code", self.count("slices=3000").stdout)

    def test_fewer_pass_and_are_to_be_kept(self):
        self.count("slices=2000", "--accept")
        fewer = self.count("slices=1000")
        self.assertEqual(fewer.returncode, 0)
        self.assertIn("slices got better", fewer.stdout)

    def test_a_step_that_nobody_kept_fails_and_so_does_one_that_is_gone(self):
        self.count("slices=2000", "--accept")
        self.assertEqual(self.count("slices=2000 check=100").returncode, 1)
        self.assertEqual(self.count("check=100").returncode, 1)

    def test_a_program_that_fails_is_no_count(self):
        (self.folder / "program").write_text("#!/bin/sh\necho a push was refused\nexit 1\n")
        failed = self.count("slices=2000")
        self.assertNotEqual(failed.returncode, 0)
        self.assertIn("a push was refused", failed.stderr)


if __name__ == "__main__":
    unittest.main()
