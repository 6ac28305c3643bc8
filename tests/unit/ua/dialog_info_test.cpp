#include "ua/dialog_info.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::ua {
namespace {

using Lamp = DialogTable::Lamp;
using State = WatchedDialog::State;

// A document of those dialogs.
std::string document(const std::string& dialogs, unsigned version = 0, const std::string& state = "full") {
  return R"(<?xml version="1.0"?>
<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version=")" +
         std::to_string(version) + "\" state=\"" + state + "\" entity=\"sip:102@example.org\">" + dialogs +
         "</dialog-info>";
}

std::string dialog(const std::string& id, const std::string& state, const std::string& direction = {},
                   const std::string& inside = {}) {
  return "<dialog id=\"" + id + "\"" + (direction.empty() ? "" : " direction=\"" + direction + "\"") +
         "><state>" + state + "</state>" + inside + "</dialog>";
}

const std::string held =
    R"(<local><target uri="sip:102@192.0.2.2"><param pname="+sip.rendering" pval="no"/></target></local>)";

Lamp lamp_of(const std::string& dialogs) {
  const auto info = DialogInfo::parse(document(dialogs));
  EXPECT_TRUE(info) << info.error().log_words();
  DialogTable table;
  if (info) table.take(*info);
  return table.lamp();
}

TEST(DialogInfo, SaysWhoIsCalledByWhom) {
  const auto info = DialogInfo::parse(
      document(dialog("a1", "early", "recipient",
                      "<local><identity display=\"Reception\">sip:102@example.org</identity></local>"
                      "<remote><identity display=\"Ann &amp; Bob\">\n  sip:103@example.org\n</identity>"
                      "<target uri=\"sip:103@192.0.2.3\"/></remote>"),
               7));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->version, 7U);
  EXPECT_TRUE(info->full);
  EXPECT_EQ(info->entity, "sip:102@example.org");
  ASSERT_EQ(info->dialogs.size(), 1U);
  const WatchedDialog& one = info->dialogs[0];
  EXPECT_EQ(one.id, "a1");
  EXPECT_EQ(one.state, State::Early);
  EXPECT_EQ(one.direction, WatchedDialog::Direction::Recipient);
  EXPECT_EQ(one.local.display, "Reception");
  EXPECT_EQ(one.remote.display, "Ann & Bob");
  EXPECT_EQ(one.remote.uri, "sip:103@example.org");
}

TEST(DialogInfo, MayHaveAPrefixForItsNames) {
  const auto info = DialogInfo::parse(
      "<d:dialog-info xmlns:d=\"urn:ietf:params:xml:ns:dialog-info\" version=\"1\" state=\"full\">"
      "<d:dialog id=\"1\"><d:state>confirmed</d:state></d:dialog></d:dialog-info>");
  ASSERT_TRUE(info);
  ASSERT_EQ(info->dialogs.size(), 1U);
  EXPECT_EQ(info->dialogs[0].state, State::Confirmed);
}

TEST(DialogInfo, MakesALampOfWhatGoesOn) {
  EXPECT_EQ(DialogTable().lamp(), Lamp::Unknown);
  EXPECT_EQ(lamp_of(""), Lamp::Idle);
  EXPECT_EQ(lamp_of(dialog("1", "terminated")), Lamp::Idle);
  EXPECT_EQ(lamp_of(dialog("1", "early", "recipient")), Lamp::Ringing);
  EXPECT_EQ(lamp_of(dialog("1", "early")), Lamp::Ringing) << "as servers say that leave the direction out";
  EXPECT_EQ(lamp_of(dialog("1", "early", "initiator")), Lamp::Busy) << "it calls somebody";
  EXPECT_EQ(lamp_of(dialog("1", "trying", "initiator")), Lamp::Busy);
  EXPECT_EQ(lamp_of(dialog("1", "proceeding")), Lamp::Busy);
  EXPECT_EQ(lamp_of(dialog("1", "Confirmed")), Lamp::Busy);
  EXPECT_EQ(lamp_of(dialog("1", "confirmed", "recipient", held)), Lamp::Held);
}

TEST(DialogInfo, OfSeveralCallsShowsTheOneThatMattersMost) {
  const std::string ringing = dialog("1", "early", "recipient");
  const std::string talking = dialog("2", "confirmed");
  const std::string on_hold = dialog("3", "confirmed", "", held);
  EXPECT_EQ(lamp_of(on_hold + talking + ringing), Lamp::Ringing);
  EXPECT_EQ(lamp_of(on_hold + talking), Lamp::Busy);
  EXPECT_EQ(lamp_of(on_hold + on_hold), Lamp::Held);
}

TEST(DialogInfo, OfAPartChangesWhatItNames) {
  DialogTable table;
  const auto take = [&](const std::string& text) {
    const auto info = DialogInfo::parse(text);
    EXPECT_TRUE(info);
    return info && table.take(*info);
  };
  EXPECT_TRUE(take(document(dialog("1", "confirmed") + dialog("2", "early", "recipient"), 0)));
  EXPECT_EQ(table.lamp(), Lamp::Ringing);
  EXPECT_EQ(table.foremost()->id, "2");
  EXPECT_TRUE(take(document(dialog("2", "terminated"), 1, "partial")));
  EXPECT_EQ(table.lamp(), Lamp::Busy);
  EXPECT_TRUE(take(document(dialog("3", "early", "recipient"), 1, "partial")));
  EXPECT_EQ(table.lamp(), Lamp::Busy) << "of the same version: it says nothing new";
  EXPECT_FALSE(take(document(dialog("3", "early", "recipient"), 5, "partial"))) << "some are missing";
  EXPECT_EQ(table.lamp(), Lamp::Ringing) << "but what it says is true";
  EXPECT_TRUE(take(document(dialog("1", "terminated") + dialog("3", "terminated"), 6, "partial")));
  EXPECT_EQ(table.lamp(), Lamp::Idle);
  EXPECT_TRUE(take(document(dialog("9", "confirmed"), 0))) << "all is said anew, whatever the version";
  EXPECT_EQ(table.lamp(), Lamp::Busy);
  table.clear();
  EXPECT_EQ(table.lamp(), Lamp::Unknown);
  EXPECT_FALSE(take(document(dialog("1", "confirmed"), 3, "partial"))) << "the rest was never told";
}

TEST(DialogInfo, RefusesWhatItCannotBe) {
  for (const std::string& text :
       {std::string(), std::string("BUSY"), std::string("<presence version=\"0\"/>"),
        document(dialog("", "confirmed")), document(dialog("1", "dancing")), document("<dialog id=\"1\"/>"),
        document("", 0, "half"), std::string("<dialog-info state=\"full\"/>"),
        std::string("<dialog-info version=\"-1\" state=\"full\"/>"),
        std::string("<dialog-info version=\"4294967296\" state=\"full\"/>"),
        std::string("<!DOCTYPE dialog-info><dialog-info version=\"0\"/>")})
    EXPECT_FALSE(DialogInfo::parse(text)) << text;
}

TEST(DialogInfo, HasLimits) {
  std::string many;
  for (std::size_t i = 0; i < DialogInfo::most_dialogs; ++i) many += dialog(std::to_string(i), "confirmed");
  EXPECT_TRUE(DialogInfo::parse(document(many)));
  EXPECT_FALSE(DialogInfo::parse(document(many + dialog("x", "confirmed"))));
  EXPECT_FALSE(DialogInfo::parse(document(dialog(std::string(300, 'a'), "confirmed"))));
  EXPECT_FALSE(DialogInfo::parse(document("<!--" + std::string(70'000, 'a') + "-->")));

  const std::string longest(1000, 'n');
  const auto info = DialogInfo::parse(document(
      dialog("1", "confirmed", "",
             "<remote><identity display=\"" + longest + "\">sip:" + longest + "@x</identity></remote>")));
  ASSERT_TRUE(info);
  EXPECT_LE(info->dialogs[0].remote.display.size(), DialogInfo::longest_text);
  EXPECT_EQ(info->dialogs[0].remote.uri, "");

  DialogTable table;
  table.take(*DialogInfo::parse(document(many, 0)));
  for (unsigned i = 1; i < 100; ++i)
    table.take(*DialogInfo::parse(document(dialog("n" + std::to_string(i), "confirmed"), i, "partial")));
  EXPECT_EQ(table.dialogs().size(), DialogInfo::most_dialogs);
}

}  // namespace
}  // namespace handset::ua
