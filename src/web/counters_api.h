// The figures of the process, for people and programs: GET /api/v1/counters as JSON, and GET /metrics in the
// text format of OpenMetrics, which Prometheus and its kin read. Both accounts may read them: no figure names
// a person, a line or a peer.
#pragma once

#include <string_view>
#include <vector>

#include "base/counters.h"
#include "web/route.h"
#include "web/routes.h"

namespace handset::web {

// The media type of OpenMetrics 1.0.
inline constexpr std::string_view open_metrics_type =
    "application/openmetrics-text; version=1.0.0; charset=utf-8";

// Figures as they were at one moment; the texts are in static storage. Those of one name stand together,
// and what several groups count under the same name and label is added up.
class Figures final : public FigureReader {
 public:
  struct Member {
    std::string_view label;  // empty: the family has no label
    std::uint64_t value = 0;
  };
  struct Family {
    FigureText text;
    bool gauge = false;
    std::vector<Member> members;
  };

  void take(const FigureValue& figure) override;
  [[nodiscard]] const std::vector<Family>& families() const { return families_; }

 private:
  std::vector<Family> families_;  // in the order in which they came first
};

[[nodiscard]] io::HttpResponse counters_answer(const Figures& figures);
[[nodiscard]] io::HttpResponse metrics_answer(const Figures& figures);

void add_counters_routes(std::vector<Route>& routes, const RouteParts& parts);

}  // namespace handset::web
