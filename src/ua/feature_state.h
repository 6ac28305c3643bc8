// What a server does with the calls of a line in its place, do-not-disturb and forwarding, as the package
// as-feature-event of BroadWorks tells it and is told to change it: application/x-as-feature-event+xml, whose
// documents are events and services of CSTA (ECMA-323). Values; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/xml_document.h"

namespace handset::ua {

inline constexpr std::string_view feature_event = "as-feature-event";
inline constexpr std::string_view feature_type = "application/x-as-feature-event+xml";
// Of several documents at once.
inline constexpr std::string_view feature_parts_type = "multipart/mixed";

enum class ForwardWhen : std::uint8_t { Always, Busy, NoAnswer };

struct Forwarding {
  bool active = false;
  std::string destination{};  // a number or a URI; empty: none was said
  unsigned rings = 0;         // before a call that nobody answers goes there, up to most_rings; 0: not said

  friend bool operator==(const Forwarding&, const Forwarding&) = default;
};

struct FeatureState {
  static constexpr std::size_t longest_body = std::size_t{32} * 1024;
  static constexpr std::size_t longest_text = 256;  // of a destination
  static constexpr unsigned most_rings = 100;

  // Nothing: that was not told. A server tells of those alone that the line has.
  std::optional<bool> do_not_disturb{};
  std::array<std::optional<Forwarding>, 3> forwards{};  // by ForwardWhen

  // The body of a NOTIFY: one document, or several in feature_parts_type. Other features, parts of other
  // types, kinds of forwarding that are none of ours, and events that leave their state empty are passed
  // over; of two for the same the last one counts. A destination that is too long and a number of rings that
  // is none are left out. The namespace is not looked at: known servers misspell it. Errors: what
  // Multipart::parse() and Document::parse() find, a state that is neither true nor false.
  static DocumentResult<FeatureState> parse(std::string_view content_type, std::string_view body);
  // For a server: what the body of a SUBSCRIBE asks for, of one feature; the rest likewise.
  static DocumentResult<FeatureState> parse_service(std::string_view body);

  // What `news` tells is so from now on; the rest stays.
  void take(const FeatureState& news);
  [[nodiscard]] bool empty() const { return *this == FeatureState{}; }
  [[nodiscard]] const std::optional<Forwarding>& forward(ForwardWhen when) const {
    return forwards.at(static_cast<std::size_t>(when));
  }
  [[nodiscard]] std::optional<Forwarding>& forward(ForwardWhen when) {
    return forwards.at(static_cast<std::size_t>(when));
  }

  friend bool operator==(const FeatureState&, const FeatureState&) = default;
};

// Bodies of a SUBSCRIBE that asks for a change. `device`: whose it is, which servers do not look at.
[[nodiscard]] std::string set_do_not_disturb(std::string_view device, bool on);
[[nodiscard]] std::string set_forwarding(std::string_view device, ForwardWhen when,
                                         const Forwarding& forwarding);

// For a server: the body of a NOTIFY with all that `state` tells, which is something.
struct FeatureBody {
  std::string content_type;
  std::string bytes;
};
// `boundary` is nowhere in what is told: a fresh random token.
[[nodiscard]] FeatureBody feature_body(const FeatureState& state, std::string_view device,
                                       std::string_view boundary);

}  // namespace handset::ua
