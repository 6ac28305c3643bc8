// A World that passes everything on to another one and writes down what passes, so that the run of a phone
// can be played again: each event that comes in, with its time; each answer to a call; a mark of all that
// goes out, by which a replay finds the place where it differs; and what can be seen at rest.
//
// The Store is passed on as it is: phones do not use it. The log too, but for its level, which is noted.
// Owned by whoever records; outlives the phone. The shard's thread.
#pragma once

#include <map>
#include <string_view>

#include "base/record.h"
#include "base/record_turns.h"
#include "base/recorded_network.h"
#include "base/world.h"

namespace handset {

class RecordedFetcher final : public Fetcher, private FetchHandler {
 public:
  RecordedFetcher(RecordTurns& turns, Fetcher& real) : turns_(turns), real_(real) {}

  FetchId fetch(FetchRequest request, FetchHandler& handler) override;
  void cancel(FetchId fetch) override;

 private:
  struct Running {
    FetchHandler* handler;
    bool secret;
  };

  void on_fetched(FetchId fetch, FetchResult result) override;

  RecordTurns& turns_;
  Fetcher& real_;
  std::map<FetchId, Running> running_;
};

class RecordedResolver final : public Resolver, private LookupHandler {
 public:
  RecordedResolver(RecordTurns& turns, Resolver& real) : turns_(turns), real_(real) {}

  LookupId resolve(std::string_view host, LookupHandler& handler) override;
  LookupId resolve_srv(std::string_view name, LookupHandler& handler) override;
  LookupId resolve_naptr(std::string_view name, LookupHandler& handler) override;
  void cancel(LookupId lookup) override;

 private:
  void on_resolved(LookupId lookup, const Result<Addresses>& addresses) override;
  void on_srv(LookupId lookup, const Result<SrvRecords>& records) override;
  void on_naptr(LookupId lookup, const Result<NaptrRecords>& records) override;

  LookupId note(std::string_view name, std::string_view asked, LookupId lookup, LookupHandler& handler);
  template <class Answer>
  void pass_on(std::string_view name, LookupId lookup, const Answer& answer,
               void (LookupHandler::*tell)(LookupId, const Answer&));

  RecordTurns& turns_;
  Resolver& real_;
  std::map<LookupId, LookupHandler*> waiting_;
};

class RecordedRandom final : public Random {
 public:
  RecordedRandom(RecordTurns& turns, Random& real) : turns_(turns), real_(real) {}

  void fill(std::span<std::byte> bytes) override;

 private:
  RecordTurns& turns_;
  Random& real_;
};

class Recorder {
 public:
  // Writes the first entry. What `world` refers to and `sink` outlive it. `version`: of this program.
  Recorder(const World& world, RecordSink& sink, std::string_view version);
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // For the phone and its switchboard.
  [[nodiscard]] World world();
  // What is looked at now and whenever the phone has come to rest; outlives the Recorder, or is taken back
  // with null.
  void set_screen(ScreenSource* screen) { turns_.set_screen(screen); }
  // Writes the last entry. What the phone does from now on is passed on only.
  void finish();

 private:
  World real_;
  RecordSink& sink_;
  RecordTurns turns_;
  RecordedNetwork network_;
  RecordedFetcher fetcher_;
  RecordedResolver resolver_;
  RecordedRandom random_;
};

}  // namespace handset
