// The header fields that this phone knows by number, their names and compact forms (RFC 3261 7.3.3 and
// the registry of header fields). All others are Field::Other and are found by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace handset::sip {

enum class Field : std::uint8_t {
  Accept,
  AcceptContact,  // a
  AcceptEncoding,
  AcceptLanguage,
  AlertInfo,
  Allow,
  AllowEvents,  // u
  Authorization,
  CallId,  // i
  CallInfo,
  Contact,  // m
  ContentDisposition,
  ContentEncoding,  // e
  ContentLanguage,
  ContentLength,  // l
  ContentType,    // c
  CSeq,
  Date,
  Diversion,
  Event,  // o
  Expires,
  From,  // f
  HistoryInfo,
  Identity,  // y
  Join,
  MaxForwards,
  MimeVersion,
  MinExpires,
  MinSe,
  PAssertedIdentity,
  PPreferredIdentity,
  Path,
  Privacy,
  ProxyAuthenticate,
  ProxyAuthorization,
  ProxyRequire,
  RAck,
  Reason,
  RecordRoute,
  ReferTo,        // r
  ReferredBy,     // b
  RejectContact,  // j
  RemotePartyId,
  Replaces,
  ReplyTo,
  RequestDisposition,  // d
  Require,
  RetryAfter,
  Route,
  RSeq,
  Server,
  ServiceRoute,
  SessionExpires,  // x
  SipEtag,
  SipIfMatch,
  Subject,  // s
  SubscriptionState,
  Supported,  // k
  Timestamp,
  To,  // t
  Unsupported,
  UserAgent,
  Via,  // v
  Warning,
  WwwAuthenticate,
  Other,
};

inline constexpr std::size_t field_count = static_cast<std::size_t>(Field::Other) + 1;

// Long or compact, in any case.
[[nodiscard]] Field field_from_name(std::string_view name);
// The long name as RFCs write it; empty for Other.
[[nodiscard]] std::string_view field_name(Field field);
// Its one letter (RFC 3261 7.3.3); the long name where there is none.
[[nodiscard]] std::string_view compact_field_name(Field field);

}  // namespace handset::sip
