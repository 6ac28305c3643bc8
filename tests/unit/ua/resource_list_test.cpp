#include "ua/resource_list.h"

#include <gtest/gtest.h>
#include <string>

#include "unit/ua/list_body.h"

namespace handset::ua {
namespace {

using test::dialog;
using test::ListBody;
using State = ResourceInstance::State;

std::string error_of(const std::string& text, std::string_view type = ListBody::content_type) {
  const auto list = ResourceList::parse(type, text);
  return list ? "" : list.error().message;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(ResourceList, SaysWhoIsOnItAndWhatIsToldOfEach) {
  ListBody body{.version = 7};
  body.add("102", dialog("confirmed"), "Bob &amp; Ann");
  body.add_without("103", "<instance id=\"a\" state=\"terminated\" reason=\"noresource\"/>");
  body.add_without("104", "<instance id=\"a\" state=\"pending\"/><instance id=\"b\" state=\"pending\"/>");
  body.add_without("105");
  const std::string text = body.text();
  const auto list = ResourceList::parse(ListBody::content_type, text);
  ASSERT_TRUE(list) << list.error().log_words();
  EXPECT_EQ(list->uri, "sip:team@example.org");
  EXPECT_EQ(list->version, 7U);
  EXPECT_TRUE(list->full);
  ASSERT_EQ(list->resources.size(), 4U);
  const ListedResource& bob = list->resources[0];
  EXPECT_EQ(bob.uri, "sip:102@example.org");
  EXPECT_EQ(bob.name, "Bob & Ann");
  ASSERT_EQ(bob.instances.size(), 1U);
  EXPECT_EQ(bob.instances[0].id, "juwigmtboe");
  EXPECT_EQ(bob.instances[0].state, State::Active);
  EXPECT_EQ(bob.instances[0].content_type, "application/dialog-info+xml;charset=\"UTF-8\"");
  EXPECT_EQ(bob.instances[0].body.substr(0, 12), "<dialog-info");
  EXPECT_GE(bob.instances[0].body.data(), text.data()) << "it is a slice of the body";
  EXPECT_LE(bob.instances[0].body.data(), text.data() + text.size());
  EXPECT_EQ(list->resources[1].instances[0].state, State::Terminated);
  EXPECT_EQ(list->resources[1].instances[0].reason, "noresource");
  EXPECT_EQ(list->resources[2].instances.size(), 2U);
  EXPECT_EQ(list->resources[2].instances[1].state, State::Pending);
  EXPECT_EQ(list->resources[2].instances[1].body, "");
  EXPECT_TRUE(list->resources[3].instances.empty());
}

TEST(ResourceList, MayHaveAPrefixAndFlagsAsDigits) {
  const auto list = ResourceList::parse(
      "multipart/related;boundary=b",
      "--b\nContent-Type: application/rlmi+xml\n\n<r:list xmlns:r=\"urn:ietf:params:xml:ns:rlmi\" "
      "uri=\"sip:l@x\" "
      "version=\"1\" fullState=\"0\"><r:name>L</r:name><r:resource uri=\"sip:a@x\"><r:name/><r:name "
      "xml:lang=\"de\">A</r:name></r:resource></r:list>\n--b--\n");
  ASSERT_TRUE(list) << list.error().log_words();
  EXPECT_FALSE(list->full);
  ASSERT_EQ(list->resources.size(), 1U);
  EXPECT_EQ(list->resources[0].name, "A");
}

TEST(ResourceList, RefusesWhatItCannotBe) {
  ListBody body;
  body.add("102", dialog("confirmed"));
  const std::string right = body.text();
  EXPECT_EQ(error_of(right), "");
  EXPECT_EQ(error_of(right, "text/plain"), "The body is of another type");
  EXPECT_EQ(error_of(replaced(right, "rlmi+xml", "xml")), "the root of the parts is no application/rlmi+xml");
  EXPECT_NE(error_of(replaced(right, "<list ", "<table ")), "");
  EXPECT_EQ(error_of(replaced(replaced(right, "<list ", "<table "), "</list>", "</table>")), "it is no list");
  EXPECT_EQ(error_of(replaced(right, " version=\"0\"", "")), "version is no number");
  EXPECT_EQ(error_of(replaced(right, " version=\"0\"", " version=\"4294967296\"")), "version is no number");
  EXPECT_EQ(error_of(replaced(right, "fullState=\"true\"", "fullState=\"yes\"")),
            "fullState is true or false");
  EXPECT_EQ(error_of(replaced(right, "uri=\"sip:102@example.org\"", "uri=\"\"")),
            "a resource has no URI, or too long a one");
  EXPECT_EQ(error_of(replaced(right, "102@example.org\"", std::string(300, 'a') + "\"")),
            "a resource has no URI, or too long a one");
  EXPECT_EQ(error_of(replaced(right, "id=\"juwigmtboe\"", "")), "an instance has no id, or too long a one");
  EXPECT_EQ(error_of(replaced(right, "state=\"active\"", "state=\"asleep\"")),
            "the state of an instance is none");
  EXPECT_EQ(error_of(replaced(right, "cid=\"102", "cid=\"103")), "the part of an instance is missing");
  EXPECT_EQ(error_of(replaced(right, "cid=\"102.0@example.org\"", "cid=\"\"")),
            "the part of an instance is missing");
  ListBody twice = body;
  twice.add_part("102.0@example.org", "<dialog-info/>");
  EXPECT_EQ(error_of(twice.text()), "Two parts have one Content-ID");
  EXPECT_NE(error_of(replaced(right, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE list>")), "");
  EXPECT_NE(error_of(""), "");
}

TEST(ResourceList, HasItsLimits) {
  ListBody body;
  for (std::size_t i = 0; i < ResourceList::most_resources; ++i) body.add_without(std::to_string(i));
  EXPECT_EQ(error_of(body.text()), "");
  EXPECT_EQ(error_of(body.add_without("more").text()), "there are too many resources");
  std::string instances;
  for (std::size_t i = 0; i <= ResourceList::most_instances; ++i)
    instances += "<instance id=\"" + std::to_string(i) + "\" state=\"pending\"/>";
  EXPECT_EQ(error_of(ListBody().add_without("1", instances).text()), "a resource has too many instances");
  EXPECT_EQ(error_of(ListBody().text() + std::string(ResourceList::longest_body, ' ')),
            "the list is too large");
  const auto named =
      ResourceList::parse(ListBody::content_type,
                          ListBody().add_without("1", "<name>" + std::string(999, 'n') + "</name>").text());
  ASSERT_TRUE(named);
  EXPECT_LE(named->resources[0].name.size(), ResourceList::longest_text);
}

}  // namespace
}  // namespace handset::ua
