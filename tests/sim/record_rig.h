// A record in memory, as the lines that a file would have.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/record.h"

namespace handset {

// Nobody else has the file.
struct OpenSeal final : RecordSeal {
  Result<std::string> seal(std::string_view plain) override { return std::string(plain); }
  Result<std::string> open(std::string_view sealed) override { return std::string(sealed); }
};

class RecordLines final : public RecordSink {
 public:
  void write(const RecordEntry& entry) override {
    std::string line;
    if (!write_entry(line, entry, seal_)) line = "unwritable\n";
    line.pop_back();
    lines.push_back(std::move(line));
  }
  void flush() override {}

  std::vector<std::string> lines;

 private:
  OpenSeal seal_;
};

class LineSource final : public RecordSource {
 public:
  explicit LineSource(const std::vector<std::string>& lines) : lines_(lines) {}
  Result<std::optional<RecordEntry>> next() override {
    if (at_ == lines_.size()) return std::optional<RecordEntry>();
    auto entry = read_entry(lines_[at_++], seal_);
    if (!entry) return tl::unexpected(entry.error());
    return std::optional(*std::move(entry));
  }

 private:
  const std::vector<std::string>& lines_;
  std::size_t at_ = 0;
  OpenSeal seal_;
};

}  // namespace handset
