#include "xml/executor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset::xml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Host final : public ExecuteHost {
 public:
  explicit Host(bool idle) : idle_(idle) {}

  [[nodiscard]] bool idle() const override { return idle_; }
  Outcome open_now(std::string_view url) override {
    log.push_back("now " + std::string(url));
    return Outcome::success();
  }
  Outcome open_when_idle(std::string_view url) override {
    log.push_back("when idle " + std::string(url));
    return Outcome::success();
  }
  Outcome run(const Uri& uri) override {
    log.push_back("run " + std::string(uri.text));
    return uri.scheme == Scheme::SendDigits ? Outcome::failed("No Active Call") : Outcome::success();
  }

  std::vector<std::string> log;

 private:
  bool idle_;
};

std::vector<std::string> answers(const Response& response) {
  std::vector<std::string> lines;
  for (const ResponseItem& item : response.items) {
    lines.push_back(std::to_string(item.status) + " " + item.data + " " + item.url);
  }
  return lines;
}

TEST(Executor, runs_in_document_order_and_answers_each_item) {
  Host host(false);
  const Execute execute{
      {{"Key:Info", Priority::Now}, {"http://a/", Priority::Now}, {"SendDigits:1", Priority::Now}}};
  EXPECT_THAT(answers(run_execute(execute, Mode::Strict, host)),
              ElementsAre("0 Success Key:Info", "0 Success http://a/", "6 No Active Call SendDigits:1"));
  EXPECT_THAT(host.log, ElementsAre("run Key:Info", "now http://a/", "run SendDigits:1"));
}

TEST(Executor, priority_1_waits_for_idleness) {
  Host host(false);
  run_execute({{{"http://a/", Priority::WhenIdle}}}, Mode::Strict, host);
  EXPECT_THAT(host.log, ElementsAre("when idle http://a/"));
}

TEST(Executor, priority_2_runs_only_when_idle_and_says_so) {
  const Execute execute{{{"http://a/", Priority::IfIdle}}};
  Host busy(false);
  EXPECT_THAT(answers(run_execute(execute, Mode::Strict, busy)), ElementsAre("0 Not idle http://a/"));
  EXPECT_THAT(busy.log, IsEmpty());
  Host idle(true);
  EXPECT_THAT(answers(run_execute(execute, Mode::Strict, idle)), ElementsAre("0 Success http://a/"));
  EXPECT_THAT(idle.log, ElementsAre("now http://a/"));
}

TEST(Executor, priorities_mean_nothing_to_internal_uris) {
  Host host(false);
  run_execute({{{"Key:Info", Priority::IfIdle}, {"Key:Mute", Priority::WhenIdle}}}, Mode::Strict, host);
  EXPECT_THAT(host.log, ElementsAre("run Key:Info", "run Key:Mute"));
}

TEST(Executor, refuses_urls_that_are_none) {
  Host host(true);
  const Execute execute{{{"", Priority::Now}, {"page.xml", Priority::Now}, {"http:/a", Priority::Now}}};
  EXPECT_THAT(answers(run_execute(execute, Mode::Friendly, host)),
              ElementsAre("1 Invalid URI ", "1 Invalid URI page.xml", "1 Invalid URI http:/a"));
  EXPECT_THAT(host.log, IsEmpty());
}

TEST(Executor, does_not_find_schemes_that_are_unknown_or_may_not_stand_there) {
  Host host(true);
  const Execute execute{{{"Foo:bar", Priority::Now},
                         {"softkey:Exit", Priority::Now},
                         {"QueryStringParam:a=b", Priority::Now},
                         {"Notify:http:a:80:b", Priority::Now}}};
  for (const ResponseItem& item : run_execute(execute, Mode::Friendly, host).items) {
    EXPECT_EQ(item.status, 6);
    EXPECT_EQ(item.data, "URI not found");
  }
  EXPECT_THAT(host.log, IsEmpty());
}

TEST(Executor, of_an_empty_execute_does_nothing) {
  Host host(true);
  EXPECT_THAT(run_execute({}, Mode::Friendly, host).items, IsEmpty());
}

}  // namespace
}  // namespace handset::xml
