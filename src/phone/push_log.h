// The last pushes of a phone, and the last pages that a person opened, each with its story: the messages on
// the wire, the documents that it brought with their fields and times, what a strict phone would have
// refused, and what came on the screen. For people who write the application at the other end.
//
// Owned by the Station, which makes one only where somebody may look at it: the phones of a fleet have none
// and pay nothing. The shard's thread. What it keeps is bounded, whatever comes in, and shows no secrets:
// credentials of messages and URLs are left out when it is written, and so is what a person typed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/fetch.h"
#include "base/time.h"
#include "phone/push.h"
#include "phone/typed.h"
#include "sip/message.h"
#include "xml/error.h"
#include "xml/makers.h"

namespace handset::phone {

// Of one push or opened page: rises from 1 and is never used again. 0 is none that is kept.
enum class PushId : std::uint64_t {};

// How it came: pushed, or opened by a person, who pressed a key, touched the screen or sent a form off.
enum class PushWay : std::uint8_t { Sip, Http, Key };
// "sip", "http", "key".
[[nodiscard]] std::string_view push_way_name(PushWay way);

// A NOTIFY with Event: XML-Service as it came in.
struct PushArrival {
  const sip::Message& message;
  const Endpoint& source;
  unsigned line = 0;  // that it addressed
  SteadyTime at{};
  WallTime date{};
};

// A page that a person opens.
struct PageOpening {
  std::string_view url;    // as it may be written down
  std::string_view title;  // of what was chosen; empty: it has none
  Typed typed{};
  SteadyTime at{};
  WallTime date{};
};

struct PushStep {
  Duration after{};  // the first one
  std::string from;  // as in TraceStep
  std::string to;
  std::string label;
  std::string detail{};
};

// A page that the push led to.
struct PushDocument {
  std::string url;
  std::vector<HttpField> request_fields;
  int status = 0;         // HTTP; 0: none came
  std::string trouble{};  // words of the prompt line; empty: it was shown, or run
  std::string content_type{};
  std::vector<HttpField> fields{};
  FetchTiming timing{};
  std::string body{};                // without credentials
  bool cut = false;                  // `body` is only its beginning
  std::vector<std::string> notes{};  // what a strict phone would have refused, with its place
};

struct PushRecord {
  PushId id{};
  WallTime date{};
  SteadyTime begun{};
  std::string source;  // address and port, "repeat of N", or "a person"
  std::string uri;  // the Request-URI: the line as the sender knows it; by HTTP the target; of a page its URL
  std::string reason;  // of the answer, with `status`
  // What was pushed, as it came, to be run again. It may hold credentials: shown by without_credentials().
  std::string body;
  std::string content_type;        // by HTTP the character set that was told
  std::vector<std::string> notes;  // of a document in `body`
  std::vector<PushStep> steps;
  std::vector<PushDocument> documents;
  std::size_t fetched = 0;  // of them, those that are not kept as well
  std::string title;        // of the last page that it put on the screen
  unsigned line = 0;        // 0: by no line
  unsigned status = 0;
  PushWay way = PushWay::Sip;
  bool authentic = false;  // its sender had the right to it: `body` and all that comes of it can be there
  Typed typed{};           // Secret: nothing of what came is kept that could repeat it
  std::optional<xml::Maker> maker{};  // whose event brought it; nothing: our own

  // A person who wants a page again opens it.
  [[nodiscard]] bool repeatable() const { return authentic && way != PushWay::Key; }
};

class PushLog {
 public:
  static constexpr std::size_t most_pushes = 20;
  static constexpr std::size_t most_refused = 5;  // among them, of those whose digest was not right
  // Beside them: who clicks through many pages pushes no push out, nor a PBX that pushes much these pages.
  static constexpr std::size_t most_opened = 10;
  static constexpr std::size_t most_steps = 64;
  static constexpr std::size_t most_documents = 8;
  static constexpr std::size_t most_body = std::size_t{32} * 1024;  // of what is kept of one document

  // A request whose digest was missing or not right, and the answer to it. It becomes the beginning of the
  // push that answers the challenge. One without credentials is no entry of its own.
  void challenged(const PushArrival& arrival, unsigned status, std::string_view words);
  // Its digest was right.
  PushId begin(const PushArrival& arrival);
  // Of a client that may post.
  PushId begin_posted(const Endpoint& client, SteadyTime now, WallTime date);
  // `again` of the log is run once more. Its id is another one.
  PushId begin_again(const PushRecord& again, SteadyTime now, WallTime date);
  PushId begin_opened(const PageOpening& page);
  void answered(PushId id, const PushWords& words, SteadyTime now);

  // For a push that the log has given up, or none: nothing.
  void step(PushId id, SteadyTime now, std::string_view from, std::string_view to, std::string_view label,
            std::string_view detail = {});
  // What is to be done, unpacked.
  void take_body(PushId id, std::string_view body, std::string_view content_type,
                 std::optional<xml::Maker> maker = std::nullopt);
  void add_notes(PushId id, const xml::Notes& notes);
  // An answer to a fetch; the document stays the last one until the next. `url`: as it may be written down;
  // `typed`: into what led to it.
  void fetched(PushId id, std::string_view url, Typed typed, std::vector<HttpField> asked,
               const FetchResult& result);
  void document_notes(PushId id, const xml::Notes& notes);
  void document_trouble(PushId id, std::string_view words);
  void shown(PushId id, std::string_view title);

  // Oldest first.
  [[nodiscard]] const std::deque<PushRecord>& records() const { return records_; }
  [[nodiscard]] const PushRecord* find(PushId id) const;
  // Rises with every change.
  [[nodiscard]] std::uint64_t version() const { return version_; }

 private:
  // A challenge that waits for its answer.
  struct Challenge {
    std::string call_id;
    SteadyTime at;
    std::vector<PushStep> steps;
    PushId entry{};  // when it is an entry of its own
  };

  PushRecord& add(PushRecord record);
  PushRecord& add_arrival(const PushArrival& arrival);
  [[nodiscard]] PushRecord* edit(PushId id);
  [[nodiscard]] PushDocument* last_document(PushId id);
  void make_room_for(const PushRecord& record);

  std::deque<PushRecord> records_;
  std::deque<Challenge> challenges_;
  std::uint64_t last_id_ = 0;
  std::uint64_t version_ = 0;
};

}  // namespace handset::phone
