#include "web/live_record.h"

#include <memory>
#include <utility>

#include "base/text.h"

namespace handset::web {
namespace {

std::size_t size_of(const LiveText& text) {
  const bool two = text.pictured && text.pictured != text.plain;
  return text.plain->size() + (two ? text.pictured->size() : 0);
}

}  // namespace

std::string numbered(std::uint64_t number, std::string_view body, std::string_view picture) {
  std::string out;
  out.reserve(body.size() + picture.size() + 48);
  out += R"({"number":)";
  append_decimal(out, number);
  out += ',';
  out += body.substr(1);
  if (picture.empty()) return out;
  out.back() = ',';
  out += R"("picture":")";
  out += picture;
  out += "\"}";
  return out;
}

const LiveText& LiveRecord::add(std::string_view body) {
  const auto text = std::make_shared<const std::string>(numbered(++number_, body));
  return keep({text, text});
}

const LiveText& LiveRecord::add(std::string_view body, std::string_view picture) {
  LiveText text{std::make_shared<const std::string>(numbered(++number_, body)), nullptr};
  if (!picture.empty()) text.pictured = std::make_shared<const std::string>(numbered(number_, body, picture));
  return keep(std::move(text));
}

const LiveText& LiveRecord::keep(LiveText text) {
  bytes_ += size_of(text);
  events_.push_back(std::move(text));
  while (events_.size() > limits_.events || (bytes_ > limits_.bytes && events_.size() > 1)) {
    bytes_ -= size_of(events_.front());
    events_.pop_front();
  }
  return events_.back();
}

std::optional<std::vector<io::WebSocket::Text>> LiveRecord::since(std::string_view stream,
                                                                  std::uint64_t number, bool pictures) const {
  if (stream != stream_ || number > number_ || number_ - number > events_.size()) return std::nullopt;
  std::vector<io::WebSocket::Text> out;
  for (auto i = events_.size() - static_cast<std::size_t>(number_ - number); i < events_.size(); ++i) {
    if (!events_[i].of(pictures)) return std::nullopt;
    out.push_back(events_[i].of(pictures));
  }
  return out;
}

}  // namespace handset::web
