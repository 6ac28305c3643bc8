#include "ua/address_text.h"

#include <gtest/gtest.h>

#include "sip/name_addr.h"
#include "sip/uri.h"

namespace handset::ua {
namespace {

TEST(UserPart, KeepsWhatTheGrammarAllows) {
  const std::string_view user = "abcXYZ019-_.!~*'()&=+$,;?/";
  EXPECT_EQ(escape_user(user, EscapeUser::All), user);
  EXPECT_EQ(escape_user(user, EscapeUser::Needed), user);
}

TEST(UserPart, EscapesSpecialLettersWhenAskedTo) {
  EXPECT_EQ(escape_user("10#[]{}|^`\\", EscapeUser::All), "10%23%5B%5D%7B%7D%7C%5E%60%5C");
  EXPECT_EQ(escape_user("10#[]{}|^`\\", EscapeUser::Needed), "10#[]{}|^`\\");
}

TEST(UserPart, EscapesInAnyCaseWhatWouldEndIt) {
  EXPECT_EQ(escape_user("a@b:c<d>e\"f%g h\x7f\xc3\xab\r\n", EscapeUser::Needed),
            "a%40b%3Ac%3Cd%3Ee%22f%25g%20h%7F%C3%AB%0D%0A");
}

TEST(UserPart, IsReadBackAsItWas) {
  for (int byte = 1; byte < 256; ++byte) {
    const std::string plain = "a" + std::string(1, static_cast<char>(byte)) + "b";
    const std::string text = "sip:" + escape_user(plain, EscapeUser::All) + "@example.org";
    const auto uri = sip::Uri::parse(text);
    ASSERT_TRUE(uri) << text;
    EXPECT_TRUE(sip::equals_escaped(uri->user, plain)) << text;
    EXPECT_EQ(uri->host, "example.org");
  }
}

TEST(NameAndAddress, HasNoNameWhereThereIsNone) {
  EXPECT_EQ(name_addr("", "sip:a@b", DisplayName::Quoted), "<sip:a@b>");
  EXPECT_EQ(name_addr("  ", "sip:a@b", DisplayName::Plain), "<sip:a@b>");
}

TEST(NameAndAddress, IsPlainOnlyWhereItsWordsAreTokens) {
  EXPECT_EQ(name_addr("Desk 12", "sip:a@b", DisplayName::Plain), "Desk 12 <sip:a@b>");
  EXPECT_EQ(name_addr("Desk, 12", "sip:a@b", DisplayName::Plain), "\"Desk, 12\" <sip:a@b>");
  EXPECT_EQ(name_addr("Zo\xc3\xab", "sip:a@b", DisplayName::Plain), "\"Zo\xc3\xab\" <sip:a@b>");
  EXPECT_EQ(name_addr("Desk 12", "sip:a@b", DisplayName::Quoted), "\"Desk 12\" <sip:a@b>");
}

TEST(NameAndAddress, IsReadBackAsOneWhateverTheName) {
  for (const std::string_view name : {R"(a "b" \ c)", "<sip:evil@x>", "a;tag=x", "\\", "\"", "a,b"}) {
    for (const DisplayName how : {DisplayName::Plain, DisplayName::Quoted}) {
      const std::string text = name_addr(name, "sip:a@b", how);
      const auto read = sip::NameAddr::parse(text);
      ASSERT_TRUE(read) << text;
      EXPECT_EQ(read->uri_text, "sip:a@b") << text;
      EXPECT_FALSE(read->more) << text;
      EXPECT_TRUE(read->parameters.empty()) << text;
    }
  }
}

}  // namespace
}  // namespace handset::ua
