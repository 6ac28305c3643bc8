#include "base/record.h"

#include <array>
#include <gtest/gtest.h>
#include <span>
#include <string>
#include <vector>

#include "base/record_values.h"
#include "base/world.h"
#include "unit/base/record_rig.h"

namespace handset {
namespace {

RecordEntry entry_of(RecordFields fields) {
  return {milliseconds(12034), RecordWay::In, "datagrams", std::move(fields)};
}

std::string line_of(const RecordEntry& entry) {
  ReversingSeal seal;
  std::string line;
  EXPECT_TRUE(write_entry(line, entry, seal));
  return line;
}

std::string complaint_of(std::string_view line) {
  ReversingSeal seal;
  const auto entry = read_entry(line, seal);
  if (entry) return "none";
  return std::to_string(entry.error().at) + " " + std::string(entry.error().what);
}

TEST(Record, AnEntryIsOneLineThatAPersonCanRead) {
  EXPECT_EQ(line_of(entry_of({{"1"}, {"192.0.2.20:5090"}, {"NOTIFY \"a\"\r\n\tb\\"}})),
            "12.034000 > datagrams 1 192.0.2.20:5090 \"NOTIFY \\\"a\\\"\\r\\n\\tb\\\\\"\n");
  EXPECT_EQ(line_of({Duration(1), RecordWay::Out, "send", {{""}}}), "0.000001 < send \"\"\n");
  EXPECT_EQ(line_of({Duration(0), RecordWay::Screen, "screen", {{"Grüße 中"}}}),
            "0.000000 | screen \"Grüße 中\"\n");
}

TEST(Record, BytesThatAreNoTextAreEscaped) {
  EXPECT_EQ(line_of(entry_of({{std::string("\0\xff\x7f", 3)}})),
            "12.034000 > datagrams \"\\x00\\xff\\x7f\"\n");
}

TEST(Record, WhateverIsWrittenIsReadBack) {
  std::uint64_t state = 1;
  const auto next = [&state] { return state = state * 6364136223846793005U + 1442695040888963407U; };
  ReversingSeal seal;
  for (int round = 0; round < 2000; ++round) {
    RecordEntry entry;
    entry.at = Duration(static_cast<std::int64_t>(next() >> 20));
    entry.way = round % 2 == 0 ? RecordWay::Answer : RecordWay::Screen;
    entry.name = "a_name";
    for (std::uint64_t fields = (next() >> 33) % 4; fields > 0; --fields) {
      RecordField field;
      field.secret = (next() >> 33) % 4 == 0;
      for (std::uint64_t length = (next() >> 33) % 12; length > 0; --length)
        field.text += static_cast<char>(next() >> 40);
      entry.fields.push_back(field);
    }
    std::string line;
    ASSERT_TRUE(write_entry(line, entry, seal));
    ASSERT_EQ(line.find('\n'), line.size() - 1);
    line.pop_back();
    const auto read = read_entry(line, seal);
    ASSERT_TRUE(read) << line << ": " << read.error().what;
    EXPECT_EQ(*read, entry) << line;
  }
}

TEST(Record, ASecretStandsSealedInItsLine) {
  const RecordEntry entry = entry_of({{"Password_1_"}, {"hunter2", true}});
  const std::string line = line_of(entry);
  EXPECT_EQ(line.find("hunter2"), std::string::npos);
  EXPECT_EQ(line, "12.034000 > datagrams Password_1_ ~MnJldG51aA==\n");
  EXPECT_EQ(describe(entry), "> datagrams Password_1_ (secret)");
}

TEST(Record, ASealThatFailsLeavesNoHalfLine) {
  BrokenSeal seal;
  std::string out = "before\n";
  EXPECT_FALSE(write_entry(out, entry_of({{"a"}, {"b", true}}), seal));
  EXPECT_EQ(out, "before\n");
  const auto read = read_entry("0.000000 > start ~AAAA", seal);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().what, "the seal is broken");
}

TEST(Record, ABrokenLineIsToldWithItsPlace) {
  EXPECT_EQ(complaint_of(""), "0 a line begins with its time, as 12.034567");
  EXPECT_EQ(complaint_of("12.5 > a"), "4 a line begins with its time, as 12.034567");
  EXPECT_EQ(complaint_of("1.000000"), "8 behind the time stands one of > + = < |");
  EXPECT_EQ(complaint_of("1.000000 ? a"), "9 behind the time stands one of > + = < |");
  EXPECT_EQ(complaint_of("1.000000 > A"), "12 behind the sign stands a name of lower-case letters");
  EXPECT_EQ(complaint_of("1.000000 > a  b"), "13 a field that is no plain word stands in quotes");
  EXPECT_EQ(complaint_of("1.000000 > a \"b"), "15 the line ends within a quoted text");
  EXPECT_EQ(complaint_of("1.000000 > a \"b\"c"), "16 one blank stands between two fields");
  EXPECT_EQ(complaint_of("1.000000 > a \"\\y\""), "16 there are \\n, \\r, \\t, \\\", \\\\ and \\xHH");
  EXPECT_EQ(complaint_of("1.000000 > a \"\\x4\""), "16 there are \\n, \\r, \\t, \\\", \\\\ and \\xHH");
  EXPECT_EQ(complaint_of("1.000000 > a ~!"), "15 behind ~ stands base64");
  EXPECT_EQ(complaint_of("1.000000 > a b\"c"), "16 a field that is no plain word stands in quotes");
}

TEST(Record, TheBeginningOfAnEntryIsEnoughForPeople) {
  EXPECT_EQ(describe(entry_of({{std::string(200, 'x')}})), "> datagrams " + std::string(60, 'x') + "...");
}

TEST(RecordValues, EveryValueIsReadBack) {
  const Endpoint endpoint = *Endpoint::parse("[2001:db8::1]:5060");
  FetchResult result;
  result.error = FetchError::TooLarge;
  result.status = 404;
  result.detail = "a detail";
  result.url = "http://web.example/";
  result.content_type = "text/xml";
  result.refresh = "5";
  result.expires = "-1";
  result.location = "/next";
  result.body = "<a/>\n";
  const std::array<std::byte, 3> bytes{std::byte{0}, std::byte{0x7f}, std::byte{0xff}};
  const RecordFields fields = FieldWriter()
                                  .text("a b")
                                  .number(42)
                                  .flag(true)
                                  .seconds(Duration(1'000'001))
                                  .endpoint(endpoint)
                                  .address(endpoint.address)
                                  .id(StreamId{7})
                                  .error({Errc::Exists, 3, "it is there"})
                                  .bytes(bytes)
                                  .fetch_result(result)
                                  .take();
  RecordWords words;
  FieldReader reader(fields, words);
  EXPECT_EQ(reader.text(), "a b");
  EXPECT_EQ(reader.number(), 42U);
  EXPECT_TRUE(reader.flag());
  EXPECT_EQ(reader.seconds(), Duration(1'000'001));
  EXPECT_EQ(reader.endpoint(), endpoint);
  EXPECT_EQ(reader.address(), endpoint.address);
  EXPECT_EQ(reader.id<StreamId>(), StreamId{7});
  const Error error = reader.error();
  EXPECT_EQ(error.code, Errc::Exists);
  EXPECT_EQ(error.at, 3U);
  EXPECT_EQ(error.what, "it is there");
  std::array<std::byte, 3> read{};
  EXPECT_TRUE(reader.bytes(read));
  EXPECT_EQ(read, bytes);
  const FetchResult fetched = reader.fetch_result();
  EXPECT_EQ(fetched.error, result.error);
  EXPECT_EQ(fetched.status, 404);
  EXPECT_EQ(fetched.url, result.url);
  EXPECT_EQ(fetched.expires, "-1");
  EXPECT_EQ(fetched.body, result.body);
  EXPECT_EQ(fetched.location, "/next");
  EXPECT_TRUE(reader.done());
}

TEST(RecordValues, AnswersOfTheDnsComeBackAsTheyWere) {
  const SrvRecords srv{{{1, 2, 3, "a.example"}, {65535, 65535, 65535, "."}}, seconds(60)};
  const NaptrRecords naptr{{{1, 2, "S", "SIP+D2U", "!^.*$!x!", "."}}, Duration{}};
  const Addresses addresses{{IpAddress::v4(192, 0, 2, 1), *IpAddress::parse("2001:db8::1")}, seconds(1)};
  const Result<Addresses> failed = fail(Errc::TooLarge, "too many");
  RecordWords words;
  const auto read = [&words]<class Record>(const Result<RecordSet<Record>>& answer) {
    const RecordFields fields = FieldWriter().answer(answer).take();
    FieldReader reader(fields, words);
    auto back = reader.answer<Record>();
    EXPECT_TRUE(reader.done());
    return back;
  };
  EXPECT_EQ(read(Result<SrvRecords>(srv)).value(), srv);
  EXPECT_EQ(read(Result<NaptrRecords>(naptr)).value(), naptr);
  EXPECT_EQ(read(Result<Addresses>(addresses)).value(), addresses);
  EXPECT_EQ(read(failed).error().code, Errc::TooLarge);
  EXPECT_EQ(read(failed).error().what, "too many");
}

TEST(RecordValues, AnAnswerOfTheDnsThatIsCutShortIsNoticed) {
  const RecordFields fields =
      FieldWriter().answer(Result<SrvRecords>(SrvRecords{{{1, 2, 3, "a.example"}}, seconds(60)})).take();
  RecordWords words;
  for (std::size_t length = 0; length < fields.size(); ++length) {
    FieldReader reader(std::span<const RecordField>(fields).first(length), words);
    static_cast<void>(reader.answer<SrvRecord>());
    EXPECT_FALSE(reader.good()) << length;
  }
}

TEST(RecordValues, WhatIsMissingOrWrongIsNoticed) {
  RecordWords words;
  const RecordFields fields = FieldWriter().text("x").text("maybe").text("1.2.3").text("zz").take();
  FieldReader number(fields, words);
  EXPECT_EQ(number.number(), 0U);
  EXPECT_FALSE(number.good());
  FieldReader over({}, words);
  EXPECT_EQ(over.endpoint(), Endpoint{});
  EXPECT_FALSE(over.good());
  FieldReader left(fields, words);
  EXPECT_EQ(left.text(), "x");
  EXPECT_TRUE(left.good());
  EXPECT_FALSE(left.done());
  std::array<std::byte, 1> byte{};
  const std::span<const RecordField> all(fields);
  FieldReader bytes(all.subspan(3), words);
  EXPECT_FALSE(bytes.bytes(byte));
}

TEST(RecordValues, AMarkTellsTheFirstLineAndDiffersWhereTheBytesDo) {
  const auto a = FieldWriter().mark("SIP/2.0 200 OK\r\nTo: a\r\n").take();
  const auto b = FieldWriter().mark("SIP/2.0 200 OK\r\nTo: b\r\n").take();
  EXPECT_EQ(a[0].text, "SIP/2.0 200 OK");
  EXPECT_EQ(a[1].text, "23");
  EXPECT_NE(a[2].text, b[2].text);
}

TEST(RecordValues, TheMarkOfARequestKnowsNoLogin) {
  FetchRequest request;
  request.url = "http://web.example/";
  const auto without = FieldWriter().request(request).take();
  request.login = FetchLogin{.user = "user", .password = "password"};
  EXPECT_EQ(FieldWriter().request(request).take(), without);
  request.fields.push_back({"Cookie", "session=secret"});
  EXPECT_EQ(FieldWriter().request(request).take(), without);
  request.fields.push_back({"Accept", "text/xml"});
  const auto with_field = FieldWriter().request(request).take();
  EXPECT_NE(with_field, without);
  request.upload = FetchUpload{.body = "DATA=1"};
  EXPECT_NE(FieldWriter().request(request).take(), with_field);
}

TEST(RecordValues, AnAnswerOfAnEarlierRecordHasNoLocation) {
  RecordFields fields = FieldWriter().fetch_result({}).take();
  fields.pop_back();
  RecordWords words;
  FieldReader reader(fields, words);
  EXPECT_EQ(reader.fetch_result().location, "");
  EXPECT_TRUE(reader.done());
}

}  // namespace
}  // namespace handset
