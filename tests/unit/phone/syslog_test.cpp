// What of the phone's log reaches the servers of the settings.
#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

constexpr std::uint16_t syslog_port = 514;
constexpr std::uint16_t debug_port = 1514;

struct SyslogRig : StationRig {
  explicit SyslogRig(const Tags& tags = {}) : StationRig(tags) {
    simulation.set_wall(WallTime{seconds(1772366400) + milliseconds(20)});
    network().open_datagrams({peer_address, syslog_port}, syslog);
    network().open_datagrams({peer_address, debug_port}, debug);
  }
  Network& network() { return peer_host.world().network; }
  void write(LogLevel level, std::string_view text) {
    simulation.run_for(seconds(1));
    station.world().log.write(level, "push", text);
    simulation.run_for(seconds(1));
  }
  static std::vector<std::string> texts(sim::Inbox& inbox) {
    std::vector<std::string> out;
    for (const auto& letter : inbox.letters()) {
      const auto at = letter.bytes.find(" - push - ");
      out.push_back(at == std::string::npos ? letter.bytes : letter.bytes.substr(at + 10));
    }
    inbox.clear();
    return out;
  }
  void write_all() {
    for (const auto& [level, text] : {std::pair{LogLevel::Debug, "d"},
                                      {LogLevel::Info, "i"},
                                      {LogLevel::Warning, "w"},
                                      {LogLevel::Error, "e"}})
      write(level, text);
  }

  sim::Inbox syslog;
  sim::Inbox debug;
};

using Texts = std::vector<std::string>;

TEST(SyslogRows, Syslog_Server) {
  SyslogRig rig(Tags{{"Syslog_Server", "192.0.2.20"}, {"HostName", "desk7"}});
  rig.write(LogLevel::Warning, "a warning");
  ASSERT_EQ(rig.syslog.letters().size(), 1U);
  EXPECT_EQ(rig.syslog.letters()[0].bytes,
            "<132>1 2026-03-01T12:00:01.020000Z desk7 handset - push - a warning");
  rig.syslog.clear();
  rig.write_all();
  EXPECT_EQ(SyslogRig::texts(rig.syslog), (Texts{"i", "w", "e"}));
  rig.apply({});
  rig.write_all();
  EXPECT_TRUE(rig.syslog.empty());
}

TEST(SyslogRows, Syslog_Server_MayBeANameAndHaveAPort) {
  SyslogRig rig;
  rig.simulation.web().set_dns("log.example", {peer_address});
  rig.apply({{"Syslog_Server", "log.example:1514"}});
  rig.write(LogLevel::Error, "e");
  EXPECT_EQ(SyslogRig::texts(rig.debug), Texts{"e"});
}

TEST(SyslogRows, Syslog_Server_ThatIsNotFoundIsLookedForAgain) {
  SyslogRig rig(Tags{{"Syslog_Server", "log.example"}});
  rig.write(LogLevel::Error, "lost");
  rig.simulation.web().set_dns("log.example", {peer_address});
  rig.simulation.run_for(minutes(2));
  rig.write(LogLevel::Error, "found");
  EXPECT_EQ(SyslogRig::texts(rig.syslog), Texts{"found"});
}

TEST(SyslogRows, Debug_Server_AndDebug_Level) {
  const std::vector<Texts> by_level = {{}, {"w", "e"}, {"i", "w", "e"}, {"d", "i", "w", "e"}};
  for (unsigned level = 0; level < 4; ++level) {
    SyslogRig rig(Tags{{"Debug_Server", "192.0.2.20:1514"}, {"Debug_Level", std::to_string(level)}});
    rig.write_all();
    EXPECT_EQ(SyslogRig::texts(rig.debug), by_level[level]) << level;
    EXPECT_TRUE(rig.syslog.empty());
  }
}

TEST(SyslogRows, Debug_Level_WithoutADebugServerGoesToTheSyslogServer) {
  SyslogRig rig(Tags{{"Syslog_Server", "192.0.2.20"}, {"Debug_Level", "3"}});
  rig.write_all();
  EXPECT_EQ(SyslogRig::texts(rig.syslog), (Texts{"d", "i", "w", "e"}));
}

TEST(SyslogRows, Debug_Server_GetsACopyOfTheSyslogToo) {
  SyslogRig rig(
      Tags{{"Syslog_Server", "192.0.2.20"}, {"Debug_Server", "192.0.2.20:1514"}, {"Debug_Level", "0"}});
  rig.write_all();
  EXPECT_EQ(SyslogRig::texts(rig.syslog), (Texts{"i", "w", "e"}));
  EXPECT_EQ(SyslogRig::texts(rig.debug), (Texts{"i", "w", "e"}));
}

TEST(SyslogRows, Debug_Server_GetsTheMessagesOfTheSipDebugOption) {
  SyslogRig rig(Tags{
      {"Syslog_Server", "192.0.2.20"}, {"Debug_Server", "192.0.2.20:1514"}, {"SIP_Debug_Option_1_", "full"}});
  rig.simulation.run_for(seconds(1));
  rig.options();
  ASSERT_EQ(rig.debug.letters().size(), 2U);
  EXPECT_NE(rig.debug.letters()[0].bytes.find("sip - line 1 from 192.0.2.20:5090\nOPTIONS sip:101@"),
            std::string::npos);
  EXPECT_EQ(rig.debug.letters()[0].bytes.find('\r'), std::string::npos);
  EXPECT_TRUE(rig.syslog.empty());
}

TEST(Syslog, AMessageIsOneLineWhateverIsInIt) {
  SyslogRig rig(Tags{{"Syslog_Server", "192.0.2.20"}});
  rig.write(LogLevel::Error, std::string("a\r\n<0>1 fake\x1b[2J") + std::string(5000, 'x'));
  ASSERT_EQ(rig.syslog.letters().size(), 1U);
  const std::string& bytes = rig.syslog.letters()[0].bytes;
  EXPECT_EQ(bytes.find_first_of("\r\n\x1b"), std::string::npos);
  EXPECT_LT(bytes.size(), 2300U);
}

TEST(Syslog, ARestartIsReported) {
  SyslogRig rig(Tags{{"Syslog_Server", "192.0.2.20"}});
  rig.simulation.run_for(seconds(1));
  rig.station.request_restart();
  rig.simulation.run_for(seconds(1));
  ASSERT_EQ(rig.syslog.letters().size(), 1U);
  EXPECT_NE(rig.syslog.letters()[0].bytes.find("restarted"), std::string::npos);
}

}  // namespace
}  // namespace handset::phone
