#include "lab/pbx_desk.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "lab/desk_answers.h"
#include "lab/pbx_json.h"
#include "lab/pbx_page.h"

namespace handset::lab {
namespace {

constexpr std::string_view registrations_path = "/api/v1/registrations";
constexpr std::string_view faults_path = "/api/v1/faults";
constexpr std::string_view states_path = "/api/v1/states";

struct Asset {
  std::string_view path;
  std::string_view type;
  std::string_view (*text)();
};

constexpr std::array<Asset, 3> assets{{{pbx_path, "text/html; charset=utf-8", pbx_page_html},
                                       {"/pbx.css", "text/css; charset=utf-8", pbx_page_css},
                                       {"/pbx.js", "text/javascript; charset=utf-8", pbx_page_js}}};

}  // namespace

bool PbxDesk::take(const io::HttpRequest& request, io::Responder& respond) {
  for (const Asset& asset : assets)
    if (request.path == asset.path) {
      respond(is_get(request) ? with_text(200, asset.type, std::string(asset.text()))
                              : wrong_method("GET, HEAD"));
      return true;
    }
  if (request.path != registrations_path && request.path != faults_path && request.path != states_path)
    return false;
  // A std::function is copied, a Responder is not.
  post_([this, request, carried = std::make_shared<io::Responder>(std::move(respond))] {
    (*carried)(answer(request));
  });
  return true;
}

io::HttpResponse PbxDesk::answer(const io::HttpRequest& request) {
  const bool faults = request.path == faults_path;
  const bool states = request.path == states_path;
  if ((faults || states) && request.method == "POST") {
    if (auto refusal = refuse_order(request)) return *std::move(refusal);
    return faults ? set_faults(request) : set_state(request);
  }
  if (!is_get(request)) return wrong_method(faults || states ? "GET, HEAD, POST" : "GET, HEAD");
  if (states) return with_json(200, states_json(pbx_));
  return with_json(200, faults ? faults_json(pbx_.faults()) : registrations_json(pbx_, diary_, clock_.now()));
}

io::HttpResponse PbxDesk::set_faults(const io::HttpRequest& request) {
  const auto order = read_fault_order(request.body);
  if (!order) return with_error(400, order.error());
  if (order->forget_bindings) pbx_.forget_bindings();
  if (order->forget_subscriptions) pbx_.notifier().forget_all();
  if (!order->end_subscriptions.empty()) pbx_.notifier().end_all(order->end_subscriptions);
  if (const auto set = pbx_.set_faults(order->faults); !set)
    return with_error(503, "The PBX cannot live again: " + std::string(set.error().what) + ".");
  return with_json(200, faults_json(pbx_.faults()));
}

io::HttpResponse PbxDesk::set_state(const io::HttpRequest& request) {
  const auto order = read_state_order(request.body);
  if (!order) return with_error(400, order.error());
  const auto aor = pbx_.registrar().find_user(order->user);
  if (!aor) return with_error(404, "There is no user of that name.");
  pbx::UserState state = pbx_.notifier().state_of(*aor);
  state.mailbox.fresh = order->fresh.value_or(state.mailbox.fresh);
  state.mailbox.old = order->old.value_or(state.mailbox.old);
  state.call = order->call.value_or(state.call);
  state.peer = order->peer.value_or(state.peer);
  pbx_.notifier().set_state(*aor, state);
  return with_json(200, states_json(pbx_));
}

}  // namespace handset::lab
