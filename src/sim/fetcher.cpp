#include "sim/fetcher.h"

#include <algorithm>
#include <utility>

#include "base/redirect.h"
#include "base/web_url.h"

namespace handset::sim {
namespace {

constexpr Duration lookup_time = milliseconds(2);

}  // namespace

FetchId HostFetcher::fetch(FetchRequest request, FetchHandler& handler) {
  const FetchId id{++last_id_};
  const SteadyTime deadline = timeline_.now() + request.total_timeout;
  const bool fails = faults_.strikes(Fault::Fetch);
  std::string url = request.url;
  // First what ends it: should memory run out in between, there is no fetch.
  if (!fails) timeline_.schedule_in(Duration(1), id_, [this, id] { go(id); });
  running_.emplace(id, Running{std::move(request), &handler, deadline, std::move(url)});
  if (fails) fail_in(Duration(1), id, FetchError::ConnectFailed, "the connection failed");
  return id;
}

// One hop: from its URL to the server's answer.
void HostFetcher::go(FetchId fetch) {
  const auto found = running_.find(fetch);
  if (found == running_.end()) return;
  const Running& run = found->second;
  const auto url = WebUrl::parse(run.url);
  if (!url || (url->tftp && !run.request.tftp))
    return fail_in({}, fetch, FetchError::BadUrl, "not an http or https URL");
  const auto& policy = *run.request.policy;
  if (const auto why = policy.refuse_host(url->host); !why.empty())
    return fail_in({}, fetch, FetchError::NotAllowed, std::string(why));
  const auto addresses = web_.resolve(url->host);
  if (addresses.empty()) return fail_in(lookup_time, fetch, FetchError::HostNotFound, "no such host");
  std::string_view why;
  const auto allowed = std::find_if(addresses.begin(), addresses.end(), [&](const IpAddress& address) {
    const auto refusal = policy.refuse_address(url->host, {address, url->port});
    if (why.empty()) why = refusal;
    return refusal.empty();
  });
  if (allowed == addresses.end())
    return fail_in(lookup_time, fetch, FetchError::NotAllowed, std::string(why));
  if (web_.is_silent(*allowed))
    return fail_in(run.request.connect_timeout, fetch, FetchError::TimedOut, "no answer to the connection");
  ask(fetch, {url->text(),
              address_,
              {*allowed, url->port},
              run.request.fields,
              run.request.login ? &*run.request.login : nullptr,
              run.request.login && run.request.login->by_basic(url->secure),
              run.request.upload ? &*run.request.upload : nullptr});
}

void HostFetcher::ask(FetchId fetch, const WebRequest& request) {
  auto answer = web_.answer(request);
  // The server's page may have cancelled the fetch.
  const auto found = running_.find(fetch);
  if (found == running_.end()) return;
  if (!answer) return fail_in(lookup_time, fetch, FetchError::ConnectFailed, "the connection was refused");
  const Duration left = found->second.deadline - timeline_.now();
  if (answer->never || answer->delay > left)
    return fail_in(left, fetch, FetchError::TimedOut, "the server did not answer in time");
  const Duration delay = answer->delay;
  timeline_.schedule_in(delay, id_, [this, fetch, given = *std::move(answer)] { take_answer(fetch, given); });
}

void HostFetcher::take_answer(FetchId fetch, const WebAnswer& answer) {
  const auto found = running_.find(fetch);
  if (found == running_.end()) return;
  Running& run = found->second;
  const bool leads_on = answer.result.error == FetchError::None && is_redirect(answer.result.status) &&
                        !answer.location.empty();
  if (leads_on && run.request.follow && !run.request.upload) return redirect(fetch, answer.location);
  FetchResult result = answer.result;
  result.url = run.url;
  result.location = answer.location;
  result.timing.answered = result.timing.ended = answer.delay;
  if (result.body.size() > run.request.max_bytes)
    return fail_in({}, fetch, FetchError::TooLarge, "the body is longer than the limit");
  finish(fetch, std::move(result));
}

void HostFetcher::redirect(FetchId fetch, std::string_view location) {
  Running& run = running_.at(fetch);
  auto next = next_hop(WebUrl::parse(run.url), location, run.redirects, run.request.max_redirects);
  if (!next) return fail_in({}, fetch, next.error().error, std::move(next.error().detail));
  if (next->other_server) {
    drop_personal_fields(run.request.fields);
    run.request.login.reset();
  }
  ++run.redirects;
  run.url = std::move(next->url);
  go(fetch);
}

// Never within the call, and never after the time that the fetch has.
void HostFetcher::fail_in(Duration in, FetchId fetch, FetchError error, std::string detail) {
  const Running& run = running_.at(fetch);
  FetchResult result;
  result.error = error;
  result.detail = std::move(detail);
  result.url = run.url;
  const SteadyTime at = std::min(timeline_.now() + in, run.deadline);
  timeline_.schedule(at, id_, [this, fetch, result = std::move(result)] { finish(fetch, result); });
}

void HostFetcher::finish(FetchId fetch, FetchResult result) {
  const auto found = running_.find(fetch);
  if (found == running_.end()) return;
  FetchHandler* handler = found->second.handler;
  running_.erase(found);
  boundary_.run([&] { handler->on_fetched(fetch, std::move(result)); });
}

}  // namespace handset::sim
