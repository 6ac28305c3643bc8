#include "sip/dialog.h"

#include <gtest/gtest.h>
#include <string>

#include "sample_messages.h"

namespace handset::sip {
namespace {

// A NOTIFY as a PBX sends it, in a dialog where we are "ours".
SampleRequest notify() {
  return SampleRequest()
      .replace("From: \"Reception\" <sip:102@example.org>;tag=theirs")
      .replace("To: <sip:101@example.org>;tag=ours")
      .replace("Call-ID: one@example.org")
      .replace("CSeq: 7 NOTIFY")
      .replace("Contact: <sip:102@192.0.2.20:5070>");
}

Result<Dialog> accepted(const SampleRequest& request) {
  const std::string text = request.text();
  Message message;
  EXPECT_TRUE(message.parse(text));
  return Dialog::accepted(message, "ours");
}

bool owns(const Dialog& dialog, const SampleRequest& request) {
  const std::string text = request.text();
  Message message;
  EXPECT_TRUE(message.parse(text));
  return dialog.owns(message);
}

TEST(Dialog, OfARequestThatCameInHasItsEndsTurnedRound) {
  const auto dialog = accepted(notify());
  ASSERT_TRUE(dialog);
  EXPECT_EQ(dialog->call_id(), "one@example.org");
  EXPECT_EQ(dialog->local_tag(), "ours");
  EXPECT_EQ(dialog->remote_tag(), "theirs");
  EXPECT_EQ(dialog->from(), "<sip:101@example.org>");
  EXPECT_EQ(dialog->to(), "<sip:102@example.org>;tag=theirs");
  EXPECT_EQ(dialog->request_uri(), "sip:102@192.0.2.20:5070");
  EXPECT_EQ(dialog->next_hop(), "sip:102@192.0.2.20:5070");
  EXPECT_EQ(dialog->route(), "");
}

TEST(Dialog, KeepsTheRouteSetInItsOrder) {
  const auto dialog =
      accepted(notify().replace("Record-Route: <sip:first.example;lr>, \"Two\" <sip:second.example;lr;x=1>"));
  ASSERT_TRUE(dialog);
  EXPECT_EQ(dialog->route(), "<sip:first.example;lr>, \"Two\" <sip:second.example;lr;x=1>");
  EXPECT_EQ(dialog->request_uri(), "sip:102@192.0.2.20:5070");
  EXPECT_EQ(dialog->next_hop(), "sip:first.example;lr");
}

TEST(Dialog, PutsAStrictRouterIntoTheRequestUri) {
  const auto dialog =
      accepted(notify().replace("Record-Route: <sip:strict.example>, <sip:second.example;lr>"));
  ASSERT_TRUE(dialog);
  EXPECT_EQ(dialog->request_uri(), "sip:strict.example");
  EXPECT_EQ(dialog->route(), "<sip:second.example;lr>, <sip:102@192.0.2.20:5070>");
  EXPECT_EQ(dialog->next_hop(), "sip:strict.example");
}

TEST(Dialog, OwnsWhatHasItsCallIdAndBothTags) {
  const auto dialog = accepted(notify());
  ASSERT_TRUE(dialog);
  EXPECT_TRUE(owns(*dialog, notify().replace("CSeq: 8 NOTIFY")));
  EXPECT_FALSE(owns(*dialog, notify().replace("Call-ID: two@example.org")));
  EXPECT_FALSE(owns(*dialog, notify().replace("From: <sip:102@example.org>;tag=other")));
  EXPECT_FALSE(owns(*dialog, notify().replace("From: <sip:102@example.org>;tag=THEIRS")));
  EXPECT_FALSE(owns(*dialog, notify().replace("To: <sip:101@example.org>")));
  EXPECT_FALSE(owns(*dialog, notify().replace("To: <sip:101@example.org>;tag=other")));
}

TEST(Dialog, KnowsTheOrderOfRequests) {
  auto dialog = accepted(notify());
  ASSERT_TRUE(dialog);
  EXPECT_EQ(dialog->take_cseq(7), Dialog::Order::Same);
  EXPECT_EQ(dialog->take_cseq(6), Dialog::Order::Older);
  EXPECT_EQ(dialog->take_cseq(20), Dialog::Order::Newer);
  EXPECT_EQ(dialog->take_cseq(19), Dialog::Order::Older);
}

TEST(Dialog, FollowsThePeerToANewContact) {
  auto dialog = accepted(notify());
  ASSERT_TRUE(dialog);
  Message message;
  for (const auto& [line, target] :
       {std::pair{"Contact: <sip:102@192.0.2.21>", "sip:102@192.0.2.21"},
        std::pair{"Contact: <tel:102>", "sip:102@192.0.2.21"}, std::pair{"Contact:", "sip:102@192.0.2.21"},
        std::pair{"Contact: *", "sip:102@192.0.2.21"}}) {
    const std::string text = notify().replace(line).text();
    ASSERT_TRUE(message.parse(text));
    dialog->refresh_target(message);
    EXPECT_EQ(dialog->remote_target(), target) << line;
  }
}

TEST(Dialog, IsNotMadeByWhatCannotBeAnswered) {
  EXPECT_FALSE(accepted(notify().replace("From: <sip:102@example.org>")));
  EXPECT_FALSE(accepted(notify().replace("Contact:")));
  EXPECT_FALSE(accepted(notify().replace("Contact: <sip:a@b>, <sip:c@d>")));
  EXPECT_FALSE(accepted(notify().replace("Contact: <mailto:a@b>")));
  EXPECT_FALSE(accepted(notify().replace("Contact: <sip:" + std::string(2000, 'a') + "@b>")));
  EXPECT_FALSE(accepted(notify().replace("Record-Route: nonsense")));
  std::string routes = "Record-Route: <sip:p0;lr>";
  for (int i = 1; i < 20; ++i) routes += ", <sip:p" + std::to_string(i) + ";lr>";
  EXPECT_FALSE(accepted(notify().replace(routes))) << "more routes than anybody has";
}

}  // namespace
}  // namespace handset::sip
