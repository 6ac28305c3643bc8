#include "phone/notifier.h"

#include <utility>

#include "base/text.h"
#include "phone/page_request.h"

namespace handset::phone {

Notifier::~Notifier() {
  if (current_) world_.fetcher.cancel(*current_);
}

bool Notifier::post(const xml::NotifyArgument& argument) {
  if (forms_.size() == most_waiting) return false;
  forms_.push_back(
      {argument.url, std::string(argument.credentials), "DATA=" + percent_encode(argument.data), 0});
  if (forms_.size() == 1) send();
  return true;
}

// Cut short (docs/decisions/0017-out-of-memory.md), it is begun again by the timer.
void Notifier::send() {
  world_.clock.arm(again_, pause);
  Form& form = forms_.front();
  FetchRequest request = page_request(options_, form.url);
  request.login.reset();
  request.upload = FetchUpload{.body = form.body};
  if (!form.credentials.empty()) request.fields.push_back({"Authorization", "Basic " + form.credentials});
  current_ = world_.fetcher.fetch(std::move(request), *this);
  ++form.tried;
  again_.cancel();
}

void Notifier::on_fetched(FetchId fetch, FetchResult result) {
  if (current_ != fetch) return;
  world_.clock.arm(again_, pause);
  current_.reset();
  const Form& form = forms_.front();
  const std::string trouble = prompt_words(result);
  const bool last = form.tried >= tries;
  if (!trouble.empty())
    world_.log.write(last ? LogLevel::Warning : LogLevel::Info, "notify",
                     without_credentials(form.url) + ": " + trouble + (last ? ", given up" : ""));
  if (!trouble.empty() && !last) return;
  forms_.erase(forms_.begin());
  again_.cancel();
  if (!forms_.empty()) send();
}

}  // namespace handset::phone
