#include "web/answer.h"

#include "web/gate.h"

namespace handset::web {

void Answer::operator()(io::HttpResponse response) {
  add_security_fields(response, tls_);
  respond_(std::move(response));
}

void Answer::busy() {
  (*this)(come_back_later(503, seconds(1), "The phone is busy; try again."));
}

}  // namespace handset::web
