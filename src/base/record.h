// A record of a phone's run as a file of text, one entry a line: what came in, what the World answered, what
// went out, what the screen showed. docs/replay.md describes it for people.
//
//   12.034567 > datagrams 1 192.0.2.20:5090 "NOTIFY sip:101@192.0.2.10 SIP/2.0\r\n..."
//   12.034567 < send 1 192.0.2.20:5090 "SIP/2.0 200 OK" 312 8f3a0c52d16e9b74
//
// Values and pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace handset {

enum class RecordWay : char {
  In = '>',      // what happened to the phone: time, network, documents, keys, settings
  Within = '+',  // what was done to it while it was at work on that
  Answer = '=',  // what it asked the World, and was answered
  Out = '<',     // what it did to the World
  Screen = '|',  // what could be seen when it had come to rest
};

struct RecordField {
  std::string text;
  bool secret = false;  // sealed in the file

  friend bool operator==(const RecordField&, const RecordField&) = default;
};
using RecordFields = std::vector<RecordField>;

struct RecordEntry {
  Duration at{};  // since the record began
  RecordWay way = RecordWay::In;
  std::string name;  // lower-case letters and '_'
  RecordFields fields;

  friend bool operator==(const RecordEntry&, const RecordEntry&) = default;
};

// Keeps the secret fields of a file from who has no more than the file.
class RecordSeal {
 public:
  virtual ~RecordSeal() = default;
  virtual Result<std::string> seal(std::string_view plain) = 0;
  virtual Result<std::string> open(std::string_view sealed) = 0;
};

// Appends the entry as one line with its '\n'. Errors: those of the seal, and then nothing is appended.
Result<void> write_entry(std::string& out, const RecordEntry& entry, RecordSeal& seal);
// One line without its '\n'. Errors: Malformed, at the byte that is wrong; those of the seal.
[[nodiscard]] Result<RecordEntry> read_entry(std::string_view line, RecordSeal& seal);

// "12.034567", of a time that is not negative.
void append_record_time(std::string& out, Duration at);
[[nodiscard]] std::optional<Duration> parse_record_time(std::string_view text);
// An entry for people: its way, name and the beginning of its fields, secrets left out.
[[nodiscard]] std::string describe(const RecordEntry& entry);

// Where a record goes, entry by entry.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void write(const RecordEntry& entry) = 0;
  // What was written is to survive the end of the process.
  virtual void flush() = 0;
};

// Where one comes from. Nothing: it is over.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  virtual Result<std::optional<RecordEntry>> next() = 0;
};

}  // namespace handset
