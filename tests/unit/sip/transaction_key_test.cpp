#include "sip/transaction_key.h"

#include <gtest/gtest.h>
#include <string>

#include "sample_messages.h"

namespace handset::sip {
namespace {

class TransactionKeyTest : public testing::Test {
 protected:
  const Via& read(const SampleRequest& request) {
    text_ = request.text();
    EXPECT_TRUE(message_.parse(text_));
    via_ = message_.via().value();
    return via_;
  }
  KeyedHash::Hash128 key(const SampleRequest& request) {
    read(request);
    return transaction_key(hash_, message_, via_);
  }
  std::optional<std::uint64_t> merge(const SampleRequest& request) {
    read(request);
    return merge_key(hash_, message_);
  }
  std::string tag(const SampleRequest& request) {
    read(request);
    return std::string(to_tag(transaction_key(hash_, message_, via_)).view());
  }
  static SampleRequest with(std::string_view line) { return SampleRequest().replace(line); }

  KeyedHash hash_{KeyedHash::Key{std::byte{1}, std::byte{2}}};
  std::string text_;
  Message message_;
  Via via_;
};

TEST_F(TransactionKeyTest, ARetransmissionHasTheSameKey) {
  EXPECT_EQ(key(SampleRequest()), key(SampleRequest()));
}

TEST_F(TransactionKeyTest, BranchSentByAndMethodMakeIt) {
  const auto base = key(SampleRequest());
  EXPECT_NE(base, key(with("Via: SIP/2.0/UDP 192.0.2.1:5080;rport;branch=z9hG4bK776asdhdt")));
  EXPECT_NE(base, key(with("Via: SIP/2.0/UDP 192.0.2.1:5081;rport;branch=z9hG4bK776asdhds")));
  EXPECT_NE(base, key(SampleRequest().start_line("OPTIONS sip:101@192.0.2.10:5060 SIP/2.0")));
  EXPECT_EQ(base, key(with("CSeq: 1 NOTIFY").replace("Call-ID: other")));
}

TEST_F(TransactionKeyTest, AnAckBelongsToItsInvite) {
  EXPECT_EQ(key(SampleRequest().start_line("INVITE sip:a@b SIP/2.0")),
            key(SampleRequest().start_line("ACK sip:a@b SIP/2.0")));
  EXPECT_NE(key(SampleRequest().start_line("INVITE sip:a@b SIP/2.0")),
            key(SampleRequest().start_line("CANCEL sip:a@b SIP/2.0")));
}

TEST_F(TransactionKeyTest, WithoutABranchOfRfc3261TheOlderRulesCount) {
  for (const std::string via :
       {"Via: SIP/2.0/UDP h;branch=z9hG4bK", "Via: SIP/2.0/UDP h", "Via: SIP/2.0/UDP h;branch=1"}) {
    const auto base = key(with(via));
    EXPECT_EQ(base, key(with(via)));
    EXPECT_NE(base, key(with(via).replace("CSeq: 2 NOTIFY")));
    EXPECT_NE(base, key(with(via).replace("Call-ID: other")));
    EXPECT_NE(base, key(with(via).replace("From: <sip:pbx@192.0.2.1>;tag=other")));
    EXPECT_NE(base, key(with(via).replace("To: <sip:102@192.0.2.10>")));
    EXPECT_NE(base, key(with(via).start_line("NOTIFY sip:102@192.0.2.10 SIP/2.0")));
    EXPECT_NE(base, key(with(via + ";x=1")));
  }
}

TEST_F(TransactionKeyTest, AMergedRequestDiffersInItsBranchAlone) {
  const auto base = merge(SampleRequest());
  ASSERT_TRUE(base);
  EXPECT_EQ(base, merge(with("Via: SIP/2.0/UDP 192.0.2.99;branch=z9hG4bKother")));
  EXPECT_NE(base, merge(with("CSeq: 2 NOTIFY")));
  EXPECT_NE(base, merge(with("Call-ID: other")));
  EXPECT_NE(base, merge(with("From: <sip:pbx@192.0.2.1>;tag=other")));
}

TEST_F(TransactionKeyTest, ARequestInsideADialogCannotBeMerged) {
  EXPECT_FALSE(merge(with("To: <sip:101@192.0.2.10>;tag=1")));
  EXPECT_FALSE(merge(with("To: <sip:101@192.0.2.10")));
}

TEST_F(TransactionKeyTest, TheTagIsTheSameForTheSameRequestOnly) {
  const std::string base = tag(SampleRequest());
  EXPECT_EQ(base.size(), 16U);
  EXPECT_EQ(base.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_EQ(base, tag(SampleRequest()));
  EXPECT_NE(base, tag(with("Via: SIP/2.0/UDP 192.0.2.1:5080;branch=z9hG4bKother")));
  // Without a branch that tells transactions apart, all else does.
  EXPECT_NE(tag(with("Via: SIP/2.0/UDP h")), tag(with("Via: SIP/2.0/UDP h").replace("CSeq: 2 NOTIFY")));
}

TEST_F(TransactionKeyTest, WithAnotherSecretEverythingIsDifferent) {
  const auto base = key(SampleRequest());
  const KeyedHash other{KeyedHash::Key{std::byte{3}}};
  EXPECT_NE(base, transaction_key(other, message_, via_));
  EXPECT_NE(merge_key(hash_, message_), merge_key(other, message_));
}

TEST(Tag, IsAllDigitsOfItsNumber) {
  EXPECT_EQ(Tag(0x0123456789abcdefU).view(), "0123456789abcdef");
}

}  // namespace
}  // namespace handset::sip
