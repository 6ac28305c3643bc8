// The PBX on the lab's HTTP server: its page and the JSON behind it (docs/lab.md). Requests come on the HTTP
// server's thread and are carried to that of the PBX.
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "base/world.h"
#include "io/http_server.h"
#include "lab/pbx_diary.h"
#include "pbx/pbx.h"

namespace handset::lab {

inline constexpr std::string_view pbx_path = "/pbx";

class PbxDesk {
 public:
  // Runs a task on the thread of the PBX, later.
  using Post = std::function<void(std::function<void()>)>;

  // What these refer to outlives the HTTP server that asks, and tasks that were posted.
  PbxDesk(pbx::Pbx& pbx, const PbxDiary& diary, const Clock& clock, Post post)
      : pbx_(pbx), diary_(diary), clock_(clock), post_(std::move(post)) {}

  // Any thread. False, and nothing done, for a path that is not its own.
  bool take(const io::HttpRequest& request, io::Responder& respond);

 private:
  // The thread of the PBX.
  [[nodiscard]] io::HttpResponse answer(const io::HttpRequest& request);
  [[nodiscard]] io::HttpResponse set_faults(const io::HttpRequest& request);
  [[nodiscard]] io::HttpResponse set_state(const io::HttpRequest& request);

  pbx::Pbx& pbx_;
  const PbxDiary& diary_;
  const Clock& clock_;
  Post post_;
};

}  // namespace handset::lab
