// The values that a World passes, as fields of a record and back: ids, numbers, addresses, errors, answers
// to a fetch. What a recorder and a replay both make of a call's arguments stands here once. A reader is
// asked for one after the other and says at the end whether all of them were right.
//
// Values and pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/address.h"
#include "base/dns_record.h"
#include "base/fetch.h"
#include "base/record.h"
#include "base/record_names.h"
#include "base/result.h"

namespace handset {

class FieldWriter {
 public:
  FieldWriter& text(std::string_view text);
  FieldWriter& secret(std::string_view text);
  FieldWriter& number(std::uint64_t number);
  FieldWriter& flag(bool flag);          // yes, no
  FieldWriter& seconds(Duration since);  // not negative
  FieldWriter& endpoint(const Endpoint& endpoint) { return text(endpoint.to_string()); }
  FieldWriter& address(const IpAddress& address) { return text(address.to_string()); }
  FieldWriter& bytes(std::span<const std::byte> bytes);  // in hexadecimal
  FieldWriter& error(const Error& error);                // the name of its code, its place, its sentence
  FieldWriter& fetch_result(const FetchResult& result);
  // Of what is not kept: its first line, its length and a hash of it all.
  FieldWriter& mark(std::string_view bytes);
  // The same of what a server is asked for, its login left out.
  FieldWriter& request(const FetchRequest& request);
  // `ok`, the time to live and the records, or `error` and what error() writes.
  template <class Record>
  FieldWriter& answer(const Result<RecordSet<Record>>& answer) {
    if (!answer) return text(record_names::error).error(answer.error());
    text(record_names::ok).seconds(answer->ttl);
    for (const Record& record : answer->records) one(record);
    return *this;
  }
  template <class Id>
    requires std::is_enum_v<Id>
  FieldWriter& id(Id id) {
    return number(static_cast<std::uint64_t>(id));
  }

  [[nodiscard]] RecordFields take() { return std::move(fields_); }

 private:
  void one(const IpAddress& address) { this->address(address); }
  void one(const SrvRecord& record);
  void one(const NaptrRecord& record);

  RecordFields fields_;
};

// Sentences of errors are in static storage; those that are read stay here. Outlives whoever is told them.
class RecordWords {
 public:
  std::string_view keep(std::string_view words) { return *words_.emplace(words).first; }

 private:
  std::set<std::string, std::less<>> words_;
};

class FieldReader {
 public:
  FieldReader(std::span<const RecordField> fields, RecordWords& words) : fields_(fields), words_(words) {}

  // What is missing or wrong is read as an empty value, and good() is false from then on.
  std::string_view text();
  std::uint64_t number(std::uint64_t max = UINT64_MAX);
  bool flag();
  Duration seconds();
  Endpoint endpoint();
  IpAddress address();
  Error error();
  // A sentence, or an empty one.
  std::string_view words() { return words_.keep(text()); }
  // True when there were as many bytes as that.
  bool bytes(std::span<std::byte> into);
  FetchResult fetch_result();

  template <class Id>
    requires std::is_enum_v<Id>
  Id id() {
    return static_cast<Id>(number(std::numeric_limits<std::underlying_type_t<Id>>::max()));
  }

  template <class Record>
  Result<RecordSet<Record>> answer() {
    if (text() != record_names::ok) return tl::unexpected(error());
    RecordSet<Record> set{{}, seconds()};
    while (left() > 0) one(set.records.emplace_back());
    good_ = good_ && !set.records.empty();
    return set;
  }

  [[nodiscard]] bool at_end() const { return fields_.empty(); }
  [[nodiscard]] std::size_t left() const { return fields_.size(); }
  [[nodiscard]] bool good() const { return good_; }
  // All was there, was right and nothing is left over.
  [[nodiscard]] bool done() const { return good_ && at_end(); }

 private:
  void one(IpAddress& address) { address = this->address(); }
  void one(SrvRecord& record);
  void one(NaptrRecord& record);

  std::span<const RecordField> fields_;
  RecordWords& words_;
  bool good_ = true;
};

}  // namespace handset
