#include "lab/pbx_json.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <limits>
#include <optional>
#include <utility>

#include "lab/order_reader.h"
#include "lab/pbx_diary.h"

namespace handset::lab {
namespace {

namespace json = boost::json;

constexpr std::uint64_t most_seconds = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t most_delay_ms = 3'600'000;
constexpr std::uint64_t most_stale_answers = 1'000'000;

constexpr std::array<std::pair<pbx::ListedContacts, std::string_view>, 3> contact_words{
    {{pbx::ListedContacts::Right, "right"},
     {pbx::ListedContacts::None, "none"},
     {pbx::ListedContacts::Other, "other"}}};

constexpr std::array calls{pbx::CallState::Idle, pbx::CallState::Ringing, pbx::CallState::Busy,
                           pbx::CallState::Held};

constexpr std::array<std::string_view, 7> end_reasons = {"deactivated", "probation",  "rejected", "timeout",
                                                         "giveup",      "noresource", "invariant"};

constexpr std::size_t longest_user = 64;

json::object object_of(const pbx::Binding& binding, SteadyTime now) {
  json::object out{{"contact", text(binding.uri())},
                   {"expires", binding.remaining(now)},
                   {"source", binding.source().to_string()}};
  if (!binding.parameters().empty()) out["parameters"] = text(binding.parameters());
  if (!binding.path().empty()) out["path"] = text(binding.path());
  if (!binding.instance().empty()) out["instance"] = text(binding.instance());
  if (binding.reg_id() != 0) out["reg_id"] = binding.reg_id();
  return out;
}

json::array registrations_of(const pbx::Registrar& registrar, SteadyTime now) {
  json::array out;
  for (pbx::BindingTable::Aor aor = 0; aor < registrar.users() && out.size() < most_listed_users; ++aor) {
    json::array bindings;
    for (const auto& binding : registrar.bindings().of(aor)) bindings.push_back(object_of(binding, now));
    if (!bindings.empty())
      out.push_back(json::object{{"user", text(registrar.user(aor))}, {"bindings", std::move(bindings)}});
  }
  return out;
}

json::array subscriptions_of(const pbx::Pbx& pbx) {
  json::array out;
  for (const auto& one : pbx.notifier().list(most_listed_users))
    out.push_back(json::object{{"event", text(pbx::event_name(one.package))},
                               {"user", text(one.watched)},
                               {"by", text(pbx.registrar().user(one.by))},
                               {"expires", one.remaining}});
  return out;
}

json::object object_of(std::string_view user, const pbx::UserState& state) {
  return {{"user", text(user)},
          {"new", state.mailbox.fresh},
          {"old", state.mailbox.old},
          {"call", text(pbx::call_state_name(state.call))},
          {"peer", text(state.peer)}};
}

json::object object_of(const pbx::Faults& faults) {
  const auto number_or_null = [](const std::optional<std::uint32_t>& value) {
    return value ? json::value(*value) : json::value(nullptr);
  };
  std::string_view contacts;
  for (const auto& [listed, word] : contact_words)
    if (listed == faults.registrar.contacts) contacts = word;
  return {{"drop_percent", faults.drop_percent},
          {"delay_ms", std::chrono::duration_cast<milliseconds>(faults.delay).count()},
          {"retry_after", number_or_null(faults.retry_after)},
          {"dead", faults.dead},
          {"stale_answers", faults.registrar.stale_answers},
          {"endless_challenges", faults.registrar.endless_challenges},
          {"expires", number_or_null(faults.registrar.expires)},
          {"contacts", text(contacts)}};
}

// What orders for the PBX have beside numbers and flags.
class PbxOrderReader : public OrderReader {
 public:
  using OrderReader::OrderReader;

  pbx::ListedContacts contacts(std::string_view name) {
    const json::value* value = take(name);
    if (value == nullptr) return pbx::ListedContacts::Right;
    for (const auto& [listed, word] : contact_words)
      if (value->is_string() && value->as_string() == text(word)) return listed;
    wrong(std::string(name) + R"( is "right", "none" or "other")");
    return pbx::ListedContacts::Right;
  }
  std::optional<pbx::CallState> call(std::string_view name) {
    const auto given = word(name, longest_user);
    if (!given) return std::nullopt;
    for (const pbx::CallState state : calls)
      if (*given == pbx::call_state_name(state)) return state;
    wrong(std::string(name) + R"( is "idle", "ringing", "busy" or "held")");
    return std::nullopt;
  }
  std::string end_reason(std::string_view name) {
    std::string given = word(name, longest_user).value_or("");
    if (given.empty() || std::find(end_reasons.begin(), end_reasons.end(), given) != end_reasons.end())
      return given;
    wrong(std::string(name) + " is a reason of RFC 6665, such as deactivated");
    return {};
  }
};

std::optional<std::uint32_t> narrow(std::optional<std::uint64_t> value) {
  return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

}  // namespace

std::string registrations_json(const pbx::Pbx& pbx, const PbxDiary& diary, SteadyTime now) {
  const pbx::Registrar& registrar = pbx.registrar();
  return json::serialize(json::object{{"listen", pbx.endpoint().to_string()},
                                      {"users", registrar.users()},
                                      {"bindings", registrar.bindings().size()},
                                      {"registrations", registrations_of(registrar, now)},
                                      {"subscriptions", subscriptions_of(pbx)},
                                      {"faults", object_of(pbx.faults())},
                                      {"events", events_of(diary)}});
}

std::string faults_json(const pbx::Faults& faults) {
  return json::serialize(object_of(faults));
}

tl::expected<FaultOrder, std::string> read_fault_order(std::string_view body) {
  const auto document = parse_order(body);
  if (!document) return tl::unexpected(document.error());
  PbxOrderReader reader(*document);
  FaultOrder order;
  pbx::Faults& faults = order.faults;
  faults.drop_percent = static_cast<unsigned>(reader.number("drop_percent", pbx::Faults::all).value_or(0));
  faults.delay = milliseconds(reader.number("delay_ms", most_delay_ms).value_or(0));
  faults.retry_after = narrow(reader.number("retry_after", most_seconds));
  faults.dead = reader.flag("dead");
  faults.registrar.stale_answers =
      static_cast<unsigned>(reader.number("stale_answers", most_stale_answers).value_or(0));
  faults.registrar.endless_challenges = reader.flag("endless_challenges");
  faults.registrar.expires = narrow(reader.number("expires", most_seconds));
  faults.registrar.contacts = reader.contacts("contacts");
  order.forget_bindings = reader.flag("forget_bindings");
  order.forget_subscriptions = reader.flag("forget_subscriptions");
  order.end_subscriptions = reader.end_reason("end_subscriptions");
  if (auto complaint = reader.complaint(); !complaint.empty()) return tl::unexpected(std::move(complaint));
  return order;
}

std::string states_json(const pbx::Pbx& pbx) {
  json::array out;
  const pbx::Registrar& registrar = pbx.registrar();
  for (pbx::BindingTable::Aor aor = 0; aor < registrar.users() && out.size() < most_listed_users; ++aor)
    out.push_back(object_of(registrar.user(aor), pbx.notifier().state_of(aor)));
  return json::serialize(json::object{{"states", std::move(out)}});
}

tl::expected<StateOrder, std::string> read_state_order(std::string_view body) {
  const auto document = parse_order(body);
  if (!document) return tl::unexpected(document.error());
  PbxOrderReader reader(*document);
  StateOrder order;
  const auto user = reader.word("user", longest_user);
  reader.require(user.has_value(), "user is missing");
  order.user = user.value_or("");
  order.fresh = narrow(reader.number("new", pbx::Mailbox::most));
  order.old = narrow(reader.number("old", pbx::Mailbox::most));
  order.call = reader.call("call");
  order.peer = reader.word("peer", longest_user);
  if (auto complaint = reader.complaint(); !complaint.empty()) return tl::unexpected(std::move(complaint));
  return order;
}

}  // namespace handset::lab
