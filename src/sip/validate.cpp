#include "sip/validate.h"

#include <algorithm>
#include <array>

#include "base/eight_letters.h"
#include "sip/grammar.h"
#include "sip/header_values.h"
#include "sip/name_addr.h"
#include "sip/uri.h"
#include "sip/via.h"

namespace handset::sip {
namespace {

constexpr Verdict fine{};

constexpr Verdict bad(std::string_view reason) {
  return {400, reason};
}

// What a field that must or may be there once is called when it is missing or doubled.
struct Once {
  Field field;
  std::string_view missing;  // empty: it may be missing
  std::string_view doubled;
};

constexpr std::array mandatory = {
    Once{Field::From, "From is missing", "More than one From"},
    Once{Field::To, "To is missing", "More than one To"},
    Once{Field::CallId, "Call-ID is missing", "More than one Call-ID"},
    Once{Field::CSeq, "CSeq is missing", "More than one CSeq"},
};

constexpr std::array optional = {
    Once{Field::MaxForwards, {}, "More than one Max-Forwards"},
    Once{Field::Event, {}, "More than one Event"},
    Once{Field::ContentType, {}, "More than one Content-Type"},
    Once{Field::Expires, {}, "More than one Expires"},
    Once{Field::SubscriptionState, {}, "More than one Subscription-State"},
    Once{Field::ContentDisposition, {}, "More than one Content-Disposition"},
    Once{Field::Date, {}, "More than one Date"},
    Once{Field::MinExpires, {}, "More than one Min-Expires"},
    Once{Field::MimeVersion, {}, "More than one MIME-Version"},
    Once{Field::ReferTo, {}, "More than one Refer-To"},
    Once{Field::ReferredBy, {}, "More than one Referred-By"},
    Once{Field::Replaces, {}, "More than one Replaces"},
    Once{Field::RSeq, {}, "More than one RSeq"},
    Once{Field::RAck, {}, "More than one RAck"},
    Once{Field::SessionExpires, {}, "More than one Session-Expires"},
    Once{Field::MinSe, {}, "More than one Min-SE"},
    Once{Field::SipIfMatch, {}, "More than one SIP-If-Match"},
};

template <class T>
Verdict as_verdict(const Result<T>& result) {
  return result ? fine : bad(result.error().what);
}

// From and To hold one address. One with a scheme of ours must be a sound URI; others are tolerated.
Verdict check_address(const Message& message, const Result<NameAddr>& address) {
  if (!address) return bad(address.error().what);
  if (address->more) return bad("From and To hold one address");
  // To is most often whom the request is sent to, and that URI is read anyhow.
  if (message.is_request() && address->uri_text == message.request_uri()) return as_verdict(message.target());
  return as_verdict(address->uri());
}

Verdict check_contacts(const Message& message) {
  for (const HeaderLine* line = message.find(Field::Contact); line != nullptr; line = message.next(*line)) {
    std::string_view rest = line->value;
    for (bool more = true; more;) {
      const auto contact = NameAddr::parse(rest);
      if (!contact) return bad(contact.error().what);
      if (!contact->star && !contact->uri()) return bad("The URI of a Contact is wrong");
      rest = contact->rest;
      more = contact->more;
    }
  }
  return fine;
}

// Those of a line, or of what is left of it.
Verdict check_via_list(std::string_view rest, bool more) {
  while (more) {
    const auto via = Via::parse(rest);
    if (!via) return bad(via.error().what);
    rest = via->rest;
    more = via->more;
  }
  return fine;
}

Verdict check_vias(const Message& message) {
  const HeaderLine* line = message.find(Field::Via);
  if (line == nullptr) return bad("Via is missing");
  if (!message.via()) return bad(message.via().error().what);
  Verdict verdict = check_via_list(message.via()->rest, message.via()->more);
  while (verdict.ok() && (line = message.next(*line)) != nullptr) verdict = check_via_list(line->value, true);
  return verdict;
}

bool is_call_id(std::string_view value) {
  if (is_plain(value, '!')) return !value.empty();
  return std::none_of(value.begin(), value.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; });
}

Verdict check_cseq(const Message& message) {
  const auto cseq = CSeq::parse(message.value(Field::CSeq));
  if (!cseq) return bad(cseq.error().what);
  if (message.is_request() && cseq->method_name != message.method_name())
    return bad("CSeq names another method");
  return fine;
}

// The values that identify a message, which requests and responses share.
Verdict check_identity(const Message& message) {
  for (const Once& once : mandatory) {
    const auto count = message.count(once.field);
    if (count != 1) return bad(count == 0 ? once.missing : once.doubled);
  }
  if (const auto verdict = check_vias(message); !verdict.ok()) return verdict;
  if (const auto verdict = check_address(message, message.from()); !verdict.ok()) return verdict;
  if (const auto verdict = check_address(message, message.to()); !verdict.ok()) return verdict;
  if (!is_call_id(message.value(Field::CallId))) return bad("Call-ID is empty or holds a blank");
  return check_cseq(message);
}

Verdict check_optional(const Message& message) {
  if (message.repeats_a_field())
    for (const Once& once : optional)
      if (message.count(once.field) > 1) return bad(once.doubled);
  const auto wrong = [&message](Field field, auto parse) {
    return message.has(field) ? as_verdict(parse(message.value(field))) : fine;
  };
  if (const auto v = wrong(Field::MaxForwards, parse_max_forwards); !v.ok()) return v;
  if (const auto v = wrong(Field::Expires, parse_delta_seconds); !v.ok()) return v;
  if (message.has(Field::Event) && !message.event()) return bad(message.event().error().what);
  if (const auto v = wrong(Field::ContentType, ContentType::parse); !v.ok()) return v;
  return check_contacts(message);
}

Verdict check_target(const Result<Uri>& uri) {
  if (!uri) return bad(uri.error().what);
  if (!uri->headers.empty()) return bad("Header fields in the Request-URI");
  return fine;
}

bool is_our_version(const Message& message) {
  return equal_ignoring_case(message.version(), "SIP/2.0");
}

constexpr Verdict wrong_version{505, "Version Not Supported"};

}  // namespace

Verdict check(const Message& request) {
  if (!is_our_version(request)) return wrong_version;
  if (const auto verdict = check_identity(request); !verdict.ok()) return verdict;
  if (const auto verdict = check_optional(request); !verdict.ok()) return verdict;
  return check_target(request.target());
}

Verdict check_require(const Message& request, std::span<const std::string_view> supported) {
  if (request.method() == Method::Ack || request.method() == Method::Cancel) return fine;
  bool unknown = false;
  for (const HeaderLine* line = request.find(Field::Require); line != nullptr; line = request.next(*line))
    for_each_item(line->value, [&](std::string_view tag) {
      unknown = unknown || std::none_of(supported.begin(), supported.end(), [tag](std::string_view known) {
                  return equal_ignoring_case(known, tag);
                });
    });
  return unknown ? Verdict{420, "Bad Extension"} : fine;
}

Verdict verdict_for(const Message& request, const Error& parse_error) {
  if (!is_our_version(request)) return wrong_version;
  if (parse_error.code == Errc::TooLarge)
    return request.header_is_whole() ? Verdict{413, "Request Entity Too Large"}
                                     : Verdict{513, "Message Too Large"};
  return bad(parse_error.what);
}

Result<void> check_response(const Message& response) {
  if (!is_our_version(response)) return fail(Errc::Unsupported, wrong_version.reason);
  if (const auto verdict = check_identity(response); !verdict.ok())
    return fail(Errc::Malformed, verdict.reason);
  if (response.count(Field::Via) > 1 || response.via()->more)
    return fail(Errc::Refused, "A response to somebody else: it has more than one Via");
  return {};
}

}  // namespace handset::sip
