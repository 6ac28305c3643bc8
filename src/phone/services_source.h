// The phone as the host of an Execute that came over one line, from a client of HTTP, or from a page. Inside
// Services only.
#pragma once

#include <string_view>

#include "phone/services.h"

namespace handset::phone {

class Services::Source final : public xml::ExecuteHost {
 public:
  // `hops`: Executes that led to this one; 0: it was pushed itself. `typed`: as of the page that it is.
  Source(Services& services, const PushSource& from, unsigned hops, PushId push, Typed typed = {})
      : services_(services), from_(from), hops_(hops), push_(push), typed_(typed) {}

  [[nodiscard]] bool idle() const override {
    return services_.idle() && (!is_posted() || services_.queue_.empty());
  }
  xml::Outcome open_now(std::string_view url) override {
    if (is_posted()) return services_.queue_page(url, from_, push_);
    if (services_.next_.size() == most_next) return xml::Outcome::failed("Too many pages");
    services_.open(page(url));
    return xml::Outcome::success();
  }
  xml::Outcome open_when_idle(std::string_view url) override {
    services_.wait_for_idle(page(url));
    return xml::Outcome::success();
  }
  xml::Outcome run(const xml::Uri& uri) override { return services_.run_internal(uri, {}, Asker::Document); }

  [[nodiscard]] PushId push() const { return push_; }
  [[nodiscard]] Typed typed() const { return typed_; }
  [[nodiscard]] Page page(std::string_view url) const {
    Page page;
    page.url = url;
    page.from = from_;
    page.hops = hops_;
    page.push = push_;
    page.typed = typed_;
    return page;
  }

 private:
  // Its sender is no line, whose pushes stand in the queue: the pages that it asks for do.
  [[nodiscard]] bool is_posted() const { return from_.client && hops_ == 0; }

  Services& services_;
  PushSource from_;
  unsigned hops_;
  PushId push_;
  Typed typed_;
};

}  // namespace handset::phone
