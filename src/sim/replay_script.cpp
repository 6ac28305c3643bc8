#include "sim/replay_script.h"

#include <algorithm>
#include <utility>

namespace handset::sim {
namespace {

bool begins_with(const RecordEntry& entry, RecordWay way, std::string_view name, const RecordFields& fields) {
  return entry.way == way && entry.name == name && fields.size() <= entry.fields.size() &&
         std::equal(fields.begin(), fields.end(), entry.fields.begin());
}

}  // namespace

const RecordEntry* ReplayScript::next() {
  if (over()) return nullptr;
  if (next_) return &*next_;
  auto read = source_.next();
  ++read_;
  if (!read) {
    broken_ = BrokenRecord{read_, std::string(read.error().what)};
    return nullptr;
  }
  if (!*read) {
    ended_ = true;
    return nullptr;
  }
  next_ = **std::move(read);
  return &*next_;
}

const RecordEntry& ReplayScript::take() {
  taken_ = *std::exchange(next_, std::nullopt);
  at_ = taken_.at;
  ++taken_count_;
  return taken_;
}

std::optional<FieldReader> ReplayScript::expect(RecordWay way, std::string_view name, RecordFields fields,
                                                std::string_view bytes) {
  const RecordEntry* entry = next();
  if (entry == nullptr) return std::nullopt;
  if (!begins_with(*entry, way, name, fields)) {
    divergence_ = Divergence{read_, at_, *entry, RecordEntry{at_, way, std::string(name), std::move(fields)},
                             std::string(bytes)};
    return std::nullopt;
  }
  const RecordEntry& taken = take();
  return FieldReader(std::span(taken.fields).subspan(fields.size()), words_);
}

void ReplayScript::expect_all(RecordWay way, std::string_view name, RecordFields fields,
                              std::string_view bytes) {
  const auto rest = expect(way, name, std::move(fields), bytes);
  if (rest && !rest->at_end()) break_off("there is more in it than there can be");
}

void ReplayScript::diverge_at_rest() {
  if (const RecordEntry* entry = next()) divergence_ = Divergence{read_, entry->at, *entry, std::nullopt, {}};
}

void ReplayScript::break_off(std::string why) {
  if (!over()) broken_ = BrokenRecord{read_, std::move(why)};
}

}  // namespace handset::sim
