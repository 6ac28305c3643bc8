// What a REGISTER asks for, read from its Contact and Expires (RFC 3261 10.3 steps 6 and 7, 20.10; RFC 5626 6
// for instance and reg-id). Values only; allocates nothing once warm.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sip/message.h"
#include "sip/uri.h"

namespace handset::pbx {

// What decides which of two requests for one binding is the newer one.
struct RegisterOrder {
  std::uint64_t call_id = 0;  // a keyed hash of it
  std::uint32_t cseq = 0;
};

struct ContactChange {
  sip::Uri uri;            // a slice of the request
  std::string parameters;  // all but `expires`, written anew: ";q=0.5;+sip.instance=\"<urn:x>\""
  std::uint16_t instance_at = 0;
  std::uint16_t instance_size = 0;
  std::uint16_t q = 1000;    // thousandths
  std::uint32_t reg_id = 0;  // 0: none, or none that counts
  std::uint32_t asked = 0;   // seconds; 0: the binding is to go

  [[nodiscard]] std::string_view instance() const {
    return std::string_view(parameters).substr(instance_at, instance_size);
  }
};

class ContactChanges {
 public:
  static constexpr std::size_t most = 16;
  static constexpr std::size_t longest_uri = 512;
  static constexpr std::size_t longest_parameters = 1024;

  // A request that passed sip::check(). `usual` stands for an Expires that is not there. The slices live as
  // long as the request. Errors: Malformed, TooLarge (more Contacts, or longer ones, than these); the
  // sentence serves as reason phrase.
  Result<void> read(const sip::Message& request, std::uint32_t usual);

  // "Contact: *": all are to go.
  [[nodiscard]] bool everything() const { return everything_; }
  [[nodiscard]] std::span<const ContactChange> list() const { return {changes_.data(), count_}; }
  // From now on none is a flow: they are what their URIs say.
  void ignore_flows();
  [[nodiscard]] bool has_flow() const;

 private:
  Result<void> read_contact(const sip::NameAddr& contact, std::uint32_t usual);
  Result<void> check_all(const sip::Message& request) const;

  std::array<ContactChange, most> changes_;
  std::size_t count_ = 0;
  bool everything_ = false;
};

// "0.5" in thousandths; nothing when it is no qvalue (RFC 3261 25.1).
[[nodiscard]] std::optional<std::uint16_t> parse_qvalue(std::string_view text);

}  // namespace handset::pbx
