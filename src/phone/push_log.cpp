#include "phone/push_log.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "phone/shown_text.h"
#include "ua/redact.h"

namespace handset::phone {
namespace {

constexpr std::size_t most_challenges = 8;
constexpr std::string_view posted_target = "/CGI/Execute";
constexpr std::string_view person = "person";
constexpr std::size_t most_detail = std::size_t{4} * 1024;

std::string beginning(std::string_view text, std::size_t most) {
  return std::string(text.substr(0, most));
}

// As the ladder has it.
std::string_view sender_of(PushWay way) {
  switch (way) {
    case PushWay::Sip:
      break;
    case PushWay::Http:
      return "HTTP client";
    case PushWay::Key:
      return person;
  }
  return "PBX";
}

std::string request_line(const sip::Message& message) {
  return std::string(message.method_name()) + " " + std::string(message.request_uri());
}

PushStep arrival_step(const sip::Message& message, Duration after) {
  return {after, "PBX", "phone", without_credentials(request_line(message)),
          beginning(without_credentials(ua::without_secrets(message)), most_detail)};
}

PushStep answer_step(Duration after, unsigned status, std::string_view words, PushWay way = PushWay::Sip) {
  return {after, "phone", std::string(sender_of(way)), std::to_string(status) + " " + std::string(words), {}};
}

std::vector<std::string> words_of(const xml::Notes& notes) {
  std::vector<std::string> words;
  for (const auto& note : notes) words.push_back(note.log_words());
  return words;
}

// The names of the cookies stay.
std::vector<HttpField> without_cookies(std::vector<HttpField> fields) {
  for (HttpField& field : fields)
    if (equal_ignoring_case(field.name, "Set-Cookie"))
      field.value = field.value.substr(0, field.value.find('=')) + "=hidden";
  return fields;
}

// What answers a form may lead on with what was typed there.
std::vector<HttpField> without_typed(std::vector<HttpField> fields, Typed typed) {
  if (typed == Typed::Secret) fields.clear();
  if (typed == Typed::Words)
    for (HttpField& field : fields) field.value = without_query_values(field.value);
  return fields;
}

}  // namespace

std::string_view push_way_name(PushWay way) {
  switch (way) {
    case PushWay::Sip:
      break;
    case PushWay::Http:
      return "http";
    case PushWay::Key:
      return "key";
  }
  return "sip";
}

void PushLog::challenged(const PushArrival& arrival, unsigned status, std::string_view words) {
  const sip::Message& message = arrival.message;
  const std::string_view call_id = message.value(sip::Field::CallId);
  auto found = std::find_if(challenges_.begin(), challenges_.end(),
                            [&](const Challenge& other) { return other.call_id == call_id; });
  if (found == challenges_.end()) {
    if (challenges_.size() == most_challenges) challenges_.pop_front();
    challenges_.push_back({beginning(call_id, most_detail), arrival.at, {}, {}});
    found = challenges_.end() - 1;
  }
  if (found->steps.size() + 2 <= most_steps / 2) {
    const Duration after = arrival.at - found->at;
    found->steps.push_back(arrival_step(message, after));
    found->steps.push_back(answer_step(after, status, words));
  }
  if (!message.has(sip::Field::Authorization)) return;
  PushRecord* record = edit(found->entry);
  if (record == nullptr) {
    record = &add_arrival(arrival);
    found->entry = record->id;
  }
  record->steps = found->steps;
  record->status = status;
  record->reason = words;
  ++version_;
}

PushId PushLog::begin(const PushArrival& arrival) {
  const sip::Message& message = arrival.message;
  const std::string_view call_id = message.value(sip::Field::CallId);
  const auto found = std::find_if(challenges_.begin(), challenges_.end(),
                                  [&](const Challenge& other) { return other.call_id == call_id; });
  PushRecord& record = add_arrival(arrival);
  record.authentic = true;
  if (found != challenges_.end()) {
    record.begun = found->at;
    record.steps = std::move(found->steps);
    challenges_.erase(found);
  }
  record.steps.push_back(arrival_step(message, arrival.at - record.begun));
  return record.id;
}

PushId PushLog::begin_posted(const Endpoint& client, SteadyTime now, WallTime date) {
  PushRecord record;
  record.way = PushWay::Http;
  record.date = date;
  record.begun = now;
  record.source = client.to_string();
  record.uri = posted_target;
  record.authentic = true;
  record.steps.push_back({{}, std::string(sender_of(record.way)), "phone", "POST " + record.uri, {}});
  return add(std::move(record)).id;
}

PushId PushLog::begin_again(const PushRecord& again, SteadyTime now, WallTime date) {
  PushRecord record;
  record.way = again.way;
  record.date = date;
  record.begun = now;
  record.line = again.line;
  record.source = "repeat of " + std::to_string(static_cast<std::uint64_t>(again.id));
  record.uri = again.uri;
  record.authentic = true;
  record.body = again.body;
  record.content_type = again.content_type;
  record.maker = again.maker;
  return add(std::move(record)).id;
}

PushId PushLog::begin_opened(const PageOpening& page) {
  PushRecord record;
  record.way = PushWay::Key;
  record.date = page.date;
  record.begun = page.at;
  record.source = "a " + std::string(person);
  record.uri = beginning(page.url, most_detail);
  record.authentic = true;
  record.typed = page.typed;
  std::string label = page.title.empty() ? "opens a page" : "opens " + beginning(page.title, most_detail);
  record.steps.push_back({{}, std::string(person), "phone", std::move(label), {}});
  return add(std::move(record)).id;
}

void PushLog::answered(PushId id, const PushWords& words, SteadyTime now) {
  PushRecord* record = edit(id);
  if (record == nullptr) return;
  record->status = words.status;
  record->reason = words.reason;
  record->steps.push_back(answer_step(now - record->begun, words.status, words.reason, record->way));
}

void PushLog::step(PushId id, SteadyTime now, std::string_view from, std::string_view to,
                   std::string_view label, std::string_view detail) {
  PushRecord* record = edit(id);
  if (record == nullptr || record->steps.size() == most_steps) return;
  record->steps.push_back({now - record->begun, std::string(from), std::string(to),
                           beginning(label, most_detail), beginning(detail, most_detail)});
}

void PushLog::take_body(PushId id, std::string_view body, std::string_view content_type,
                        std::optional<xml::Maker> maker) {
  PushRecord* record = edit(id);
  if (record == nullptr) return;
  record->body = body;
  record->content_type = content_type;
  record->maker = maker;
}

void PushLog::add_notes(PushId id, const xml::Notes& notes) {
  if (PushRecord* record = edit(id)) record->notes = words_of(notes);
}

void PushLog::fetched(PushId id, std::string_view url, Typed typed, std::vector<HttpField> asked,
                      const FetchResult& result) {
  PushRecord* record = edit(id);
  if (record == nullptr) return;
  // A push may press the key that sends a form off.
  record->typed = std::max(record->typed, typed);
  if (++record->fetched > most_documents) return;
  PushDocument document;
  document.url = without_credentials(url);
  document.request_fields = std::move(asked);
  document.status = result.status;
  document.trouble = prompt_words(result);
  document.content_type = result.content_type;
  document.fields = without_typed(without_cookies(result.fields), record->typed);
  document.timing = result.timing;
  if (record->typed != Typed::Secret) {
    const std::string body = without_credentials(result.body);
    document.body = beginning(body, most_body);
    document.cut = document.body.size() < body.size();
  }
  record->documents.push_back(std::move(document));
}

void PushLog::document_notes(PushId id, const xml::Notes& notes) {
  if (PushDocument* document = last_document(id)) document->notes = words_of(notes);
}

void PushLog::document_trouble(PushId id, std::string_view words) {
  if (PushDocument* document = last_document(id)) document->trouble = words;
}

void PushLog::shown(PushId id, std::string_view title) {
  if (PushRecord* record = edit(id)) record->title = title;
}

const PushRecord* PushLog::find(PushId id) const {
  const auto found = std::find_if(records_.begin(), records_.end(),
                                  [id](const PushRecord& record) { return record.id == id; });
  return found != records_.end() ? &*found : nullptr;
}

PushRecord* PushLog::edit(PushId id) {
  const auto found = std::find_if(records_.begin(), records_.end(),
                                  [id](const PushRecord& record) { return record.id == id; });
  if (found == records_.end()) return nullptr;
  ++version_;
  return &*found;
}

PushDocument* PushLog::last_document(PushId id) {
  PushRecord* record = edit(id);
  const bool kept = record != nullptr && record->fetched != 0 && record->fetched == record->documents.size();
  return kept ? &record->documents.back() : nullptr;
}

PushRecord& PushLog::add_arrival(const PushArrival& arrival) {
  PushRecord record;
  record.date = arrival.date;
  record.begun = arrival.at;
  record.line = arrival.line;
  record.source = arrival.source.to_string();
  record.uri = beginning(arrival.message.request_uri(), most_detail);
  return add(std::move(record));
}

PushRecord& PushLog::add(PushRecord record) {
  make_room_for(record);
  record.id = PushId{++last_id_};
  ++version_;
  return records_.emplace_back(std::move(record));
}

// Guesses push no real push out of the log, nor do pages that a person opens.
void PushLog::make_room_for(const PushRecord& record) {
  const auto is_opened = [](const PushRecord& other) { return other.way == PushWay::Key; };
  const auto is_push = [](const PushRecord& other) { return other.way != PushWay::Key; };
  const auto is_refused = [](const PushRecord& other) { return !other.authentic; };
  const auto count = [this](auto is_one) {
    return static_cast<std::size_t>(std::count_if(records_.begin(), records_.end(), is_one));
  };
  const auto drop_oldest = [this](auto is_one) {
    records_.erase(std::find_if(records_.begin(), records_.end(), is_one));
  };
  if (is_opened(record)) {
    if (count(is_opened) == most_opened) drop_oldest(is_opened);
    return;
  }
  const std::size_t refused = count(is_refused);
  if (is_refused(record) && refused >= most_refused) return drop_oldest(is_refused);
  if (count(is_push) < most_pushes) return;
  if (refused > 0) return drop_oldest(is_refused);
  drop_oldest(is_push);
}

}  // namespace handset::phone
