// What identifies a request, as keyed hashes that nobody outside can aim at: the server transaction (RFC
// 3261 17.2.3), the merged request (8.2.2.2), and the To tag that we answer with. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/hash.h"
#include "sip/message.h"
#include "sip/via.h"

namespace handset::sip {

// Branch, sent-by and method (an ACK counts as INVITE). Without a branch by RFC 3261 rules, what RFC 2543
// compared: Request-URI, To, From tag, Call-ID, CSeq and the topmost Via; an ACK then matches no INVITE.
[[nodiscard]] KeyedHash::Hash128 transaction_key(const KeyedHash& hash, const Message& request,
                                                 const Via& via);

// From tag, Call-ID and CSeq. Nothing for a request with a To tag, or with a From or To that cannot be
// read.
[[nodiscard]] std::optional<std::uint64_t> merge_key(const KeyedHash& hash, const Message& request);

// 16 hexadecimal digits.
class Tag {
 public:
  explicit Tag(std::uint64_t value);
  [[nodiscard]] std::string_view view() const { return {text_.data(), text_.size()}; }

 private:
  std::array<char, 16> text_;
};

// The same for each retransmission of a request, so that it needs no memory: the half of its
// transaction_key() that no table is ordered by.
[[nodiscard]] inline Tag to_tag(const KeyedHash::Hash128& transaction) {
  return Tag(transaction.high);
}

}  // namespace handset::sip
