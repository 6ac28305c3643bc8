// STUN messages against RFC 8489, with the samples of RFC 5769.
#include "ua/stun_message.h"

#include <gtest/gtest.h>
#include <string>

#include "unit/ua/stun_maker.h"

namespace handset::ua {
namespace {

using test::from_hex;
using test::stun_bytes;
using test::stun_error;
using test::stun_success;
using test::stun_u16;
using test::StunAttribute;

// RFC 5769 2.1, 2.2 and 2.3.
const std::string sample_request = from_hex(R"(
  00 01 00 58 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
  80 22 00 10 53 54 55 4e 20 74 65 73 74 20 63 6c 69 65 6e 74
  00 24 00 04 6e 00 01 ff  80 29 00 08 93 2f f9 b1 51 26 3b 36
  00 06 00 09 65 76 74 6a 3a 68 36 76 59 20 20 20
  00 08 00 14 9a ea a7 0c bf d8 cb 56 78 1e f2 b5 b2 d3 f2 49 c1 b5 71 a2
  80 28 00 04 e5 7a 3b cf)");
const std::string sample_ipv4 = from_hex(R"(
  01 01 00 3c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
  80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
  00 20 00 08 00 01 a1 47 e1 12 a6 43
  00 08 00 14 2b 91 f5 99 fd 9e 90 c3 8c 74 89 f9 2a f9 ba 53 f0 6b e7 d7
  80 28 00 04 c0 7d 4c 96)");
const std::string sample_ipv6 = from_hex(R"(
  01 01 00 48 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae
  80 22 00 0b 74 65 73 74 20 76 65 63 74 6f 72 20
  00 20 00 14 00 02 a1 47 01 13 a9 fa a5 d3 f1 79 bc 25 f4 b5 be d2 b9 d9
  00 08 00 14 a3 82 95 4e 4b e6 7b f1 17 84 c9 7c 82 92 c2 75 bf e3 ed 41
  80 28 00 04 c8 fb 0b 4c)");

StunTransactionId transaction() {
  StunTransactionId id{};
  for (std::size_t i = 0; i < id.size(); ++i) id.at(i) = static_cast<std::byte>(i * 17 + 200);
  return id;
}

const Endpoint outside{IpAddress::v4(203, 0, 113, 7), 40000};
const Endpoint elsewhere{IpAddress::v4(203, 0, 113, 8), 3479};

std::string words_of(const std::string& bytes) {
  const auto response = read_stun_response(bytes);
  return response ? "taken" : std::string(response.error().what);
}

TEST(StunMessage, ReadsTheIPv4SampleOfRFC5769) {
  const auto response = read_stun_response(sample_ipv4);
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->mapped->to_string(), "192.0.2.1:32853");
  EXPECT_TRUE(response->fingerprint);
  EXPECT_EQ(response->error, 0U);
  EXPECT_EQ(response->transaction, stun_transaction(sample_request));
}

TEST(StunMessage, ReadsTheIPv6SampleOfRFC5769) {
  const auto response = read_stun_response(sample_ipv6);
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->mapped->to_string(), "[2001:db8:1234:5678:11:2233:4455:6677]:32853");
  EXPECT_TRUE(response->fingerprint);
}

TEST(StunMessage, TheRequestOfRFC5769IsStunAndNoResponse) {
  EXPECT_TRUE(is_stun(sample_request));
  const auto response = read_stun_response(sample_request);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, Errc::Unsupported);
}

TEST(StunMessage, TheFingerprintIsThatOfRFC5769) {
  for (const std::string& sample : {sample_request, sample_ipv4, sample_ipv6}) {
    const std::size_t before = sample.size() - 8;
    EXPECT_EQ(test::stun_u32(stun::fingerprint_of(std::string_view(sample).substr(0, before))),
              sample.substr(before + 4));
  }
}

TEST(StunMessage, ARequestIsWrittenAsRFC8489HasIt) {
  const StunTransactionId id = stun_transaction(sample_request);
  EXPECT_EQ(write_stun_request({.transaction = id}),
            from_hex("00 01 00 00 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae"));
  const std::string all = write_stun_request({.transaction = id,
                                              .change_address = true,
                                              .change_port = true,
                                              .software = "Handset",
                                              .fingerprint = true});
  const std::string begin = from_hex(
      "00 01 00 1c 21 12 a4 42 b7 e7 a7 01 bc 34 d6 86 fa 87 df ae"
      "00 03 00 04 00 00 00 06  80 22 00 07 48 61 6e 64 73 65 74 00");
  EXPECT_EQ(all, begin + from_hex("80 28 00 04") + test::stun_u32(stun::fingerprint_of(begin)));
  EXPECT_TRUE(is_stun(all));
  EXPECT_EQ(test::stun_change_flags(all), 6U);
  EXPECT_EQ(test::stun_change_flags(write_stun_request({.transaction = id, .change_port = true})), 2U);
}

TEST(StunMessage, IsToldFromSipAndFromWhatKeepsAWayOpen) {
  for (const std::string bytes : {"", "\r\n\r\n", "NOTIFY sip:101@192.0.2.1 SIP/2.0\r\n\r\n", "\x01\x01"})
    EXPECT_FALSE(is_stun(bytes));
  std::string cookie = sample_ipv4;
  cookie[4] = 0x20;
  EXPECT_FALSE(is_stun(cookie)) << "RFC 3489 alone";
  std::string first = sample_ipv4;
  first[0] = static_cast<char>(0x81);
  EXPECT_FALSE(is_stun(first)) << "RTP, or DTLS";
  EXPECT_FALSE(is_stun(sample_ipv4 + "more"));
  EXPECT_FALSE(is_stun(sample_ipv4.substr(0, 40)));
}

TEST(StunMessage, AnOldServerNamesTheAddressWithoutAMask) {
  const std::string bytes = stun_success(transaction())
                                .address(StunAttribute::MappedAddress, outside)
                                .address(StunAttribute::SourceAddress, {IpAddress::v4(192, 0, 2, 9), 3478})
                                .address(StunAttribute::ChangedAddress, elsewhere)
                                .bytes();
  const auto response = read_stun_response(bytes);
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->mapped, outside);
  EXPECT_EQ(response->origin->to_string(), "192.0.2.9:3478");
  EXPECT_EQ(response->other, elsewhere);
  EXPECT_FALSE(response->fingerprint);
}

TEST(StunMessage, WhatIsMaskedGoesBeforeWhatIsNot) {
  const std::string bytes = stun_success(transaction())
                                .address(StunAttribute::MappedAddress, {IpAddress::v4(10, 0, 0, 1), 1})
                                .address(StunAttribute::ChangedAddress, outside)
                                .address(StunAttribute::OtherAddress, elsewhere)
                                .mapped(outside)
                                .bytes();
  const auto response = read_stun_response(bytes);
  ASSERT_TRUE(response);
  EXPECT_EQ(response->mapped, outside) << "a NAT may have changed the other one";
  EXPECT_EQ(response->other, elsewhere);
}

TEST(StunMessage, AnErrorHasACodeAReasonAndWhatWasNotUnderstood) {
  const std::string bytes = stun_error(transaction())
                                .error(420, "Unknown Attribute")
                                .add(StunAttribute::UnknownAttributes, stun_u16(3) + stun_u16(0x26))
                                .fingerprint()
                                .bytes();
  const auto response = read_stun_response(bytes);
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->error, 420U);
  EXPECT_EQ(response->reason, "Unknown Attribute");
  EXPECT_EQ(response->unknown_attributes, (std::vector<std::uint16_t>{3, 0x26}));
  EXPECT_TRUE(response->fingerprint);
}

TEST(StunMessage, WhatHasToBeUnderstoodAndIsNotIsRefused) {
  const auto with = [](std::uint16_t type) {
    return read_stun_response(stun_success(transaction()).mapped(outside).add(type, "abc").bytes());
  };
  EXPECT_TRUE(with(0x8023));
  EXPECT_TRUE(with(0xffff));
  for (const std::uint16_t type : {std::uint16_t{0x0024}, std::uint16_t{0x7fff}}) {
    const auto response = with(type);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Errc::Unsupported);
  }
}

TEST(StunMessage, WhatFollowsMessageIntegrityIsNobodys) {
  const std::string integrity(20, 'x');
  const auto response = read_stun_response(stun_success(transaction())
                                               .mapped(outside)
                                               .add(StunAttribute::MessageIntegrity, integrity)
                                               .mapped(elsewhere)
                                               .address(StunAttribute::OtherAddress, elsewhere)
                                               .fingerprint()
                                               .bytes());
  ASSERT_TRUE(response) << response.error().what;
  EXPECT_EQ(response->mapped, outside);
  EXPECT_FALSE(response->other);
  EXPECT_TRUE(response->fingerprint);
}

TEST(StunMessage, AnAddressHasTheLengthOfItsFamily) {
  const auto with = [](const std::string& value) {
    return words_of(stun_success(transaction()).add(StunAttribute::MappedAddress, value).bytes());
  };
  const std::string v4 = from_hex("00 01 9c 40 cb 00 71 07");
  EXPECT_EQ(with(v4), "taken");
  EXPECT_EQ(with(v4.substr(0, 3)), "an address of STUN is too short");
  EXPECT_EQ(with(v4.substr(0, 7)), "an address of STUN is not as long as its family has it");
  EXPECT_EQ(with(v4 + "x"), "an address of STUN is not as long as its family has it");
  EXPECT_EQ(with(from_hex("00 02 9c 40 cb 00 71 07")),
            "an address of STUN is not as long as its family has it");
  EXPECT_EQ(with(from_hex("00 03 9c 40 cb 00 71 07")), "an address of STUN is neither IPv4 nor IPv6");
}

TEST(StunMessage, AFingerprintIsRightAndTheLast) {
  auto right = stun_success(transaction()).mapped(outside).fingerprint();
  EXPECT_EQ(words_of(right.bytes()), "taken");
  std::string wrong = right.bytes();
  wrong.back() = static_cast<char>(wrong.back() ^ 1);
  EXPECT_EQ(words_of(wrong), "the fingerprint of STUN is not that of the message");
  EXPECT_EQ(words_of(right.add(StunAttribute::Software, "late").bytes()),
            "the fingerprint of STUN is the last attribute");
}

TEST(StunMessage, AnErrorWithoutASoundCodeIsNone) {
  EXPECT_EQ(words_of(stun_error(transaction()).bytes()), "an error of STUN has to say which");
  for (const unsigned code : {200U, 700U})
    EXPECT_EQ(words_of(stun_error(transaction()).error(code, "").bytes()),
              "an error of STUN has a code from 300 to 699");
  EXPECT_EQ(
      words_of(stun_error(transaction()).add(StunAttribute::ErrorCode, from_hex("00 00 04 64")).bytes()),
      "an error of STUN has a code from 300 to 699");
  EXPECT_EQ(words_of(stun_error(transaction()).add(StunAttribute::ErrorCode, "ab").bytes()),
            "an error of STUN has no code");
  EXPECT_EQ(words_of(stun_error(transaction()).error(500, std::string(764, 'x')).bytes()),
            "an error of STUN has a reason that is too long");
}

TEST(StunMessage, ASuccessNamesAnAddress) {
  EXPECT_EQ(words_of(stun_success(transaction()).bytes()), "a success of STUN names no address");
  EXPECT_EQ(words_of(stun_success(transaction()).mapped(outside).error(500, "").bytes()), "taken")
      << "what is known and does not belong there is ignored (RFC 8489 6.3)";
}

TEST(StunMessage, AttributesDoNotReachOverTheEnd) {
  EXPECT_EQ(words_of(stun_success(transaction()).mapped(outside).add(0x8022, "abcd", 8).bytes()),
            "an attribute of STUN is longer than its message");
  EXPECT_EQ(words_of(stun_success(transaction()).mapped(outside).add(0x8022, "abcd", 0xffff).bytes()),
            "an attribute of STUN is longer than its message");
  auto many = stun_success(transaction()).mapped(outside);
  for (int i = 0; i < 64; ++i) many.add(0x8022, "");
  EXPECT_EQ(words_of(many.bytes()), "a STUN message has too many attributes");
}

TEST(StunMessage, NoDamageIsTakenForAnotherAddress) {
  for (const std::string& sample : {sample_ipv4, sample_ipv6})
    for (std::size_t at = 0; at < sample.size(); ++at)
      for (int bit = 0; bit < 8; ++bit) {
        std::string damaged = sample;
        damaged[at] = static_cast<char>(damaged[at] ^ 1 << bit);
        const auto response = read_stun_response(damaged);
        if (response && response->fingerprint) ADD_FAILURE() << "byte " << at << ", bit " << bit;
      }
}

TEST(StunMessage, WrittenAnewItIsTheSame) {
  StunResponse response{.transaction = transaction(),
                        .mapped = outside,
                        .origin = Endpoint{IpAddress::v4(192, 0, 2, 9), 3478},
                        .other = Endpoint{IpAddress::v6({0x20, 1, 0xd, 0xb8}), 3479},
                        .fingerprint = true};
  std::string bytes = stun_bytes(response);
  auto again = read_stun_response(bytes);
  ASSERT_TRUE(again) << again.error().what;
  EXPECT_EQ(*again, response);
}

}  // namespace
}  // namespace handset::ua
