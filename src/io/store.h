// Store in a folder: each value is a file of its name. The folder is made with mode 0700, the files with
// 0600. A value is written to a temporary file, synced and renamed, so after a crash the old or the new one
// is there. Any thread; it blocks.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/world.h"

namespace handset::io {

class FileStore final : public Store {
 public:
  // Makes the folder, and those above it, where they are missing. Errors: Unavailable.
  static Result<std::unique_ptr<FileStore>> open(const std::filesystem::path& folder);
  ~FileStore() override;
  FileStore(const FileStore&) = delete;
  FileStore& operator=(const FileStore&) = delete;

  // Also Malformed, for a name that is not 1 to 64 lower-case letters, digits and '-', and TooLarge, for a
  // value of more than 16 MiB.
  Result<std::string> read(std::string_view name) override;
  Result<void> write(std::string_view name, std::string_view value) override;

 private:
  explicit FileStore(int folder) : folder_(folder) {}

  int folder_;  // an open descriptor: a folder that is renamed meanwhile stays ours
};

// For a process without a data folder: nothing is there, and every write is Unavailable.
class NoStore final : public Store {
 public:
  Result<std::string> read(std::string_view name) override;
  Result<void> write(std::string_view name, std::string_view value) override;
};

}  // namespace handset::io
