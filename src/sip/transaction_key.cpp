#include "sip/transaction_key.h"

#include "base/hex.h"

namespace handset::sip {
namespace {

std::string_view from_tag(const Message& request) {
  const auto& from = request.from();
  return from ? from->tag : std::string_view{};
}

}  // namespace

// The first part of each hash says what it is of, so that no two kinds can meet.
KeyedHash::Hash128 transaction_key(const KeyedHash& hash, const Message& request, const Via& via) {
  if (via.has_magic_cookie()) {
    const auto method = request.method() == Method::Ack ? method_name(Method::Invite) : request.method_name();
    return hash.hash128({"branch", via.branch, via.sent_by, method});
  }
  return hash.hash128({"2543", request.request_uri(), request.value(Field::To), from_tag(request),
                       request.value(Field::CallId), request.value(Field::CSeq), via.text});
}

std::optional<std::uint64_t> merge_key(const KeyedHash& hash, const Message& request) {
  const auto& from = request.from();
  const auto& to = request.to();
  if (!from || !to || !to->tag.empty()) return std::nullopt;
  return hash.hash64({"merge", from->tag, request.value(Field::CallId), request.value(Field::CSeq)});
}

Tag::Tag(std::uint64_t value) {
  write_hex(text_.data(), value, text_.size());
}

}  // namespace handset::sip
