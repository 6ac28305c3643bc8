#include "io/record_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <span>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/text.h"
#include "io/file.h"
#include "io/random.h"
#include "io/secret_box.h"

namespace handset::io {
namespace {

constexpr std::string_view place = "record";
constexpr std::size_t longest_line = std::size_t{64} << 20;
constexpr std::size_t piece_size = std::size_t{64} << 10;

// The key as a file of text: hexadecimal digits, so that it can be sent as a message too.
std::string key_text(std::string_view key) {
  std::string text;
  for (const char c : key) append_hex(text, static_cast<unsigned char>(c), 2);
  return text + "\n";
}

std::optional<std::string> key_from(std::string_view text) {
  text = trim(text);
  if (text.size() != SecretBox::key_size * 2) return std::nullopt;
  std::string key;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    if (!is_hex(text[i]) || !is_hex(text[i + 1])) return std::nullopt;
    key += static_cast<char>(hex_value(text[i]) * 16 + hex_value(text[i + 1]));
  }
  return key;
}

std::string new_key() {
  std::string key(SecretBox::key_size, '\0');
  SystemRandom random;
  random.fill(std::as_writable_bytes(std::span(key)));
  return key;
}

int create_file(const std::filesystem::path& path) {
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
}

tl::unexpected<Error> cannot_create() {
  return errno == EEXIST ? fail(Errc::Exists, "it exists already, and nothing is written over")
                         : fail(Errc::Unavailable, "it cannot be made there");
}

class BoxSeal final : public RecordSeal {
 public:
  explicit BoxSeal(std::optional<SecretBox> box) : box_(std::move(box)) {}

  Result<std::string> seal(std::string_view plain) override { return box_->seal(plain, place); }
  Result<std::string> open(std::string_view sealed) override {
    if (!box_) return fail(Errc::NotFound, "it has a secret, and the record's key is not beside it");
    return box_->open(sealed, place);
  }

 private:
  std::optional<SecretBox> box_;  // always there for sealing
};

Result<std::optional<SecretBox>> read_key(const std::filesystem::path& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) {
    if (errno == ENOENT) return std::optional<SecretBox>();
    return fail(Errc::Unavailable, "its key cannot be opened");
  }
  std::array<char, SecretBox::key_size * 2 + 8> text;
  const auto got = ::read(file.descriptor(), text.data(), text.size());
  const auto key = got < 0 ? std::nullopt : key_from({text.data(), static_cast<std::size_t>(got)});
  if (!key) return fail(Errc::Malformed, "the key beside it is none: it has 64 hexadecimal digits");
  auto box = SecretBox::with_key(*key);
  if (!box) return tl::unexpected(box.error());
  return std::optional(*std::move(box));
}

}  // namespace

std::filesystem::path record_key_path(const std::filesystem::path& record) {
  std::filesystem::path path = record;
  path += ".key";
  return path;
}

// --- Writing

class RecordFile::Impl {
 public:
  Impl(std::filesystem::path path, int descriptor, SecretBox box, Log& log)
      : path_(std::move(path)), file_(descriptor), seal_(std::move(box)), log_(log) {}

  void discard() {
    failed_ = true;
    ::unlink(path_.c_str());
    ::unlink(record_key_path(path_).c_str());
  }
  void write(const RecordEntry& entry) {
    if (failed_) return;
    if (const auto written = write_entry(waiting_, entry, seal_); !written) give_up(written.error().what);
  }
  void flush() {
    if (failed_ || waiting_.empty()) return;
    if (!file_.write_all(waiting_)) return give_up("its file cannot be written");
    waiting_.clear();
  }

 private:
  void give_up(std::string_view why) {
    failed_ = true;
    waiting_ = {};
    log_.write(LogLevel::Error, "record",
               "The record ends here: " + std::string(why) + ". The phone goes on.");
  }

  std::filesystem::path path_;
  File file_;
  BoxSeal seal_;
  Log& log_;
  std::string waiting_;
  bool failed_ = false;
};

Result<std::unique_ptr<RecordFile>> RecordFile::create(const std::filesystem::path& path, Log& log) {
  const std::string key = new_key();
  auto box = SecretBox::with_key(key);
  if (!box) return tl::unexpected(box.error());
  const std::filesystem::path key_path = record_key_path(path);
  const File key_file(create_file(key_path));
  if (!key_file.is_open()) {
    if (errno == EEXIST) return fail(Errc::Exists, "its key exists already, and nothing is written over");
    return fail(Errc::Unavailable, "it cannot be made there");
  }
  const int descriptor = create_file(path);
  if (descriptor < 0 || !key_file.write_all(key_text(key))) {
    const auto error = cannot_create();
    ::unlink(key_path.c_str());
    if (descriptor >= 0) {
      ::close(descriptor);
      ::unlink(path.c_str());
      return fail(Errc::Unavailable, "its key cannot be written");
    }
    return error;
  }
  return std::unique_ptr<RecordFile>(
      new RecordFile(std::make_unique<Impl>(path, descriptor, *std::move(box), log)));
}

RecordFile::RecordFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordFile::~RecordFile() {
  impl_->flush();
}

void RecordFile::discard() {
  impl_->discard();
}

void RecordFile::write(const RecordEntry& entry) {
  impl_->write(entry);
}

void RecordFile::flush() {
  impl_->flush();
}

// --- Reading

class RecordFileReader::Impl {
 public:
  Impl(int descriptor, std::optional<SecretBox> box) : file_(descriptor), seal_(std::move(box)) {}

  Result<std::optional<RecordEntry>> next();

 private:
  Result<bool> read_more();

  File file_;
  BoxSeal seal_;
  std::string text_;
  std::size_t at_ = 0;  // where the next line begins
};

Result<bool> RecordFileReader::Impl::read_more() {
  text_.erase(0, at_);
  at_ = 0;
  if (text_.size() > longest_line) return fail(Errc::TooLarge, "a line is longer than 64 MiB");
  const std::size_t before = text_.size();
  text_.resize(before + piece_size);
  ssize_t got = 0;
  do got = ::read(file_.descriptor(), text_.data() + before, piece_size);
  while (got < 0 && errno == EINTR);
  text_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got < 0) return fail(Errc::Unavailable, "it cannot be read");
  return got > 0;
}

Result<std::optional<RecordEntry>> RecordFileReader::Impl::next() {
  std::size_t searched = at_;
  std::size_t end = 0;
  while ((end = text_.find('\n', searched)) == std::string::npos) {
    searched = text_.size() - at_;
    const auto more = read_more();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return std::optional<RecordEntry>();
  }
  const std::string_view line = std::string_view(text_).substr(at_, end - at_);
  at_ = end + 1;
  auto entry = read_entry(line, seal_);
  if (!entry) return tl::unexpected(entry.error());
  return std::optional(*std::move(entry));
}

Result<std::unique_ptr<RecordFileReader>> RecordFileReader::open(const std::filesystem::path& path) {
  auto box = read_key(record_key_path(path));
  if (!box) return tl::unexpected(box.error());
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return errno == ENOENT ? fail(Errc::NotFound, "there is no such file")
                           : fail(Errc::Unavailable, "it cannot be opened");
  return std::unique_ptr<RecordFileReader>(
      new RecordFileReader(std::make_unique<Impl>(descriptor, *std::move(box))));
}

RecordFileReader::RecordFileReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordFileReader::~RecordFileReader() = default;

Result<std::optional<RecordEntry>> RecordFileReader::next() {
  return impl_->next();
}

}  // namespace handset::io
