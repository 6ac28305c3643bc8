// A dialog as one of its two ends knows it: what ties requests to it, and where its own requests go (RFC 3261
// 12). A value of whoever the dialog serves, a subscription or a call; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sip/message.h"

namespace handset::sip {

class Dialog {
 public:
  static constexpr std::size_t most_routes = 16;
  static constexpr std::size_t longest_uri = 1024;

  // Of a request that came in and makes one (12.1.1), as a SUBSCRIBE does, or the first NOTIFY for a
  // subscriber (RFC 6665 4.4.1). `local_tag`: the To tag that it has, or that its answer gets. Errors:
  // Malformed (no Contact with a SIP URI, no From tag, a broken Record-Route), TooLarge.
  static Result<Dialog> accepted(const Message& request, std::string_view local_tag);

  [[nodiscard]] const std::string& call_id() const { return call_id_; }
  [[nodiscard]] const std::string& local_tag() const { return local_tag_; }
  [[nodiscard]] const std::string& remote_tag() const { return remote_tag_; }
  [[nodiscard]] const std::string& remote_target() const { return remote_target_; }

  // Whether a request that came in belongs to it (12.2.2).
  [[nodiscard]] bool owns(const Message& request) const;

  // How the CSeq of such a request stands to the highest one before.
  enum class Order : std::uint8_t { Newer, Same, Older };
  // Remembers the number of a newer one.
  Order take_cseq(std::uint32_t number);
  // From now on requests go to the Contact of that message, if it has a sound one (12.2.1.2, 12.2.2).
  void refresh_target(const Message& message);

  // Of a request of ours (12.2.1.1): Request-URI, Route (empty: none), From without a display name, To, and
  // the URI whose host it is sent to.
  [[nodiscard]] const std::string& request_uri() const;
  [[nodiscard]] std::string route() const;
  [[nodiscard]] std::string from() const { return "<" + local_uri_ + ">"; }
  [[nodiscard]] std::string to() const { return "<" + remote_uri_ + ">;tag=" + remote_tag_; }
  [[nodiscard]] const std::string& next_hop() const {
    return routes_.empty() ? remote_target_ : routes_.front().uri;
  }

  friend bool operator==(const Dialog&, const Dialog&) = default;

 private:
  struct Route {
    std::string text;  // "<sip:proxy;lr>"
    std::string uri;
    bool loose = true;

    friend bool operator==(const Route&, const Route&) = default;
  };

  [[nodiscard]] bool strict() const { return !routes_.empty() && !routes_.front().loose; }
  Result<void> take_routes(const Message& request);

  std::string call_id_;
  std::string local_tag_;
  std::string remote_tag_;
  std::string local_uri_;
  std::string remote_uri_;
  std::string remote_target_;
  std::vector<Route> routes_;
  std::optional<std::uint32_t> remote_cseq_;
};

}  // namespace handset::sip
