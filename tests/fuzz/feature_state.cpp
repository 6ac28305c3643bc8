// What a server tells of the features of a line, its first line the Content-Type: limits, texts of one line,
// and what is told twice is told once.
#include "ua/feature_state.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "fuzz/property.h"

namespace handset::ua {
namespace {

using fuzz::require;

void check(const FeatureState& told) {
  for (const auto& forward : told.forwards) {
    if (!forward) continue;
    const std::string& text = forward->destination;
    require(text.size() <= FeatureState::longest_text && is_valid_utf8(text),
            "a destination is UTF-8, and not too long");
    require(
        std::none_of(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; }),
        "a destination has one line");
    require(forward->rings <= FeatureState::most_rings, "there are not too many rings");
  }
  FeatureState known{.do_not_disturb = true};
  known.take(told);
  require(known.do_not_disturb.has_value(), "what is known stays known");
  const FeatureState before = known;
  known.take(told);
  require(known == before, "the same once more changes nothing");
}

// A service of ours is well formed whatever it is to say, and no event.
void check_service(const std::string& text, const FeatureState& meant) {
  const auto read = FeatureState::parse(feature_type, text);
  require(read && read->empty(), "a service can be read, and tells nothing");
  require(FeatureState::parse_service(text) == meant, "it asks for what was meant");
}

void check_written(const FeatureState& told) {
  const FeatureBody body = feature_body(told, "101", "-that-is-nowhere-");
  require(FeatureState::parse(body.content_type, body.bytes) == told, "written anew it is the same");
  FeatureState one;
  one.forward(ForwardWhen::NoAnswer) = told.forward(ForwardWhen::NoAnswer);
  if (const auto& forward = one.forward(ForwardWhen::NoAnswer))
    check_service(set_forwarding("101", ForwardWhen::NoAnswer, *forward), one);
}

}  // namespace
}  // namespace handset::ua

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  const auto [type, body, found] = split_once(fuzz::text_of(data, size), '\n');
  const auto told = ua::FeatureState::parse(type, body);
  if (told) {
    ua::check(*told);
    const bool is_nowhere = body.find("-that-is-nowhere-") == std::string_view::npos;
    if (is_nowhere && !told->empty()) ua::check_written(*told);
  } else {
    fuzz::require(!told.error().message.empty(), "an error says what");
  }
  if (is_valid_utf8(type)) ua::check_service(ua::set_do_not_disturb(type, true), {.do_not_disturb = true});
  if (const auto asked = ua::FeatureState::parse_service(body)) ua::check(*asked);
  return 0;
}
