#include "io/resolver.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "io/resolve.h"

namespace handset::io {
namespace {

using Addresses = Result<std::vector<IpAddress>>;

// What a lookup's thread has of its resolver: the way back, as long as there is one.
class WayBack {
 public:
  explicit WayBack(Loop& loop) : loop_(&loop) {}

  void post(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    if (loop_ != nullptr) loop_->post(std::move(task));
  }
  void close() {
    const std::lock_guard lock(mutex_);
    loop_ = nullptr;
  }

 private:
  std::mutex mutex_;  // guards loop_, and keeps it alive during post()
  Loop* loop_;
};

}  // namespace

class SystemResolver::Impl : public std::enable_shared_from_this<SystemResolver::Impl> {
 public:
  Impl(Loop& loop, const ResolverOptions& options)
      : loop_(loop), options_(options), way_back_(std::make_shared<WayBack>(loop)) {}

  LookupId resolve(std::string_view host, LookupHandler& handler);
  void cancel(LookupId lookup);
  void close() { way_back_->close(); }

 private:
  struct Waiting {
    LookupId id;
    std::string host;
  };

  void answer_later(LookupId lookup, Addresses addresses);
  void start(Waiting lookup);
  void ended(LookupId lookup, const Addresses& addresses);
  void report(LookupId lookup, const Addresses& addresses);

  Loop& loop_;
  const ResolverOptions options_;
  std::shared_ptr<WayBack> way_back_;
  std::uint64_t last_id_ = 0;
  std::size_t running_ = 0;
  std::deque<Waiting> waiting_;
  std::map<LookupId, LookupHandler*> handlers_;
};

LookupId SystemResolver::Impl::resolve(std::string_view host, LookupHandler& handler) {
  const LookupId id{++last_id_};
  handlers_.emplace(id, &handler);
  if (const auto address = address_literal(host)) {
    answer_later(id, std::vector{*address});
  } else if (running_ < options_.at_once) {
    start({id, std::string(host)});
  } else if (waiting_.size() < options_.waiting) {
    waiting_.push_back({id, std::string(host)});
  } else {
    answer_later(id, fail(Errc::Unavailable, "too many host names are being looked up"));
  }
  return id;
}

// One that runs goes on, and keeps its place until the system gives up.
void SystemResolver::Impl::cancel(LookupId lookup) {
  handlers_.erase(lookup);
  std::erase_if(waiting_, [lookup](const Waiting& waiting) { return waiting.id == lookup; });
}

void SystemResolver::Impl::answer_later(LookupId lookup, Addresses addresses) {
  loop_.post([self = weak_from_this(), lookup, addresses = std::move(addresses)] {
    if (const auto impl = self.lock()) impl->report(lookup, addresses);
  });
}

void SystemResolver::Impl::start(Waiting lookup) {
  const LookupId id = lookup.id;
  try {
    std::thread([self = weak_from_this(), way_back = way_back_, lookup = std::move(lookup)] {
      auto addresses = resolve_all(lookup.host);
      way_back->post([self, id = lookup.id, addresses = std::move(addresses)] {
        if (const auto impl = self.lock()) impl->ended(id, addresses);
      });
    }).detach();
    ++running_;
  } catch (const std::system_error&) {
    answer_later(id, fail(Errc::Unavailable, "the system has no thread for looking up host names"));
  }
}

void SystemResolver::Impl::ended(LookupId lookup, const Addresses& addresses) {
  --running_;
  if (!waiting_.empty()) {
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    start(std::move(next));
  }
  report(lookup, addresses);
}

void SystemResolver::Impl::report(LookupId lookup, const Addresses& addresses) {
  const auto found = handlers_.find(lookup);
  if (found == handlers_.end()) return;  // cancelled meanwhile
  LookupHandler* handler = found->second;
  handlers_.erase(found);
  handler->on_resolved(lookup, addresses);
}

SystemResolver::SystemResolver(Loop& loop, const ResolverOptions& options)
    : impl_(std::make_shared<Impl>(loop, options)) {}
SystemResolver::~SystemResolver() {
  impl_->close();
}

LookupId SystemResolver::resolve(std::string_view host, LookupHandler& handler) {
  return impl_->resolve(host, handler);
}

void SystemResolver::cancel(LookupId lookup) {
  impl_->cancel(lookup);
}

}  // namespace handset::io
