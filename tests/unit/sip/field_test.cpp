#include "sip/field.h"

#include <cctype>
#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

#include "sip/method.h"

namespace handset::sip {
namespace {

TEST(Field, EachOneIsFoundByItsNameInAnyCase) {
  for (std::size_t i = 0; i + 1 < field_count; ++i) {
    const auto field = static_cast<Field>(i);
    const std::string name(field_name(field));
    ASSERT_FALSE(name.empty());
    EXPECT_EQ(field_from_name(name), field) << name;
    std::string upper;
    std::string lower;
    for (const char c : name) {
      upper.push_back(static_cast<char>(std::toupper(c)));
      lower.push_back(static_cast<char>(std::tolower(c)));
    }
    EXPECT_EQ(field_from_name(upper), field) << upper;
    EXPECT_EQ(field_from_name(lower), field) << lower;
  }
}

TEST(Field, TheCompactFormsAreThoseOfTheRegistry) {
  const std::vector<std::pair<char, std::string_view>> forms = {
      {'a', "Accept-Contact"},
      {'b', "Referred-By"},
      {'c', "Content-Type"},
      {'d', "Request-Disposition"},
      {'e', "Content-Encoding"},
      {'f', "From"},
      {'i', "Call-ID"},
      {'j', "Reject-Contact"},
      {'k', "Supported"},
      {'l', "Content-Length"},
      {'m', "Contact"},
      {'o', "Event"},
      {'r', "Refer-To"},
      {'s', "Subject"},
      {'t', "To"},
      {'u', "Allow-Events"},
      {'v', "Via"},
      {'x', "Session-Expires"},
      {'y', "Identity"},
  };
  for (const auto& [letter, name] : forms) {
    EXPECT_EQ(field_name(field_from_name(std::string(1, letter))), name);
    EXPECT_EQ(field_name(field_from_name(std::string(1, static_cast<char>(std::toupper(letter))))), name);
  }
  for (const char none : {'g', 'h', 'n', 'p', 'q', 'w', 'z', '-', '1'})
    EXPECT_EQ(field_from_name(std::string(1, none)), Field::Other) << none;
}

TEST(Field, ANameThatOnlyLooksAlikeIsNone) {
  for (const std::string_view name :
       {"", "Vi", "Viaa", "Vja", "Content_Length", "Content-Lengty", "Tp", "X-To"})
    EXPECT_EQ(field_from_name(name), Field::Other) << name;
}

TEST(Method, NamesDependOnCase) {
  for (unsigned i = 0; i < static_cast<unsigned>(Method::Other); ++i) {
    const auto method = static_cast<Method>(i);
    EXPECT_EQ(method_from_name(method_name(method)), method);
  }
  EXPECT_EQ(method_from_name("notify"), Method::Other);
  EXPECT_EQ(method_from_name("NOTIFYX"), Method::Other);
  EXPECT_EQ(method_from_name(""), Method::Other);
}

TEST(Method, ASetHoldsWhatItWasMadeOf) {
  constexpr MethodSet set{Method::Options, Method::Notify};
  EXPECT_TRUE(set.contains(Method::Notify));
  EXPECT_FALSE(set.contains(Method::Invite));
  EXPECT_FALSE(set.contains(Method::Other));
}

}  // namespace
}  // namespace handset::sip
