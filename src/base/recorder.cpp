#include "base/recorder.h"

#include <utility>

#include "base/record_names.h"
#include "base/record_values.h"

namespace handset {
namespace names = record_names;

namespace {

LogLevel least_level(const Log& log) {
  for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning})
    if (log.enabled(level)) return level;
  return LogLevel::Error;
}

}  // namespace

// --- Documents

FetchId RecordedFetcher::fetch(FetchRequest request, FetchHandler& handler) {
  FieldWriter fields;
  fields.request(request);
  const bool secret = request.secret;
  const FetchId fetch = real_.fetch(std::move(request), *this);
  running_[fetch] = {&handler, secret};
  turns_.note(RecordWay::Answer, names::fetch, fields.id(fetch).take());
  return fetch;
}

void RecordedFetcher::cancel(FetchId fetch) {
  running_.erase(fetch);
  turns_.note(RecordWay::Out, names::cancel_fetch, FieldWriter().id(fetch).take());
  real_.cancel(fetch);
}

void RecordedFetcher::on_fetched(FetchId fetch, FetchResult result) {
  const auto found = running_.find(fetch);
  if (found == running_.end()) return;
  const Running running = found->second;
  running_.erase(found);
  FetchResult kept = result;
  if (running.secret) kept.body.clear();
  turns_.begin_input(names::fetched, FieldWriter().id(fetch).fetch_result(kept).take());
  running.handler->on_fetched(fetch, std::move(result));
  turns_.end_input();
}

// --- Names

LookupId RecordedResolver::resolve(std::string_view host, LookupHandler& handler) {
  return note(names::resolve, host, real_.resolve(host, *this), handler);
}

LookupId RecordedResolver::resolve_srv(std::string_view name, LookupHandler& handler) {
  return note(names::resolve_srv, name, real_.resolve_srv(name, *this), handler);
}

LookupId RecordedResolver::resolve_naptr(std::string_view name, LookupHandler& handler) {
  return note(names::resolve_naptr, name, real_.resolve_naptr(name, *this), handler);
}

LookupId RecordedResolver::note(std::string_view name, std::string_view asked, LookupId lookup,
                                LookupHandler& handler) {
  waiting_[lookup] = &handler;
  turns_.note(RecordWay::Answer, name, FieldWriter().text(asked).id(lookup).take());
  return lookup;
}

void RecordedResolver::cancel(LookupId lookup) {
  waiting_.erase(lookup);
  turns_.note(RecordWay::Out, names::cancel_lookup, FieldWriter().id(lookup).take());
  real_.cancel(lookup);
}

template <class Answer>
void RecordedResolver::pass_on(std::string_view name, LookupId lookup, const Answer& answer,
                               void (LookupHandler::*tell)(LookupId, const Answer&)) {
  const auto found = waiting_.find(lookup);
  if (found == waiting_.end()) return;
  LookupHandler& handler = *found->second;
  waiting_.erase(found);
  turns_.begin_input(name, FieldWriter().id(lookup).answer(answer).take());
  (handler.*tell)(lookup, answer);
  turns_.end_input();
}

void RecordedResolver::on_resolved(LookupId lookup, const Result<Addresses>& addresses) {
  pass_on(names::resolved, lookup, addresses, &LookupHandler::on_resolved);
}

void RecordedResolver::on_srv(LookupId lookup, const Result<SrvRecords>& records) {
  pass_on(names::resolved_srv, lookup, records, &LookupHandler::on_srv);
}

void RecordedResolver::on_naptr(LookupId lookup, const Result<NaptrRecords>& records) {
  pass_on(names::resolved_naptr, lookup, records, &LookupHandler::on_naptr);
}

// --- Chance

void RecordedRandom::fill(std::span<std::byte> bytes) {
  real_.fill(bytes);
  turns_.note(RecordWay::Answer, names::random, FieldWriter().number(bytes.size()).bytes(bytes).take());
}

// --- All of it

Recorder::Recorder(const World& world, RecordSink& sink, std::string_view version)
    : real_(world),
      sink_(sink),
      turns_(world.clock, sink),
      network_(turns_, world.network),
      fetcher_(turns_, world.fetcher),
      resolver_(turns_, world.resolver),
      random_(turns_, world.random) {
  turns_.note(RecordWay::In, names::start,
              FieldWriter()
                  .number(names::format)
                  .text(version)
                  .seconds(turns_.start().time_since_epoch())
                  .seconds(turns_.date_at_start().time_since_epoch())
                  .number(static_cast<std::uint64_t>(least_level(world.log)))
                  .take());
  sink_.flush();
}

World Recorder::world() {
  return {turns_, network_, fetcher_, resolver_, random_, real_.store, real_.log, real_.trace, &turns_};
}

void Recorder::finish() {
  turns_.note(RecordWay::In, names::end, {});
  sink_.flush();
  turns_.stop();
  turns_.set_screen(nullptr);
}

}  // namespace handset
