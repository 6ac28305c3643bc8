#include "ua/resource_table.h"

#include <gtest/gtest.h>
#include <string>

#include "unit/ua/list_body.h"

namespace handset::ua {
namespace {

using test::dialog;
using test::ListBody;
using Lamp = DialogTable::Lamp;

class ResourceTableTest : public testing::Test {
 protected:
  // Whether nothing was missing.
  bool take(const ListBody& body) {
    const std::string text = body.text();
    const auto list = ResourceList::parse(ListBody::content_type, text);
    EXPECT_TRUE(list) << list.error().log_words();
    if (!list) return false;
    const auto complete = table.take(*list);
    EXPECT_TRUE(complete) << complete.error().log_words();
    return complete && *complete;
  }
  // "102 busy, 103 idle": who is on the list, and what is shown of each.
  std::string shown() const {
    std::string out;
    for (const auto& one : table.resources()) {
      out += (out.empty() ? "" : ", ") + one.uri.substr(4, 3) + " ";
      const DialogTable* told = one.foremost();
      constexpr const char* words[] = {"unknown", "idle", "ringing", "busy", "held"};
      if (one.ended() != nullptr)
        out += "ended:" + *one.ended();
      else
        out += words[static_cast<unsigned>(told == nullptr ? Lamp::Unknown : told->lamp())];
    }
    return out;
  }

  ResourceTable table;
};

TEST_F(ResourceTableTest, HoldsWhatAFullListSays) {
  EXPECT_TRUE(take(ListBody().add("103", "").add("102", dialog("confirmed"), "Bob").add_without("104")));
  EXPECT_EQ(shown(), "103 idle, 102 busy, 104 unknown") << "in its order";
  EXPECT_EQ(table.resources()[1].name, "Bob");
}

TEST_F(ResourceTableTest, OfAPartOfItChangesWhoIsNamed) {
  take(ListBody{.version = 3}.add("102", dialog("confirmed"), "Bob").add("103", ""));
  EXPECT_TRUE(take(ListBody{.version = 4, .full = false}.add("103", dialog("early"))));
  EXPECT_EQ(shown(), "102 busy, 103 ringing");
  EXPECT_TRUE(take(ListBody{.version = 5, .full = false}.add("102", "").add("104", dialog("early"))));
  EXPECT_EQ(shown(), "102 idle, 103 ringing, 104 ringing") << "who is new comes behind";
  EXPECT_EQ(table.resources()[0].name, "Bob") << "a name that is not said again stays";
}

TEST_F(ResourceTableTest, NoticesThatAPartIsMissing) {
  take(ListBody{.version = 3}.add("102", "").add("103", ""));
  EXPECT_FALSE(take(ListBody{.version = 5, .full = false}.add("103", dialog("confirmed"))));
  EXPECT_EQ(shown(), "102 idle, 103 busy") << "but what it says is true";
  EXPECT_TRUE(take(ListBody{.version = 4, .full = false}.add("102", dialog("confirmed"))));
  EXPECT_EQ(shown(), "102 idle, 103 busy") << "a version that goes back says nothing new";
  EXPECT_TRUE(take(ListBody{.version = 0}.add("103", dialog("early"))));
  EXPECT_EQ(shown(), "103 ringing") << "all is said anew, whatever the version";
}

TEST_F(ResourceTableTest, WithoutAFullListKnowsThatTheRestIsMissing) {
  EXPECT_FALSE(take(ListBody{.full = false}.add("102", "")));
  EXPECT_EQ(shown(), "102 idle");
}

TEST_F(ResourceTableTest, OfAFullListForgetsWhoIsNotOnIt) {
  take(ListBody().add("102", dialog("confirmed")).add("103", "").add("104", ""));
  EXPECT_TRUE(take(ListBody{.version = 1}.add("104", "").add_without("102")));
  EXPECT_EQ(shown(), "104 idle, 102 unknown") << "what is not told anew is not known";
}

TEST_F(ResourceTableTest, PutsPartsOfOnesCallsTogether) {
  take(ListBody().add("102", dialog("confirmed"), "", "full", 5));
  EXPECT_TRUE(take(ListBody{.version = 1, .full = false}.add("102", dialog("terminated"), "", "partial", 6)));
  EXPECT_EQ(shown(), "102 idle");
  EXPECT_FALSE(take(ListBody{.version = 2, .full = false}.add("102", dialog("early"), "", "partial", 9)));
  EXPECT_EQ(shown(), "102 ringing");
}

TEST_F(ResourceTableTest, ShowsOfSeveralInstancesTheOneThatMattersMost) {
  ListBody body;
  const std::string both =
      "<instance id=\"a\" state=\"active\" cid=\"a\"/><instance id=\"b\" state=\"active\" cid=\"b\"/>";
  const std::string start = "<dialog-info version=\"0\" state=\"full\">";
  body.add_without("102", both);
  body.add_part("a", start + "</dialog-info>");
  body.add_part("b", start + dialog("confirmed") + "</dialog-info>");
  EXPECT_TRUE(take(body));
  EXPECT_EQ(shown(), "102 busy");
  EXPECT_TRUE(take(ListBody{.version = 1, .full = false}.add_without(
      "102", "<instance id=\"b\" state=\"terminated\" reason=\"timeout\"/>")));
  EXPECT_EQ(shown(), "102 idle") << "the other one is active";
  EXPECT_TRUE(take(ListBody{.version = 2, .full = false}.add_without(
      "102", "<instance id=\"a\" state=\"terminated\" reason=\"rejected\"/>")));
  EXPECT_EQ(shown(), "102 ended:rejected");
}

TEST_F(ResourceTableTest, OfOneWhoIsNamedTwiceKeepsThePlaceAndTheLast) {
  const std::string start = "<dialog-info version=\"0\" state=\"full\">";
  ListBody body;
  body.add("102", "").add("103", "");
  body.add_without("102", "<instance id=\"juwigmtboe\" state=\"active\" cid=\"b\"/>");
  body.add_part("b", start + dialog("confirmed") + "</dialog-info>");
  EXPECT_TRUE(take(body));
  EXPECT_EQ(shown(), "102 busy, 103 idle");
}

TEST_F(ResourceTableTest, TakesNothingOfAListWithABrokenDocument) {
  take(ListBody().add("102", dialog("confirmed")));
  const std::string text = ListBody{.version = 1}.add("102", "").add("103", "<dialog/>").text();
  const auto list = ResourceList::parse(ListBody::content_type, text);
  ASSERT_TRUE(list);
  EXPECT_FALSE(table.take(*list));
  EXPECT_EQ(shown(), "102 busy");
}

TEST_F(ResourceTableTest, PassesOverDocumentsOfOtherTypes) {
  ListBody body;
  body.add_without("102", "<instance id=\"a\" state=\"active\" cid=\"a\"/>");
  body.add_part("a", "--inner--", "multipart/related");
  EXPECT_TRUE(take(body));
  EXPECT_EQ(shown(), "102 unknown");
}

TEST_F(ResourceTableTest, NeverHasMoreThanTheLimit) {
  for (unsigned version = 0; version < 3; ++version) {
    ListBody body{.version = version, .full = version == 0};
    for (unsigned i = 0; i < 150; ++i) body.add_without(std::to_string(version * 1000 + i));
    EXPECT_TRUE(take(body));
  }
  EXPECT_EQ(table.resources().size(), ResourceList::most_resources);
}

TEST_F(ResourceTableTest, KeepsWhoIsOnTheListWhenASubscriptionBeginsAnew) {
  take(ListBody{.version = 8}.add("102", dialog("confirmed"), "Bob"));
  table.clear();
  EXPECT_EQ(shown(), "102 unknown");
  EXPECT_EQ(table.resources()[0].name, "Bob");
  EXPECT_TRUE(take(ListBody{.version = 0}.add("102", "")));
  EXPECT_EQ(shown(), "102 idle");
}

}  // namespace
}  // namespace handset::ua
