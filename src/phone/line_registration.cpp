#include "phone/line_registration.h"

#include <utility>

#include "phone/line_client.h"
#include "sip/name_addr.h"

namespace handset::phone {

using State = ua::Registration::State;

LineRegistration::LineRegistration(LineClient& client, LineRegistrationHandler& handler)
    : client_(client),
      handler_(handler),
      request_(client),
      registration_(client.world().clock, client.world().random, client.options().client.registration,
                    static_cast<ua::Registration::Registrar&>(*this)) {}

RegistrationStatus LineRegistration::status() const {
  return {.state = registration_.state(),
          .trouble = registration_.trouble(),
          .words = answered_,
          .registered_at = registration_.registered_at(),
          .next_at = registration_.next_at()};
}

void LineRegistration::send_register(seconds expires, std::string_view target) {
  request_.start({.method = sip::Method::Register,
                  .headers = {{"Expires", std::to_string(expires.count())}, {"Supported", "path"}},
                  .redirected_to = std::string(target),
                  .series = &series_},
                 [this](const LineAnswer& answer) { take(answer); });
}

void LineRegistration::take(const LineAnswer& answer) {
  using Kind = ua::RegisterAnswer::Kind;
  Kind kind = Kind::NotSetUp;
  switch (answer.kind) {
    case LineAnswer::Kind::Answered:
      kind = Kind::Answered;
      break;
    case LineAnswer::Kind::Rejected:
    case LineAnswer::Kind::Unusable:
      kind = Kind::Refused;
      break;
    case LineAnswer::Kind::TimedOut:
    case LineAnswer::Kind::NoWay:
    case LineAnswer::Kind::NoAddress:
      kind = Kind::Unanswered;
      break;
    case LineAnswer::Kind::NotSetUp:
      break;
  }
  if (kind == Kind::Answered && answer.status < 300) answered_ = answer.words;
  const auto contact = sip::NameAddr::parse(answer.contact);
  registration_.take({.kind = kind,
                      .response = answer.response,
                      .contact = contact ? contact->uri_text : std::string_view{},
                      .words = answer.words});
}

void LineRegistration::on_registration_changed() {
  log_change();
  handler_.on_line_registration(client_.line());
}

// A refresh that goes well is no news.
void LineRegistration::log_change() {
  const State state = registration_.state();
  const std::string& trouble = registration_.trouble();
  const bool settled =
      state == State::Registered || state == State::Failed || state == State::GivenUp || state == State::Off;
  if (!settled || (state == logged_ && trouble == logged_trouble_)) return;
  logged_ = state;
  logged_trouble_ = trouble;
  const bool well = trouble.empty();
  std::string words = "line " + std::to_string(client_.line()) + ": ";
  if (state == State::Off) {
    words += "no longer registered, as was asked for";
  } else if (well) {
    words += "registered: " + answered_;
  } else {
    words += state == State::Registered ? "still registered, but not refreshed: " : "not registered: ";
    words += trouble;
  }
  client_.world().log.write(well ? LogLevel::Info : LogLevel::Warning, "registration", words);
}

}  // namespace handset::phone
