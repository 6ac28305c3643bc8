#include "phone/sip_log.h"

#include <string>

#include "phone/syslog.h"
#include "sip/header_values.h"
#include "ua/redact.h"

namespace handset::phone {
namespace {

// A response belongs to the method that it answers.
sip::Method method_of(const sip::Message& message) {
  if (message.is_request()) return message.method();
  const auto cseq = sip::CSeq::parse(message.value(sip::Field::CSeq));
  return cseq ? cseq->method : sip::Method::Other;
}

}  // namespace

void log_sip(Log& log, const SipLogOptions& options, unsigned line, SipDirection direction,
             const Endpoint& peer, const sip::Message& message) {
  if (!options.on() || options.excluded.contains(method_of(message))) return;
  std::string text = "line " + std::to_string(line);
  text += direction == SipDirection::Received ? " from " : " to ";
  text += peer.to_string();
  const std::string shown = ua::without_secrets(message);
  if (options.detail == SipLogOptions::Detail::Full) {
    text += "\n" + shown;
  } else {
    text += ": " + shown.substr(0, shown.find_first_of("\r\n"));
  }
  log.write(LogLevel::Info, sip_log_area, text);
}

}  // namespace handset::phone
