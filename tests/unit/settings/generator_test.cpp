#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>

#include "settings/generate/writers.h"

namespace handset::settings::generate {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string heading =
    "tag\tlabel\ttab\tsection\tscope\ttype\trange\tdefault\taccess\thelp\tstate\treason\tapplied\n";

// A row of the phone with the cells that a test is about.
std::string line(const std::string& tag, const std::string& type, const std::string& range,
                 const std::string& preset, const std::string& state = "active",
                 const std::string& scope = "phone", const std::string& applied = "") {
  return tag + "\tLabel\tSIP\tParameters\t" + scope + "\t" + type + "\t" + range + "\t" + preset +
         "\tadmin,advanced\tWhat it is for.\t" + state + "\t" +
         (state == "hardware" ? "No such thing." : "") + "\t" + applied + "\n";
}

Table table_of(const std::string& lines) {
  std::istringstream file(heading + lines);
  return read_table(file, "table");
}

std::string fault_in(const std::string& lines) {
  try {
    (void)table_of(lines);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

std::string readers_of(const std::string& lines) {
  const Table table = table_of(lines);
  return readers_header(table) + readers_source(table);
}

TEST(Generator, ReadsARow) {
  const Table table = table_of(line("SIP_T1", "seconds", "0.001..64", ".5"));
  ASSERT_EQ(table.rows.size(), 1U);
  const Row& row = table.rows[0];
  EXPECT_EQ(row.tag, "SIP_T1");
  EXPECT_EQ(row.type, Type::Seconds);
  EXPECT_EQ(row.range.min, 1'000);
  EXPECT_EQ(row.range.max, 64'000'000);
  EXPECT_EQ(row.default_value, ".5");
  EXPECT_FALSE(row.blank);
}

TEST(Generator, ReadsTheFormsOfARange) {
  const Table table = table_of(line("A", "uint", "2, 96..127, blank", "") +
                               line("B", "seconds", "0.01..0.16 step 0.01", "0.02") +
                               line("C", "enum", "a\\|b|c|", "") + line("D", "text", "max 9", ""));
  EXPECT_EQ(table.rows[0].range.also, 2);
  EXPECT_TRUE(table.rows[0].blank);
  EXPECT_EQ(table.rows[1].range.step, 10'000);
  EXPECT_EQ(std::vector(table.rows[2].members.begin(), table.rows[2].members.end()),
            (std::vector<std::string_view>{"a|b", "c"}));
  EXPECT_TRUE(table.rows[2].blank);
  EXPECT_EQ(table.rows[3].range.max, 9);
}

TEST(Generator, KnowsWhatNeedsARestart) {
  const Table table =
      table_of(line("A", "port", "1..65535", "80", "active", "phone", "restart") +
               line("B", "bool", "", "Yes", "active", "phone", "live") + line("C", "bool", "", "Yes"));
  EXPECT_TRUE(table.rows[0].restart);
  EXPECT_FALSE(table.rows[1].restart);
  EXPECT_FALSE(table.rows[2].restart);
  EXPECT_THAT(fault_in(line("A", "bool", "", "Yes", "active", "phone", "soon")),
              HasSubstr("live or by a restart"));
  EXPECT_THAT(fault_in(line("A", "bool", "", "Yes", "hardware", "phone", "restart")),
              HasSubstr("would change nothing"));
  EXPECT_THAT(reference_page(table), HasSubstr("| active, by a restart |"));
}

TEST(Generator, GivesEachExtensionItsPort) {
  const Table table = table_of(line("SIP_Port_<n>_", "port", "1..65535", "5059+n", "stored", "ext"));
  ASSERT_EQ(table.rows[0].indexed_default.size(), 12U);
  EXPECT_EQ(table.rows[0].indexed_default[11], "5071");
}

TEST(Generator, StopsAtAFaultWithItsLine) {
  EXPECT_EQ(fault_in(line("A", "float", "", "")), "table:2: unknown type float");
  EXPECT_EQ(fault_in(line("A", "bool", "", "Yes") + line("A", "bool", "", "Yes")),
            "table:3: this tag stands in its group twice");
  EXPECT_EQ(fault_in("A\tB\n"), "table:2: not 13 columns");
  EXPECT_THAT(fault_in(line("A", "uint", "", "1")), HasSubstr("MIN..MAX"));
  EXPECT_THAT(fault_in(line("A", "uint", "9..1", "1")), HasSubstr("MIN..MAX"));
  EXPECT_THAT(fault_in(line("A", "uint", "1..x", "1")), HasSubstr("not a number"));
  EXPECT_THAT(fault_in(line("A", "uint", "1..9", "")), HasSubstr("blank is no right default"));
  EXPECT_THAT(fault_in(line("A", "enum", "", "a")), HasSubstr("no members"));
  EXPECT_THAT(fault_in(line("A", "enum", "a|a", "a")), HasSubstr("stands twice"));
  EXPECT_THAT(fault_in(line("A", "bool", "", "Yes", "built")), HasSubstr("unknown state"));
  EXPECT_THAT(fault_in(line("A", "bool", "", "Yes", "active", "ext")), HasSubstr("scope and the tag"));
  EXPECT_THAT(fault_in(""), HasSubstr("no rows"));
}

TEST(Generator, MakesReadersOfActiveRowsAlone) {
  const std::string readers = readers_of(line("SIP_T1", "seconds", "0..64", ".5") +
                                         line("SIP_T2", "seconds", "0..64", "4", "stored") +
                                         line("LCD_Contrast", "uint", "0..15", "8", "hardware"));
  EXPECT_THAT(readers, HasSubstr("Duration sip_t1() const;"));
  EXPECT_THAT(readers, Not(HasSubstr("sip_t2")));
  EXPECT_THAT(readers, Not(HasSubstr("lcd_contrast")));
}

TEST(Generator, MakesAReaderOfTheRowsType) {
  const std::string readers = readers_of(
      line("Yes_No", "bool", "", "Yes") + line("Max_Auth", "uint", "0..255", "2") +
      line("Level", "int", "-9..0", "0") + line("SIP_Port", "port", "1..65535", "5060") +
      line("Cap", "seconds", "0..64, blank", "") + line("Codes", "codes", "", "") +
      line("Proxy-Require", "text", "", "") + line("User_ID_<n>_", "text", "", "", "active", "ext"));
  EXPECT_THAT(readers, HasSubstr("bool yes_no() const;"));
  EXPECT_THAT(readers, HasSubstr("std::uint32_t max_auth() const;"));
  EXPECT_THAT(readers, HasSubstr("std::int32_t level() const;"));
  EXPECT_THAT(readers, HasSubstr("std::uint16_t sip_port() const;"));
  EXPECT_THAT(readers, HasSubstr("std::optional<Duration> cap() const;"));
  EXPECT_THAT(readers, HasSubstr("std::vector<std::string_view> codes() const;"));
  EXPECT_THAT(readers, HasSubstr("std::string_view proxy_require() const;"));
  EXPECT_THAT(readers, HasSubstr("ExtReaders::user_id() const"));
}

TEST(Generator, MakesAnEnumOfTheMembers) {
  EXPECT_THAT(readers_of(line("SIP_Transport_<n>_", "enum", "UDP|TCP|TLS", "UDP", "active", "ext")),
              HasSubstr("enum class SipTransport : std::uint8_t { Udp, Tcp, Tls };"));
  EXPECT_THAT(readers_of(line("Logo", "enum", "None|BMP Picture|", "")),
              HasSubstr("enum class Logo : std::uint8_t { None, BmpPicture, Blank };"));
  EXPECT_THAT(readers_of(line("Time_Zone", "enum", "GMT-01:00|GMT|GMT+01:00", "GMT")),
              HasSubstr("{ GmtMinus0100, Gmt, GmtPlus0100 }"));
  EXPECT_THAT(readers_of(line("Ext", "enum", "1|2|Disabled", "1")), HasSubstr("{ N1, N2, Disabled }"));
}

TEST(Generator, WritesTextsThatACompilerReadsBack) {
  std::string source = schema_source(table_of(line("A", "text", "", R"(a "quoted" \ text ??) )")));
  EXPECT_THAT(source, HasSubstr(R"("a \"quoted\" \\ text \?\?) ")"));
}

TEST(Generator, WritesThePageWithEveryRow) {
  const std::string page = reference_page(table_of(line("A_<n>_", "enum", "x|y", "x", "active", "ext") +
                                                   line("B", "text", "", "a|b", "hardware")));
  EXPECT_THAT(page, HasSubstr("## SIP"));
  EXPECT_THAT(
      page,
      HasSubstr("| Label | `A_<n>_` | one of x, y | `x` | admin, advanced | active | What it is for. |"));
  EXPECT_THAT(page, HasSubstr("| `a\\|b` | admin, advanced | hardware: No such thing. |"));
}

}  // namespace
}  // namespace handset::settings::generate
