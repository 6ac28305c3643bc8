#include "io/fetcher.h"

#include <algorithm>
#include <curl/curl.h>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "io/fetch_transfer.h"
#include "io/signals.h"

namespace handset::io {
namespace {

using Time = FetchTransfer::Time;

// Who waits for what; on the shard's thread. Posted results hold it weakly: they may come late.
struct Waiting {
  std::map<FetchId, FetchHandler*> handlers;
  FetchCounters counters;

  void add(FetchId id, FetchHandler& handler) {
    handlers.emplace(id, &handler);
    ++counters.started;
    counters.now = handlers.size();
  }
  // Null when it was not there.
  FetchHandler* take(FetchId id) {
    const auto found = handlers.find(id);
    if (found == handlers.end()) return nullptr;
    FetchHandler* handler = found->second;
    handlers.erase(found);
    counters.now = handlers.size();
    return handler;
  }
};

void start_libcurl() {
  // Once a process, and before any other thread of ours uses it.
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

}  // namespace

class CurlFetcher::Impl {
 public:
  Impl(Loop& loop, FetcherOptions options) : loop_(loop), options_(std::move(options)) {
    start_libcurl();
    multi_.reset(curl_multi_init());
    if (!multi_) throw std::runtime_error("libcurl does not start");
    thread_ = std::thread([this] { run(); });
  }
  ~Impl() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    curl_multi_wakeup(multi_.get());
    thread_.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  FetchId fetch(FetchRequest request, FetchHandler& handler);
  void cancel(FetchId fetch);
  [[nodiscard]] const FetchCounters& counters() const { return waiting_->counters; }

 private:
  struct Cleanup {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  struct Begun {
    FetchId id;
    FetchRequest request;
    Time at;
  };
  using Transfers = std::map<FetchId, std::unique_ptr<FetchTransfer>>;

  // On the worker's thread.
  void run();
  bool take_commands();
  void start_queued();
  void take_ended();
  void hop_ended(CURL* handle, CURLcode code);
  void report(FetchTransfer& transfer);
  [[nodiscard]] int wait_limit() const;

  Loop& loop_;
  const FetcherOptions options_;
  std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
  std::uint64_t last_id_ = 0;

  std::mutex mutex_;  // guards these three
  std::vector<Begun> begun_;
  std::vector<FetchId> cancelled_;
  bool ending_ = false;

  // Of the worker's thread.
  std::unique_ptr<CURLM, Cleanup> multi_;
  std::deque<std::unique_ptr<FetchTransfer>> queued_;
  Transfers running_;
  std::thread thread_;
};

FetchId CurlFetcher::Impl::fetch(FetchRequest request, FetchHandler& handler) {
  const FetchId id{++last_id_};
  waiting_->add(id, handler);
  {
    const std::lock_guard lock(mutex_);
    begun_.push_back({id, std::move(request), std::chrono::steady_clock::now()});
  }
  curl_multi_wakeup(multi_.get());
  return id;
}

void CurlFetcher::Impl::cancel(FetchId fetch) {
  if (waiting_->take(fetch) == nullptr) return;
  waiting_->counters.ended.count("cancelled");
  {
    const std::lock_guard lock(mutex_);
    cancelled_.push_back(fetch);
  }
  curl_multi_wakeup(multi_.get());
}

void CurlFetcher::Impl::run() {
  ignore_broken_pipes();
  while (take_commands()) {
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    take_ended();
    start_queued();  // last, for the places that became free; libcurl wakes at once for what was added
    curl_multi_poll(multi_.get(), nullptr, 0, wait_limit(), nullptr);
  }
  for (auto& [id, transfer] : running_) curl_multi_remove_handle(multi_.get(), transfer->handle());
  running_.clear();
}

// False when the fetcher ends.
bool CurlFetcher::Impl::take_commands() {
  std::vector<Begun> begun;
  std::vector<FetchId> cancelled;
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return false;
    begun.swap(begun_);
    cancelled.swap(cancelled_);
  }
  for (auto& [id, request, at] : begun)
    queued_.push_back(std::make_unique<FetchTransfer>(id, std::move(request), at, options_.ca_file));
  for (const FetchId id : cancelled) {
    if (const auto found = running_.find(id); found != running_.end()) {
      curl_multi_remove_handle(multi_.get(), found->second->handle());
      running_.erase(found);
    }
    std::erase_if(queued_, [id](const auto& transfer) { return transfer->id() == id; });
  }
  return true;
}

void CurlFetcher::Impl::start_queued() {
  const Time now = std::chrono::steady_clock::now();
  std::erase_if(queued_, [&](const auto& transfer) {
    if (transfer->deadline() > now) return false;
    transfer->time_out();
    report(*transfer);
    return true;
  });
  while (!queued_.empty() && running_.size() < options_.at_once) {
    auto transfer = std::move(queued_.front());
    queued_.pop_front();
    if (!transfer->begin()) {
      report(*transfer);
      continue;
    }
    curl_multi_add_handle(multi_.get(), transfer->handle());
    running_.emplace(transfer->id(), std::move(transfer));
  }
}

void CurlFetcher::Impl::take_ended() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg == CURLMSG_DONE) hop_ended(message->easy_handle, message->data.result);
  }
}

void CurlFetcher::Impl::hop_ended(CURL* handle, CURLcode code) {
  FetchTransfer* transfer = nullptr;
  curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
  curl_multi_remove_handle(multi_.get(), handle);
  if (transfer->hop_ended(code)) {
    curl_multi_add_handle(multi_.get(), handle);
    return;
  }
  report(*transfer);
  running_.erase(transfer->id());
}

void CurlFetcher::Impl::report(FetchTransfer& transfer) {
  loop_.post(
      [id = transfer.id(), result = transfer.take_result(), waiting = std::weak_ptr(waiting_)]() mutable {
        const auto fetches = waiting.lock();
        if (!fetches) return;
        FetchHandler* handler = fetches->take(id);
        if (handler == nullptr) return;  // cancelled meanwhile
        fetches->counters.ended.count(outcome_name(result));
        fetches->counters.bytes += result.body.size();
        handler->on_fetched(id, std::move(result));
      });
}

// libcurl knows its own timeouts; those that wait for their turn have theirs.
int CurlFetcher::Impl::wait_limit() const {
  std::chrono::milliseconds limit = std::chrono::minutes(10);
  const Time now = std::chrono::steady_clock::now();
  for (const auto& transfer : queued_)
    limit = std::min(limit, std::chrono::ceil<std::chrono::milliseconds>(transfer->deadline() - now));
  return static_cast<int>(std::max<std::chrono::milliseconds::rep>(0, limit.count()));
}

CurlFetcher::CurlFetcher(Loop& loop, const FetcherOptions& options)
    : impl_(std::make_unique<Impl>(loop, options)) {}
CurlFetcher::~CurlFetcher() = default;

FetchId CurlFetcher::fetch(FetchRequest request, FetchHandler& handler) {
  return impl_->fetch(std::move(request), handler);
}

void CurlFetcher::cancel(FetchId fetch) {
  impl_->cancel(fetch);
}

const FetchCounters& CurlFetcher::counters() const {
  return impl_->counters();
}

}  // namespace handset::io
