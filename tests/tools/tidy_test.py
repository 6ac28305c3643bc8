"""The lint can fail: tools/tidy over small trees with something to find, alone and in a group."""
import json
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

CLEAN = """#include <cstddef>
namespace a {
namespace {
int half(int x) { return x / 2; }
}  // namespace
int quarter(int x) { return half(half(x)); }
}  // namespace a
"""
NULL = """#include <cstddef>
namespace a {
int length(const int* p) {
  if (p == nullptr) {
    return *p;
  }
  return 1;
}
}  // namespace a
"""
NAMED = """namespace a {
int BadName() { return 1; }
}  // namespace a
"""
BROKEN = """namespace a {
int none() { return nothing; }
}  // namespace a
"""


class Tree:
    """A copy of the tool in a tree of its own."""

    def __init__(self, folder, files):
        self.root = pathlib.Path(folder)
        for name in ("tools/tidy", ".clang-tidy"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)
        build = self.root / "build" / "release"
        build.mkdir(parents=True)
        commands = []
        for name, text in files.items():
            path = self.root / "src" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            if name.endswith(".cpp"):
                commands.append({"directory": str(build), "file": str(path),
                                 "command": f"c++ -I{self.root}/src -std=c++20 -o {name}.o -c {path}"})
        (build / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")

    def lint(self):
        result = subprocess.run([self.root / "tools" / "tidy"], capture_output=True, text=True, check=False)
        return result.returncode, result.stdout + result.stderr


class TidyTest(unittest.TestCase):
    def lint(self, files):
        with tempfile.TemporaryDirectory() as folder:
            return Tree(folder, files).lint()

    def test_files_without_fault_pass_and_are_not_looked_at_again(self):
        with tempfile.TemporaryDirectory() as folder:
            other = CLEAN.replace("half", "part").replace("quarter", "piece")
            tree = Tree(folder, {"a/one.cpp": CLEAN, "a/two.cpp": other})
            status, said = tree.lint()
            self.assertEqual((status, "0 of 2 files" in said), (0, True), said)
            status, said = tree.lint()
            self.assertEqual((status, "2 of 2 files" in said), (0, True), said)

    def test_a_fault_in_a_group_is_told_with_its_file_and_line(self):
        status, said = self.lint({"a/one.cpp": CLEAN, "a/two.cpp": NULL, "a/zoo.cpp": NAMED})
        self.assertEqual(status, 1)
        self.assertRegex(said, r"src/a/two\.cpp:5:\d+: error: .*NullDereference")
        self.assertRegex(said, r"src/a/zoo\.cpp:2:\d+: error: .*identifier-naming")

    def test_a_file_alone_is_looked_at_as_well(self):
        status, said = self.lint({"a/two.cpp": NULL})
        self.assertEqual(status, 1)
        self.assertRegex(said, r"src/a/two\.cpp:5:\d+: error: .*NullDereference")

    def test_a_fault_in_a_header_is_found(self):
        status, said = self.lint({"a/one.h": "#pragma once\n" + NAMED.replace("int", "inline int"),
                                  "a/one.cpp": '#include "a/one.h"\n', "a/two.cpp": CLEAN})
        self.assertEqual(status, 1)
        self.assertRegex(said, r"src/a/one\.h:3:\d+: error: .*identifier-naming")

    def test_files_that_clash_are_looked_at_apart(self):
        other = CLEAN.replace("quarter", "piece").replace("int half(int x)", "int half(\n    int x)")
        status, said = self.lint({"a/one.cpp": CLEAN, "a/two.cpp": other, "a/zoo.cpp": NAMED})
        self.assertEqual(status, 1)
        self.assertNotIn("redefinition", said)
        self.assertIn("src/a/zoo.cpp:2", said)

    def test_a_file_that_does_not_compile_fails(self):
        status, said = self.lint({"a/one.cpp": CLEAN, "a/two.cpp": BROKEN})
        self.assertEqual(status, 1)
        self.assertIn("src/a/two.cpp:2", said)

    def test_a_header_that_changes_makes_its_users_be_looked_at_again(self):
        with tempfile.TemporaryDirectory() as folder:
            tree = Tree(folder, {"a/one.h": "#pragma once\nint one();\n", "a/one.cpp": '#include "a/one.h"\n'})
            self.assertEqual(tree.lint()[0], 0)
            (tree.root / "src/a/one.h").write_text("#pragma once\nint One();\n", encoding="utf-8")
            self.assertEqual(tree.lint()[0], 1)


if __name__ == "__main__":
    unittest.main()
