// The header values that a push needs decoded, each once: what "decoded" means in the figures of the benches.
#pragma once

#include "sip/digest.h"
#include "sip/header_values.h"
#include "sip/message.h"
#include "sip/name_addr.h"
#include "sip/via.h"

namespace handset::bench {

// Via, From and To with their URIs and tags, CSeq, Event and Authorization. False when one of them is wrong.
inline bool decode(const sip::Message& message) {
  const auto address = [&message](sip::Field field) {
    const auto value = sip::NameAddr::parse(message.value(field));
    return value && value->uri() && (value->tag.empty() || field == sip::Field::From);
  };
  const auto& via = message.via();
  const auto cseq = sip::CSeq::parse(message.value(sip::Field::CSeq));
  const auto event = sip::EventHeader::parse(message.value(sip::Field::Event));
  const auto credentials = sip::parse_digest_credentials(message.value(sip::Field::Authorization));
  return via && via->has_magic_cookie() && address(sip::Field::From) && address(sip::Field::To) && cseq &&
         cseq->method == sip::Method::Notify && event && !event->package.empty() && credentials &&
         credentials->response.present;
}

}  // namespace handset::bench
