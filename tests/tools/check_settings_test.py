#!/usr/bin/env python3
"""The check of the settings finds what it is there for: small sources are compiled, and it judges the objects."""
import pathlib
import subprocess
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent.parent / "tools" / "check-settings"

HEADER = """
namespace handset::settings {
struct Address { int row; };
Address find_tag(const char* tag);
struct Values {
  int text(Address address) const;
  int shown_text(Address address) const;
};
struct ExtReaders { int user_id() const; };
struct PhoneReaders : Values {
  int sip_t1() const;
  int cti_enable() const;
};
}
"""
SETTINGS = HEADER + """
namespace handset::settings {
Address find_tag(const char*) { return {0}; }
int Values::text(Address address) const { return address.row; }
int Values::shown_text(Address address) const { return address.row; }
int ExtReaders::user_id() const { return 1; }
int PhoneReaders::sip_t1() const { return 1; }
int PhoneReaders::cti_enable() const { return sip_t1(); }
}
"""
PHONE = HEADER + """
int obey(const handset::settings::PhoneReaders& phone) { return phone.sip_t1() + phone.cti_enable(); }
"""
RUN = HEADER + "int start(const handset::settings::ExtReaders& ext) { return ext.user_id(); }\n"
BY_TAG = HEADER + """
int peek(const handset::settings::Values& values) { return values.text(handset::settings::find_tag("SIP_T2")); }
"""


def library(folder, name, sources):
    """build/libhandset_NAME.a of these file names and texts."""
    objects = []
    for source, text in sources.items():
        made = folder / f"{source}.o"
        subprocess.run(["g++", "-std=c++20", "-x", "c++", "-c", "-o", made, "-"], input=text, text=True, check=True)
        objects.append(made)
    if name == "main":
        return objects[0]
    archive = folder / f"libhandset_{name}.a"
    subprocess.run(["ar", "rcs", archive, *objects], check=True)
    return archive


def check(**floors):
    """The exit status and the output for these sources of the floors, over a settings library."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        settings = library(folder, "settings", {"readers.cpp": SETTINGS})
        objects = [library(folder, floor, sources) for floor, sources in floors.items()]
        result = subprocess.run([TOOL, "nm", settings, *objects], capture_output=True, text=True, check=False)
        return result.returncode, result.stdout + result.stderr


class CheckSettings(unittest.TestCase):
    def test_readers_that_are_all_called_pass(self):
        status, output = check(phone={"line.cpp": PHONE}, main={"run.cpp": RUN})
        self.assertEqual(status, 0, output)
        self.assertIn("3 readers of active rows, 0 offences", output)

    def test_a_reader_that_nobody_calls_fails(self):
        status, output = check(phone={"line.cpp": PHONE}, main={"run.cpp": HEADER})
        self.assertEqual(status, 1, output)
        self.assertIn("ExtReaders::user_id() is called by no code", output)
        self.assertIn(" 1 offences", output)

    def test_a_call_inside_of_settings_does_not_count(self):
        only_cti = PHONE.replace("phone.sip_t1() + ", "")
        status, output = check(phone={"line.cpp": only_cti}, main={"run.cpp": RUN})
        self.assertEqual(status, 1, output)
        self.assertIn("PhoneReaders::sip_t1() is called by no code", output)

    def test_a_setting_read_by_its_tag_fails(self):
        status, output = check(phone={"line.cpp": PHONE, "peek.cpp": BY_TAG}, main={"run.cpp": RUN})
        self.assertEqual(status, 1, output)
        self.assertIn("phone/peek.cpp.o calls find_tag", output)
        self.assertIn("phone/peek.cpp.o calls Values::text", output)

    def test_a_door_may_read_by_the_tag(self):
        status, output = check(phone={"line.cpp": PHONE}, web={"settings_api.cpp": BY_TAG}, main={"run.cpp": RUN})
        self.assertEqual(status, 0, output)

    def test_the_shown_text_is_for_everybody(self):
        shown = BY_TAG.replace("values.text(handset::settings::find_tag(\"SIP_T2\"))", "values.shown_text({1})")
        status, output = check(phone={"line.cpp": PHONE, "peek.cpp": shown}, main={"run.cpp": RUN})
        self.assertEqual(status, 0, output)

    def test_a_library_without_readers_fails(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            empty = library(folder, "settings", {"readers.cpp": HEADER})
            result = subprocess.run([TOOL, "nm", empty, empty], capture_output=True, text=True, check=False)
            self.assertEqual(result.returncode, 1, result.stdout)


if __name__ == "__main__":
    unittest.main()
