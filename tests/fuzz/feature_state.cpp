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
void check_service(const std::string& text) {
  const auto read = FeatureState::parse(feature_type, text);
  require(read && read->empty(), "a service can be read, and tells nothing");
}

}  // namespace
}  // namespace handset::ua

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  const auto [type, body, found] = split_once(fuzz::text_of(data, size), '\n');
  const auto told = ua::FeatureState::parse(type, body);
  if (told) {
    ua::check(*told);
    for (const auto& forward : told->forwards)
      if (forward) ua::check_service(ua::set_forwarding("101", ua::ForwardWhen::NoAnswer, *forward));
  } else {
    fuzz::require(!told.error().message.empty(), "an error says what");
  }
  if (is_valid_utf8(type)) ua::check_service(ua::set_do_not_disturb(type, true));
  return 0;
}
