#include "phone/contact_table.h"

#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "phone/line.h"

namespace handset::phone {
namespace {

std::unique_ptr<Line> line_of(const std::string& user) {
  LineOptions options;
  options.user_id = user;
  auto line = std::make_unique<Line>(1, std::move(options));
  line->set_contact(user);
  return line;
}

TEST(ContactTable, FindsWhatWasInsertedAndNothingElse) {
  ContactTable table;
  EXPECT_EQ(table.find("101"), nullptr);
  const auto line = line_of("101");
  EXPECT_TRUE(table.insert({nullptr, line.get()}));
  ASSERT_NE(table.find("101"), nullptr);
  EXPECT_EQ(table.find("101")->line, line.get());
  EXPECT_EQ(table.find("102"), nullptr);
  EXPECT_EQ(table.find(""), nullptr);
}

TEST(ContactTable, CaseCounts) {
  ContactTable table;
  const auto line = line_of("Eva");
  EXPECT_TRUE(table.insert({nullptr, line.get()}));
  EXPECT_EQ(table.find("eva"), nullptr);
}

TEST(ContactTable, TakesAUserOnce) {
  ContactTable table;
  const auto first = line_of("101");
  const auto second = line_of("101");
  EXPECT_TRUE(table.insert({nullptr, first.get()}));
  EXPECT_FALSE(table.insert({nullptr, second.get()}));
  EXPECT_EQ(table.find("101")->line, first.get());
  EXPECT_EQ(table.size(), 1U);
}

TEST(ContactTable, ForgetsWhatIsErased) {
  ContactTable table;
  table.erase("101");
  const auto line = line_of("101");
  EXPECT_TRUE(table.insert({nullptr, line.get()}));
  table.erase("102");
  EXPECT_NE(table.find("101"), nullptr);
  table.erase("101");
  EXPECT_EQ(table.find("101"), nullptr);
  EXPECT_EQ(table.size(), 0U);
}

// Beside a map that does the same: places that are taken by others, moved up and taken again.
TEST(ContactTable, StaysRightOverAnyInsertionsAndErasures) {
  for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
    std::mt19937 random(seed);
    ContactTable table;
    std::map<std::string, std::unique_ptr<Line>> expected;
    for (int step = 0; step < 20000; ++step) {
      const std::string user = std::to_string(random() % 300);
      if (random() % 2 == 0) {
        auto line = line_of(user);
        EXPECT_EQ(table.insert({nullptr, line.get()}), !expected.contains(user));
        expected.try_emplace(user, std::move(line));
      } else {
        table.erase(user);
        expected.erase(user);
      }
      ASSERT_EQ(table.size(), expected.size());
      const std::string other = std::to_string(random() % 300);
      const auto found = expected.find(other);
      const Contact* contact = table.find(other);
      ASSERT_EQ(contact == nullptr ? nullptr : contact->line,
                found == expected.end() ? nullptr : found->second.get());
    }
    for (const auto& [user, line] : expected) EXPECT_EQ(table.find(user)->line, line.get());
  }
}

}  // namespace
}  // namespace handset::phone
