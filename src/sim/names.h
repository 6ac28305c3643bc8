// The DNS of a simulation: what a name answers, and after how long. Shared by the resolvers and the fetchers
// of all hosts; fetchers see the addresses alone. Names count without case.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/dns_record.h"
#include "base/result.h"
#include "base/text.h"
#include "base/time.h"

namespace handset::sim {

template <class Record>
struct NameAnswer {
  Result<RecordSet<Record>> records;
  std::optional<Duration> delay;  // nothing: no answer ever comes
};

class Names {
 public:
  static constexpr Duration usual_delay = milliseconds(2);
  static constexpr Duration usual_ttl = seconds(300);

  // No records: the name does not exist.
  void set(std::string_view host, std::vector<IpAddress> addresses, Duration delay = usual_delay,
           Duration ttl = usual_ttl);
  void set_srv(std::string_view name, std::vector<SrvRecord> records, Duration delay = usual_delay,
               Duration ttl = usual_ttl);
  void set_naptr(std::string_view name, std::vector<NaptrRecord> records, Duration delay = usual_delay,
                 Duration ttl = usual_ttl);
  // Whatever it is asked for.
  void set_failure(std::string_view name, const Error& error, Duration delay = usual_delay);
  void set_silent(std::string_view name);

  // Whether its addresses were set, or it is one.
  [[nodiscard]] bool knows(std::string_view host) const;
  // Of a name that was never set: NotFound. Of an address, in brackets too: itself, at once.
  [[nodiscard]] NameAnswer<IpAddress> host(std::string_view host) const;
  [[nodiscard]] NameAnswer<SrvRecord> srv(std::string_view name) const { return srv_.answer(name); }
  [[nodiscard]] NameAnswer<NaptrRecord> naptr(std::string_view name) const { return naptr_.answer(name); }
  // None where the answer has none.
  [[nodiscard]] std::vector<IpAddress> addresses(std::string_view host) const;

 private:
  template <class Record>
  class Table {
   public:
    void set(std::string_view name, std::vector<Record> records, Duration delay, Duration ttl) {
      if (records.empty()) return set(name, {tl::unexpected(unknown), delay});
      set(name, {RecordSet<Record>{std::move(records), ttl}, delay});
    }
    void set(std::string_view name, NameAnswer<Record> answer) {
      answers_.insert_or_assign(lower_case(name), std::move(answer));
    }
    [[nodiscard]] bool has(std::string_view name) const { return answers_.contains(lower_case(name)); }
    [[nodiscard]] NameAnswer<Record> answer(std::string_view name) const {
      const auto found = answers_.find(lower_case(name));
      if (found != answers_.end()) return found->second;
      return {tl::unexpected(unknown), usual_delay};
    }

   private:
    std::map<std::string, NameAnswer<Record>, std::less<>> answers_;
  };

  static constexpr Error unknown{Errc::NotFound, 0, "this host name is not known"};

  void set_all(std::string_view name, const Error& error, std::optional<Duration> delay);

  Table<IpAddress> hosts_;
  Table<SrvRecord> srv_;
  Table<NaptrRecord> naptr_;
};

}  // namespace handset::sim
