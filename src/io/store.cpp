#include "io/store.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/text.h"
#include "io/file.h"

namespace handset::io {
namespace {

constexpr std::size_t longest_name = 64;
constexpr std::size_t largest_value = std::size_t{16} << 20;

// Of no value's name: '.' is not allowed there.
constexpr std::string_view temporary_suffix = ".new";

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && std::all_of(name.begin(), name.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
  });
}

tl::unexpected<Error> bad_name() {
  return fail(Errc::Malformed, "names are 1 to 64 lower-case letters, digits and '-'");
}

}  // namespace

Result<std::unique_ptr<FileStore>> FileStore::open(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) < 0 && errno != EEXIST)
    return fail(Errc::Unavailable, "the data folder cannot be made");
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return fail(Errc::Unavailable, "the data folder cannot be opened");
  if (::faccessat(descriptor, ".", W_OK | X_OK, AT_EACCESS) < 0) {
    ::close(descriptor);
    return fail(Errc::Unavailable, "the data folder cannot be written to");
  }
  return std::unique_ptr<FileStore>(new FileStore(descriptor));
}

FileStore::~FileStore() {
  ::close(folder_);
}

Result<std::string> FileStore::read(std::string_view name) {
  if (!is_name(name)) return bad_name();
  // Neither a link to elsewhere nor a pipe that nobody writes to.
  const File file(
      ::openat(folder_, std::string(name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.is_open())
    return errno == ENOENT ? fail(Errc::NotFound, "there is no value of this name")
                           : fail(Errc::Unavailable, "the value cannot be opened");
  std::string value;
  char piece[16 * 1024];
  while (true) {
    const auto got = ::read(file.descriptor(), piece, sizeof(piece));
    if (got == 0) return value;
    if (got > 0) {
      value.append(piece, static_cast<std::size_t>(got));
      if (value.size() > largest_value) return fail(Errc::TooLarge, "the value is larger than 16 MiB");
    } else if (errno != EINTR) {
      return fail(Errc::Unavailable, "the value cannot be read");
    }
  }
}

Result<void> FileStore::write(std::string_view name, std::string_view value) {
  if (!is_name(name)) return bad_name();
  if (value.size() > largest_value) return fail(Errc::TooLarge, "the value is larger than 16 MiB");
  const std::string final_name(name);
  const std::string temporary = final_name + std::string(temporary_suffix);
  // A leftover of a crash, whatever its mode, is not written into.
  ::unlinkat(folder_, temporary.c_str(), 0);
  const File file(::openat(folder_, temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.is_open()) return fail(Errc::Unavailable, "the value cannot be written");
  if (!file.write_all(value) || ::fsync(file.descriptor()) < 0 ||
      ::renameat(folder_, temporary.c_str(), folder_, final_name.c_str()) < 0) {
    ::unlinkat(folder_, temporary.c_str(), 0);
    return fail(Errc::Unavailable, "the value cannot be written");
  }
  // The new name is on the disk only when the folder is.
  if (::fsync(folder_) < 0) return fail(Errc::Unavailable, "the data folder cannot be written to");
  return {};
}

Result<std::string> NoStore::read(std::string_view) {
  return fail(Errc::NotFound, "there is no data folder");
}

Result<void> NoStore::write(std::string_view, std::string_view) {
  return fail(Errc::Unavailable, "there is no data folder");
}

}  // namespace handset::io
