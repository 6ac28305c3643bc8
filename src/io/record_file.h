// A record (base/record.h) in a file of mode 0600. Its secrets are sealed under a key of their own, which
// stands beside it in FILE.key: whoever is given the file alone cannot read them.
//
// Written on the shard's thread: a write of the system takes microseconds, and what it was given survives the
// end of the process, however it ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/log.h"
#include "base/record.h"
#include "base/result.h"

namespace handset::io {

[[nodiscard]] std::filesystem::path record_key_path(const std::filesystem::path& record);

class RecordFile final : public RecordSink {
 public:
  // Makes both files. Errors: Exists (nothing is written over), Unavailable.
  static Result<std::unique_ptr<RecordFile>> create(const std::filesystem::path& path, Log& log);
  ~RecordFile() override;

  // Takes both files away again.
  void discard();

  void write(const RecordEntry& entry) override;
  // When it cannot be written, the log says so and the record ends there; the phone goes on.
  void flush() override;

 private:
  class Impl;
  explicit RecordFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class RecordFileReader final : public RecordSource {
 public:
  // Errors: NotFound, Unavailable; Malformed: the key is none.
  static Result<std::unique_ptr<RecordFileReader>> open(const std::filesystem::path& path);
  ~RecordFileReader() override;

  // A last line without its end, as a crash leaves it, is no entry. Errors: those of read_entry(); NotFound,
  // a secret in a record without its key; TooLarge, a line of more than 64 MiB; Unavailable.
  Result<std::optional<RecordEntry>> next() override;

 private:
  class Impl;
  explicit RecordFileReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::io
