#include "lab/pbx_json.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <limits>
#include <optional>
#include <utility>

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

json::string_view text(std::string_view value) {
  return {value.data(), value.size()};
}

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

// Reads the members of an order one by one; the first that is wrong makes the sentence.
class OrderReader {
 public:
  explicit OrderReader(const json::object& order) : order_(order) {}

  std::optional<std::uint64_t> number(std::string_view name, std::uint64_t most) {
    const json::value* value = take(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    boost::system::error_code error;
    const auto number = value->is_number() ? value->to_number<std::uint64_t>(error) : 0;
    if (!value->is_number() || error || number > most) {
      wrong(std::string(name) + " is a whole number from 0 to " + std::to_string(most));
      return std::nullopt;
    }
    return number;
  }
  bool flag(std::string_view name) {
    const json::value* value = take(name);
    if (value == nullptr) return false;
    if (!value->is_bool()) wrong(std::string(name) + " is true or false");
    return value->is_bool() && value->as_bool();
  }
  pbx::ListedContacts contacts(std::string_view name) {
    const json::value* value = take(name);
    if (value == nullptr) return pbx::ListedContacts::Right;
    for (const auto& [listed, word] : contact_words)
      if (value->is_string() && value->as_string() == text(word)) return listed;
    wrong(std::string(name) + R"( is "right", "none" or "other")");
    return pbx::ListedContacts::Right;
  }
  // What is wrong; also a name that nobody asked for.
  [[nodiscard]] std::string complaint() const {
    if (!complaint_.empty()) return complaint_ + ".";
    return taken_ == order_.size() ? std::string() : "There is a name in it that no fault has.";
  }

 private:
  const json::value* take(std::string_view name) {
    const json::value* value = order_.if_contains(text(name));
    if (value != nullptr) ++taken_;
    return value;
  }
  void wrong(std::string sentence) {
    if (complaint_.empty()) complaint_ = std::move(sentence);
  }

  const json::object& order_;
  std::size_t taken_ = 0;
  std::string complaint_;
};

std::optional<std::uint32_t> narrow(std::optional<std::uint64_t> value) {
  return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

}  // namespace

std::string registrations_json(const pbx::Pbx& pbx, const PbxDiary& diary, SteadyTime now) {
  json::array events;
  for (const auto& event : diary.events())
    events.push_back(
        json::object{{"at", std::chrono::duration_cast<seconds>(event.at.time_since_epoch()).count()},
                     {"text", text(event.text)}});
  const pbx::Registrar& registrar = pbx.registrar();
  return json::serialize(json::object{{"listen", pbx.endpoint().to_string()},
                                      {"users", registrar.users()},
                                      {"bindings", registrar.bindings().size()},
                                      {"registrations", registrations_of(registrar, now)},
                                      {"faults", object_of(pbx.faults())},
                                      {"events", std::move(events)}});
}

std::string faults_json(const pbx::Faults& faults) {
  return json::serialize(object_of(faults));
}

std::string error_json(std::string_view sentence) {
  return json::serialize(json::object{{"error", text(sentence)}});
}

tl::expected<FaultOrder, std::string> read_fault_order(std::string_view body) {
  boost::system::error_code error;
  const json::value document = json::parse(text(body), error);
  if (error || !document.is_object()) return tl::unexpected(std::string("The body is no JSON object."));
  OrderReader reader(document.as_object());
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
  if (auto complaint = reader.complaint(); !complaint.empty()) return tl::unexpected(std::move(complaint));
  return order;
}

}  // namespace handset::lab
