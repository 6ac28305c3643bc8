#include "web/information_doors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/xml_document.h"
#include "unit/web/security_rig.h"

namespace handset::web {
namespace {

using testing::field;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SecurityRig;

struct InformationRig : SecurityRig {
  InformationRig() {
    EXPECT_EQ(set({{"Display_Name_1_", "Front <b>desk</b>"},
                   {"Proxy_1_", "pbx.example"},
                   {"Register_1_", "No"},
                   {"HostName", "desk-101"},
                   {"Station_Name", "Front desk"},
                   {"XML_Password", "the word for XML"}}),
              200);
  }
  io::HttpResponse get(const std::string& path) { return ask_as(Account::User, "GET", path); }
  // Sound XML with that root: its elements by name, of those that are there more than once the first.
  std::map<std::string, std::string> fields(const std::string& path, std::string_view root) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(field(answer, "Content-Type"), "text/xml; charset=utf-8") << path;
    const auto document = Document::parse(answer.body);
    EXPECT_TRUE(document) << path << answer.body;
    std::map<std::string, std::string> out;
    if (!document) return out;
    EXPECT_EQ(document->root().name(), root);
    for (const Element element : document->root()) out.emplace(element.name(), element.text());
    return out;
  }
};

TEST(Information, TheDeviceIsToldByTheFieldsThatClientsRead) {
  InformationRig rig;
  auto device = rig.fields("/DeviceInformationX", "DeviceInformation");
  EXPECT_EQ(device["HostName"], "desk-101");
  EXPECT_EQ(device["phoneDN"], "101");
  EXPECT_EQ(device["modelNumber"], "SPA525G2");
  EXPECT_EQ(device["versionID"], "0.1.0");
  EXPECT_EQ(device["appLoadID"], "handset-0.1.0");
  for (const char* name : {"MACAddress", "serialNumber", "time"}) EXPECT_TRUE(device.contains(name)) << name;
  EXPECT_EQ(device["MessageWaiting"], "No");
}

TEST(Information, TheNetworkThePortAndTheStreamsHaveTheirFields) {
  InformationRig rig;
  auto network = rig.fields("/NetworkConfigurationX", "NetworkConfiguration");
  EXPECT_EQ(network["HostName"], "desk-101");
  EXPECT_EQ(network["CallManager1"], "pbx.example");
  EXPECT_TRUE(network.contains("IPAddress"));
  auto ethernet = rig.fields("/EthernetInformationX", "EthernetInformation");
  EXPECT_GT(std::stoi(ethernet["RxSIPMessages"]), 0);
  EXPECT_TRUE(rig.fields("/PortInformationX?1", "PortInformation").contains("PortSpeed"));
  for (const char* path : {"/StreamingStatisticsX", "/StreamingStatisticsX?0", "/StreamingStatisticsX?5",
                           "/StreamingStatisticsX?n1"}) {
    auto stream = rig.fields(path, "StreamingStatistics");
    EXPECT_EQ(stream["StreamStatus"], "Not Ready");
    EXPECT_THAT(stream["LocalAddr"], HasSubstr("/"));
    for (const char* name :
         {"RemoteAddr", "SenderPackets", "SenderOctets", "SenderCodec", "RcvrPackets", "RcvrOctets",
          "RcvrCodec", "RcvrLostPackets", "AvgJitter", "MaxJitter", "Latency", "MOSLQK"})
      EXPECT_TRUE(stream.contains(name)) << name;
  }
}

// Programs count upwards until there is no more.
TEST(Information, NumbersThatThereAreNotAreNotFound) {
  InformationRig rig;
  for (const char* path :
       {"/PortInformationX?2", "/PortInformation?0", "/StreamingStatisticsX?6", "/DeviceLogX?2",
        "/StreamingStatisticsX?99999999999", "/PortInformationX?n99999999999999999999999"})
    EXPECT_EQ(rig.get(path).status, 404) << path;
  for (const char* path : {"/PortInformationX?x", "/StreamingStatisticsX?-1", "/DeviceLog?n"})
    EXPECT_EQ(rig.get(path).status, 400) << path;
}

// Some programs put something there to get past caches.
TEST(Information, WhatThereIsOnceHasNoNumber) {
  InformationRig rig;
  for (const char* path :
       {"/DeviceInformationX?_=1700000000000", "/NetworkConfiguration?x", "/EthernetInformationX?7"})
    EXPECT_EQ(rig.get(path).status, 200) << path;
}

TEST(Information, TheLogTellsWhatCannotBeObeyed) {
  InformationRig rig;
  EXPECT_TRUE(rig.fields("/DeviceLogX", "DeviceLog").empty());
  ASSERT_EQ(rig.set({{"User_ID_2_", "101"}, {"Password_2_", "x"}}), 200);
  EXPECT_THAT(rig.fields("/DeviceLogX?1", "DeviceLog")["status"], HasSubstr("Extension 2"));
}

TEST(Information, EachHasAPageForPeopleWithoutMarkupFromOutside) {
  InformationRig rig;
  // On the pages of the device and of the log.
  ASSERT_EQ(rig.set({{"User_ID_1_", "<b>101</b>"}, {"User_ID_2_", "<b>101</b>"}, {"Password_2_", "x"}}), 200);
  for (const char* path : {"/DeviceInformation", "/NetworkConfiguration", "/EthernetInformation",
                           "/PortInformation", "/DeviceLog", "/StreamingStatistics"}) {
    const auto answer = rig.get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(field(answer, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_THAT(answer.body, HasSubstr("<h1>"));
    EXPECT_THAT(answer.body, Not(HasSubstr("<b>")));
  }
  EXPECT_THAT(rig.get("/DeviceInformation").body, HasSubstr("<td>desk-101</td>"));
  EXPECT_THAT(rig.get("/DeviceInformation").body, HasSubstr("<td>&lt;b&gt;101&lt;/b&gt;</td>"));
  EXPECT_THAT(rig.get("/DeviceLog").body, HasSubstr("Extension 2"));
}

TEST(Information, TheStatesTellTheScreenAndTheLines) {
  InformationRig rig;
  auto call = rig.fields("/CGI/CallInfo", "CiscoIPPhoneCallLineInfo");
  EXPECT_EQ(call["LineDirNum"], "101");
  EXPECT_EQ(call["LineState"], "ONHOOK");
  const auto lines = rig.get("/CGI/LineInfo").body;
  EXPECT_THAT(lines, HasSubstr("<lineDirNum>101</lineDirNum>"));
  EXPECT_THAT(lines, HasSubstr("<LineLabel>Front &lt;b&gt;desk&lt;/b&gt;</LineLabel>"));
  EXPECT_THAT(lines, HasSubstr("<MessageWaiting>NO</MessageWaiting>"));
  EXPECT_EQ(rig.fields("/CGI/LineInfo", "CiscoIPPhoneLineInfo").count("CiscoIPPhoneLines"), 1U);
  EXPECT_THAT(rig.get("/CGI/SettingsInfo").body, HasSubstr("<FieldValue>Front desk</FieldValue>"));
  EXPECT_EQ(rig.fields("/CGI/SettingsInfo", "CiscoIPPhoneSettingsInfo").count("CiscoIPPhoneFields"), 1U);

  rig.station->press(phone::Key::Settings, phone::KeySource::Person);
  auto mode = rig.fields("/CGI/ModeInfo", "CiscoIPPhoneModeInfo");
  const phone::Screen screen = rig.station->phone().screen();
  EXPECT_EQ(mode["PlaneTitle"], screen.title);
  EXPECT_EQ(mode["PlaneFieldCount"], std::to_string(screen.rows.size()));
  EXPECT_THAT(rig.get("/CGI/ModeInfo").body,
              HasSubstr("<FieldName>" + screen.rows.at(1).text + "</FieldName>"));
  EXPECT_THAT(rig.get("/CGI/CallInfo").body, HasSubstr("Label=\"" + screen.soft_keys[0] + "\""));
}

TEST(Information, HoldsNoSecret) {
  InformationRig rig;
  for (const Route& route : rig.routes()) {
    if (route.access != Access::Onlooker) continue;
    const std::string body = rig.get(route.path).body;
    for (const char* secret : {"secret", "the word for XML"})
      EXPECT_THAT(body, Not(HasSubstr(secret))) << route.path;
  }
}

}  // namespace
}  // namespace handset::web
