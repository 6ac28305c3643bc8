"""The layer check can fail: each rule of tools/check-layers against a small tree that breaks it."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check-layers"

CMAKE = """
handset_floor(base)   # and a remark (with a bracket)
handset_floor(sip BELOW base)
handset_floor(xml BELOW base sip PRIVATE_LIBRARIES Some::thing)
handset_floor(phone
              BELOW base sip xml)
handset_floor(io BELOW base)
handset_floor(sim BELOW base)
"""

SOUND = {
    "src/base/time.h": "#include <chrono>\n#include <tl/expected.hpp>\n",
    "src/sip/message.cpp": '#include "sip/message.h"\n#include <string>\n#include "base/time.h"\n',
    "src/sip/message.h": "#include <memory>\nstd::shared_ptr<const int> shared;\n",
    "src/base/xml_document.cpp": "#include <pugixml.hpp>\n",
    "src/phone/push.cpp": '#include "sip/message.h"\n#include "xml/document.h"\n',
    "src/io/udp.cpp": "#include <sys/socket.h>\n#include <thread>\nauto now = steady_clock::now();\n",
}


def check(files, cmake=CMAKE):
    """The exit status and the output for SOUND with these files laid over it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        for name, text in {**SOUND, "src/CMakeLists.txt": cmake, **files}.items():
            path = tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        result = subprocess.run([TOOL, tree], capture_output=True, text=True, check=False)
        return result.returncode, result.stdout + result.stderr


class CheckLayers(unittest.TestCase):
    def passes(self, files, **more):
        status, output = check(files, **more)
        self.assertEqual(status, 0, output)

    def fails(self, files, *expected, **more):
        status, output = check(files, **more)
        self.assertEqual(status, 1, output)
        self.assertIn(" 1 offences", output)
        for text in expected:
            self.assertIn(text, output)

    def test_a_sound_tree_passes(self):
        self.passes({})

    def test_an_empty_tree_fails(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "src").mkdir()
            (pathlib.Path(folder) / "src" / "CMakeLists.txt").write_text("")
            self.assertEqual(subprocess.run([TOOL, folder], capture_output=True, check=False).returncode, 1)

    def test_an_include_upwards_fails_and_names_its_line(self):
        self.fails({"src/sip/route.cpp": '// two\n#include "phone/push.h"\n'}, "src/sip/route.cpp:2", "upwards")

    def test_an_include_sideways_fails(self):
        self.fails({"src/io/loop.cpp": '#include "sim/network.h"\n'}, "src/io/loop.cpp:1", "sideways")

    def test_an_include_that_the_link_line_does_not_name_fails(self):
        self.fails({"src/sim/peer.cpp": '#include "sip/message.h"\n'}, "handset_floor(sim BELOW ... sip)")

    def test_a_link_line_that_names_a_higher_floor_fails(self):
        self.fails({}, "src/CMakeLists.txt:3", "sip BELOW phone",
                   cmake=CMAKE.replace("handset_floor(sip BELOW base)", "handset_floor(sip BELOW base phone)"))

    def test_a_folder_without_a_floor_fails(self):
        self.fails({"src/util/misc.h": "\n"}, "src/util")

    def test_a_short_path_to_a_header_of_ours_fails(self):
        self.fails({"src/sip/route.cpp": '#include "message.h"\n'}, '"sip/message.h"')

    def test_a_header_of_ours_in_angle_brackets_fails(self):
        self.fails({"src/sip/route.cpp": "#include <base/time.h>\n"}, '"base/time.h"')

    def test_a_foreign_header_in_the_wrong_folder_fails(self):
        self.fails({"src/sip/parse.cpp": "#include <pugixml.hpp>\n"}, "src/sip/parse.cpp:1", "only base may")

    def test_a_foreign_header_that_leaves_its_folder_fails(self):
        self.fails({"src/base/tree.h": "#include <pugixml.hpp>\n", "src/base/time.h": '#include "base/tree.h"\n'},
                   "src/sip/message.cpp:3", "through base/tree.h")

    def test_a_foreign_header_in_a_header_for_its_own_folder_passes(self):
        self.passes({"src/base/tree.h": "#include <pugixml.hpp>\n",
                     "src/base/xml_document.cpp": '#include "base/tree.h"\n'})

    def test_an_unknown_foreign_header_fails(self):
        self.fails({"src/io/tcp.cpp": "#include <uv.h>\n"}, "no folder may include it")

    def test_a_socket_below_floor_five_fails(self):
        self.fails({"src/sip/udp.cpp": "#include <sys/socket.h>\n"}, "operating system")

    def test_a_thread_below_floor_five_fails(self):
        self.fails({"src/phone/worker.h": "#include <thread>\n"}, "free of I/O, threads")

    def test_asking_the_clock_below_floor_five_fails(self):
        self.fails({"src/sip/timer.cpp": "\nauto t = std::chrono::steady_clock::now();\n"}, "src/sip/timer.cpp:2")

    def test_true_randomness_below_floor_five_fails(self):
        self.fails({"src/base/chance.cpp": "std::random_device source;\n"}, "world's Random")

    def test_shared_mutable_data_below_floor_five_fails(self):
        self.fails({"src/sip/call.h": "std::shared_ptr<Call> call;\n"}, "shared_ptr<const T>")

    def test_comments_and_strings_do_not_count(self):
        self.passes({"src/sip/notes.cpp": '// steady_clock::now()\n/* std::random_device\n #define x */\n'
                                          'const char* a = "getenv(x)";\nint b = 1\'000;\n'
                                          'const char* c = R"x(rand() ")" )x";\n'})

    def test_code_behind_a_digit_separator_still_counts(self):
        self.fails({"src/sip/notes.cpp": "int b = 1'000; int c = rand(); int d = 1'000;\n"}, "rand(")


if __name__ == "__main__":
    unittest.main()
