// Figures as JSON and in the text format of OpenMetrics 1.0.
#include "web/counters_api.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>
#include <thread>

#include "unit/web/rig.h"
#include "web/shared_counter.h"

namespace handset::web {
namespace {

namespace json = boost::json;

struct Door : CounterGroup {
  Counter opened{*this, {"doors_opened", "Doors that were opened."}};
  CounterFamily refused{*this, {"doors_refused", "Who was not let in, by the \"why\".", "reason"}};
  Reading open{*this, {"doors_open", "Doors that are open."}, Reading::Kind::Gauge, [this] { return now; }};
  std::uint64_t now = 2;
};

struct CountersOfTwo : ::testing::Test {
  CountersOfTwo() {
    ++front.opened;
    ++back.opened;
    ++back.opened;
    front.refused.count("no key");
    back.refused.count("late");
    back.refused.count("a \\ and\na \"line\"");
    back.refused.count("no key");
    front.read(figures);
    back.read(figures);
  }
  Door front;
  Door back;
  Figures figures;
};

// Families stand together, each with its TYPE and HELP once; counters end in _total, gauges do not; the text
// ends with EOF.
TEST_F(CountersOfTwo, AreWrittenAsOpenMetrics) {
  const auto answer = metrics_answer(figures);
  EXPECT_EQ(testing::field(answer, "Content-Type"),
            "application/openmetrics-text; version=1.0.0; charset=utf-8");
  EXPECT_EQ(answer.body,
            "# TYPE handset_doors_opened counter\n"
            "# HELP handset_doors_opened Doors that were opened.\n"
            "handset_doors_opened_total 3\n"
            "# TYPE handset_doors_refused counter\n"
            "# HELP handset_doors_refused Who was not let in, by the \\\"why\\\".\n"
            "handset_doors_refused_total{reason=\"no key\"} 2\n"
            "handset_doors_refused_total{reason=\"late\"} 1\n"
            "handset_doors_refused_total{reason=\"a \\\\ and\\na \\\"line\\\"\"} 1\n"
            "# TYPE handset_doors_open gauge\n"
            "# HELP handset_doors_open Doors that are open.\n"
            "handset_doors_open 4\n"
            "# EOF\n");
}

TEST_F(CountersOfTwo, AreWrittenAsJson) {
  const auto answer = json::parse(counters_answer(figures).body);
  const auto& counters = answer.at("counters").as_array();
  ASSERT_EQ(counters.size(), 3U);
  EXPECT_EQ(counters[0], json::parse(R"({"name": "doors_opened", "kind": "counter",
                                         "help": "Doors that were opened.", "value": 3})"));
  EXPECT_EQ(counters[1].at("label"), "reason");
  EXPECT_EQ(counters[1].at("values").at(0), json::parse(R"({"label": "no key", "value": 2})"));
  EXPECT_EQ(counters[2].at("kind"), "gauge");
}

TEST(Counters, OfNothingAreAnEmptyList) {
  EXPECT_EQ(metrics_answer({}).body, "# EOF\n");
  EXPECT_EQ(json::parse(counters_answer({}).body), json::parse(R"({"counters": []})"));
}

TEST(Counters, AreForBothAccountsAndForNobodyElse) {
  testing::Rig rig;
  for (const std::string path : {"/api/v1/counters", "/metrics"}) {
    EXPECT_EQ(rig.status(rig.request("GET", path)), 401) << path;
    EXPECT_EQ(rig.status(rig.request("GET", path, {rig.basic("user", testing::user_password)})), 200) << path;
    EXPECT_EQ(rig.status(rig.request("POST", path, {rig.basic("admin", testing::admin_password)})), 405)
        << path;
  }
}

TEST(Counters, WrongLoginsAreCounted) {
  testing::Rig rig;
  EXPECT_EQ(rig.status(rig.request("GET", "/metrics", {rig.basic("user", "guess")})), 401);
  EXPECT_EQ(rig.logins->counters().wrong.value(), 1U);
}

TEST(Counters, ASharedOneIsCountedFromAllThreads) {
  struct Bell : CounterGroup {
    SharedCounter knocks{*this, {"knocks", "Knocks from anywhere."}};
  } bell;
  std::thread other([&bell] {
    for (int i = 0; i < 10000; ++i) ++bell.knocks;
  });
  for (int i = 0; i < 10000; ++i) ++bell.knocks;
  other.join();
  EXPECT_EQ(bell.knocks.value(), 20000U);
}

}  // namespace
}  // namespace handset::web
