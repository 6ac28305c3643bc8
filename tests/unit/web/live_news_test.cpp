// What the live link says of a sample, and what it keeps to itself.
#include "web/live_news.h"

#include <gtest/gtest.h>

namespace handset::web {
namespace {

TEST(LiveNews, SaysOnceThatThereIsNewsOfPushesAndNothingOfThem) {
  LiveSample sample;
  sample.phone.model = &phone::default_model();
  LiveNews news;
  EXPECT_EQ(news.details(sample).size(), 1U) << "the facts of the phone";
  sample.pushes = 3;
  EXPECT_EQ(news.details(sample), std::vector<std::string>{R"({"event":"push"})"});
  EXPECT_TRUE(news.details(sample).empty());
}

}  // namespace
}  // namespace handset::web
