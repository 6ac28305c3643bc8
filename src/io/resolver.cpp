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

#include "io/dns_answer.h"
#include "io/resolve.h"

namespace handset::io {
namespace {

// The system does not say for how long an address is good.
constexpr Duration system_ttl = seconds(60);

constexpr Error too_many{Errc::Unavailable, 0, "too many host names are being looked up"};

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
  LookupId resolve_srv(std::string_view name, LookupHandler& handler) {
    return ask<SrvRecord>(name, DnsQuery::Type::Srv, handler, &read_srv_answer, &LookupHandler::on_srv);
  }
  LookupId resolve_naptr(std::string_view name, LookupHandler& handler) {
    return ask<NaptrRecord>(name, DnsQuery::Type::Naptr, handler, &read_naptr_answer,
                            &LookupHandler::on_naptr);
  }
  void cancel(LookupId lookup);
  void close() { way_back_->close(); }

 private:
  using SystemAnswer = Result<std::vector<IpAddress>>;
  template <class Record>
  using Tell = void (LookupHandler::*)(LookupId, const Result<RecordSet<Record>>&);
  struct Waiting {
    LookupId id;
    std::string host;
  };

  LookupId begin(LookupHandler& handler);
  void answer_later(LookupId lookup, Result<Addresses> addresses);
  void start(Waiting lookup);
  void ended(LookupId lookup, const SystemAnswer& addresses);
  void find_host(LookupId lookup, std::string_view host);

  template <class Record>
  LookupId ask(std::string_view name, DnsQuery::Type type, LookupHandler& handler,
               Result<RecordSet<Record>> (*read)(std::string_view), Tell<Record> tell);
  // Null when there are too many.
  DnsQuery* new_query(LookupId lookup);
  // On a later turn; the query, if there is one, has ended.
  template <class Record>
  void tell_later(LookupId lookup, Result<RecordSet<Record>> answer, Tell<Record> tell);
  template <class Record>
  void report(LookupId lookup, const Result<RecordSet<Record>>& answer, Tell<Record> tell);

  Loop& loop_;
  const ResolverOptions options_;
  std::shared_ptr<WayBack> way_back_;
  std::uint64_t last_id_ = 0;
  std::size_t running_ = 0;
  std::deque<Waiting> waiting_;
  std::map<LookupId, LookupHandler*> handlers_;
  std::map<LookupId, std::unique_ptr<DnsQuery>> queries_;
};

LookupId SystemResolver::Impl::begin(LookupHandler& handler) {
  const LookupId id{++last_id_};
  handlers_.emplace(id, &handler);
  return id;
}

LookupId SystemResolver::Impl::resolve(std::string_view host, LookupHandler& handler) {
  const LookupId id = begin(handler);
  if (const auto address = address_literal(host)) {
    answer_later(id, Addresses{{*address}, system_ttl});
  } else if (!options_.dns.servers.empty()) {
    find_host(id, host);
  } else if (running_ < options_.at_once) {
    start({id, std::string(host)});
  } else if (waiting_.size() < options_.waiting) {
    waiting_.push_back({id, std::string(host)});
  } else {
    answer_later(id, tl::unexpected(too_many));
  }
  return id;
}

// A thread that runs goes on, and keeps its place until the system gives up.
void SystemResolver::Impl::cancel(LookupId lookup) {
  handlers_.erase(lookup);
  queries_.erase(lookup);
  std::erase_if(waiting_, [lookup](const Waiting& waiting) { return waiting.id == lookup; });
}

void SystemResolver::Impl::answer_later(LookupId lookup, Result<Addresses> addresses) {
  tell_later(lookup, std::move(addresses), &LookupHandler::on_resolved);
}

// --- The system's lookups

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

void SystemResolver::Impl::ended(LookupId lookup, const SystemAnswer& addresses) {
  --running_;
  if (!waiting_.empty()) {
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    start(std::move(next));
  }
  const Result<Addresses> answer =
      addresses.map([](const std::vector<IpAddress>& all) { return Addresses{all, system_ttl}; });
  report(lookup, answer, &LookupHandler::on_resolved);
}

// --- Questions to name servers

DnsQuery* SystemResolver::Impl::new_query(LookupId lookup) {
  if (queries_.size() == options_.queries) return nullptr;
  return queries_.emplace(lookup, std::make_unique<DnsQuery>(loop_, options_.dns)).first->second.get();
}

void SystemResolver::Impl::find_host(LookupId lookup, std::string_view host) {
  DnsQuery* query = new_query(lookup);
  if (query == nullptr) return answer_later(lookup, tl::unexpected(too_many));
  query->find_host(host,
                   [this, lookup](const Result<Addresses>& addresses) { answer_later(lookup, addresses); });
}

template <class Record>
LookupId SystemResolver::Impl::ask(std::string_view name, DnsQuery::Type type, LookupHandler& handler,
                                   Result<RecordSet<Record>> (*read)(std::string_view), Tell<Record> tell) {
  const LookupId id = begin(handler);
  DnsQuery* query = new_query(id);
  if (query == nullptr) {
    tell_later<Record>(id, tl::unexpected(too_many), tell);
    return id;
  }
  query->ask(name, type, [this, id, read, tell](const Result<std::string>& answer) {
    tell_later<Record>(id, answer.and_then(read), tell);
  });
  return id;
}

template <class Record>
void SystemResolver::Impl::tell_later(LookupId lookup, Result<RecordSet<Record>> answer, Tell<Record> tell) {
  loop_.post([self = weak_from_this(), lookup, tell, answer = std::move(answer)] {
    const auto impl = self.lock();
    if (!impl) return;
    impl->queries_.erase(lookup);
    impl->report(lookup, answer, tell);
  });
}

template <class Record>
void SystemResolver::Impl::report(LookupId lookup, const Result<RecordSet<Record>>& answer,
                                  Tell<Record> tell) {
  const auto found = handlers_.find(lookup);
  if (found == handlers_.end()) return;  // cancelled meanwhile
  LookupHandler* handler = found->second;
  handlers_.erase(found);
  (handler->*tell)(lookup, answer);
}

// --- The resolver

SystemResolver::SystemResolver(Loop& loop, const ResolverOptions& options)
    : impl_(std::make_shared<Impl>(loop, options)) {}
SystemResolver::~SystemResolver() {
  impl_->close();
}

LookupId SystemResolver::resolve(std::string_view host, LookupHandler& handler) {
  return impl_->resolve(host, handler);
}

LookupId SystemResolver::resolve_srv(std::string_view name, LookupHandler& handler) {
  return impl_->resolve_srv(name, handler);
}

LookupId SystemResolver::resolve_naptr(std::string_view name, LookupHandler& handler) {
  return impl_->resolve_naptr(name, handler);
}

void SystemResolver::cancel(LookupId lookup) {
  impl_->cancel(lookup);
}

}  // namespace handset::io
