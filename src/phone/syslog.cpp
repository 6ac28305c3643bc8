#include "phone/syslog.h"

#include <algorithm>

#include "base/text.h"
#include "phone/date_text.h"

namespace handset::phone {
namespace {

constexpr unsigned facility = 16;  // local use 0
constexpr std::size_t longest = 2048;
constexpr std::size_t longest_sip = 8192;
constexpr std::size_t longest_host = 255;
constexpr std::size_t longest_area = 32;

unsigned severity(LogLevel level) {
  switch (level) {
    case LogLevel::Error:
      return 3;
    case LogLevel::Warning:
      return 4;
    case LogLevel::Info:
      return 6;
    case LogLevel::Debug:
      break;
  }
  return 7;
}

// A field of the header: printable ASCII without blanks, or "-" for nothing.
void append_field(std::string& out, std::string_view text, std::size_t most) {
  if (text.empty()) out += '-';
  for (const char c : text.substr(0, most)) out += c > ' ' && c < '\x7f' ? c : '-';
}

// The message, which comes from anywhere: one line, or for SIP messages the lines that they have.
void append_text(std::string& out, std::string_view text, bool sip) {
  for (const char c : text.substr(0, sip ? longest_sip : longest)) {
    const bool control = static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    if (sip && (c == '\r' || c == '\n')) {
      if (c == '\n') out += c;
    } else {
      out += control ? ' ' : c;
    }
  }
}

void connect(std::optional<SyslogServer>& server, const World& world, const std::string& before,
             const std::string& now) {
  if (now == before) return;
  server.reset();
  if (!now.empty()) server.emplace(world, now);
}

}  // namespace

void Syslog::configure(const SyslogOptions& options) {
  connect(syslog_, world_, options_.syslog_server, options.syslog_server);
  connect(debug_, world_, options_.debug_server, options.debug_server);
  options_ = options;
}

bool Syslog::wanted_by_level(LogLevel level) const {
  switch (options_.debug_level) {
    case 0:
      return false;
    case 1:
      return level >= LogLevel::Warning;
    case 2:
      return level >= LogLevel::Info;
    default:
      return true;
  }
}

bool Syslog::enabled(LogLevel level) const {
  if (world_.log.enabled(level)) return true;
  return (syslog_ && level >= LogLevel::Info) || ((syslog_ || debug_) && wanted_by_level(level));
}

void Syslog::write(LogLevel level, std::string_view area, std::string_view text) {
  world_.log.write(level, area, text);
  const bool sip = area == sip_log_area;
  const bool message = !sip && level >= LogLevel::Info;
  const bool debug = sip || wanted_by_level(level);
  const bool to_syslog = syslog_ && (message || (debug && !debug_));
  const bool to_debug = debug_ && (debug || (message && syslog_));
  if (!to_syslog && !to_debug) return;
  compose(sip ? LogLevel::Debug : level, area, text);
  if (to_syslog) syslog_->send(message_);
  if (to_debug) debug_->send(message_);
}

void Syslog::compose(LogLevel level, std::string_view area, std::string_view text) {
  message_ = '<';
  append_decimal(message_, facility * 8 + severity(level));
  message_ += ">1 ";
  message_ += timestamp(world_.clock.wall());
  message_ += ' ';
  append_field(message_, options_.host_name, longest_host);
  message_ += " handset - ";
  append_field(message_, area, longest_area);
  message_ += " - ";
  append_text(message_, text, area == sip_log_area);
}

}  // namespace handset::phone
