#include "io/secret_box.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "io/file.h"

namespace handset::io {
namespace {

constexpr const char* key_name = "settings.key";
constexpr const char* new_key_name = "settings.key.new";

// A sealed value: the version of this form, nonce, tag, encrypted bytes.
constexpr char version = 1;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t head_size = 1 + nonce_size + tag_size;

class Key {
 public:
  Key() = default;
  ~Key() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;

  [[nodiscard]] bool make() { return RAND_priv_bytes(data(), static_cast<int>(bytes_.size())) == 1; }
  [[nodiscard]] unsigned char* data() { return bytes_.data(); }
  [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }
  [[nodiscard]] static constexpr std::size_t size() { return SecretBox::key_size; }
  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }

 private:
  std::array<unsigned char, SecretBox::key_size> bytes_{};
};

struct Free {
  void operator()(EVP_CIPHER* cipher) const { EVP_CIPHER_free(cipher); }
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
int size_of(std::string_view text) {
  return static_cast<int>(text.size());
}

tl::unexpected<Error> no_cipher() {
  return fail(Errc::Unavailable, "the system has no AES-256-GCM or no randomness");
}

tl::unexpected<Error> no_key_file() {
  return fail(Errc::Unavailable, "settings.key cannot be written to the data folder");
}

Result<void> read_key(const std::filesystem::path& folder, Key& key) {
  const File file(::open((folder / key_name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file.is_open())
    return errno == ENOENT ? fail(Errc::NotFound, "there is no settings.key")
                           : fail(Errc::Unavailable, "settings.key cannot be opened");
  struct stat status{};
  if (::fstat(file.descriptor(), &status) < 0 || !S_ISREG(status.st_mode) ||
      status.st_size != static_cast<off_t>(Key::size()) ||
      ::read(file.descriptor(), key.data(), Key::size()) != static_cast<ssize_t>(Key::size()))
    return fail(Errc::Malformed,
                "settings.key is damaged: put it back from a backup, or remove it and settings.db to start "
                "with the defaults");
  // A backup may have come back with another mode.
  if ((status.st_mode & 0077U) != 0 && ::fchmod(file.descriptor(), 0600) < 0)
    return fail(Errc::Unavailable, "settings.key is readable by others, and its mode cannot be changed");
  return {};
}

Result<void> write_key(const std::filesystem::path& path, const Key& key) {
  const File folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return no_key_file();
  const int at = folder.descriptor();
  if (::faccessat(at, key_name, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
    return fail(Errc::Exists, "there is a settings.key already");
  ::unlinkat(at, new_key_name, 0);  // of a crash
  const File file(::openat(at, new_key_name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.is_open()) return no_key_file();
  if (!file.write_all(key.view()) || ::fsync(file.descriptor()) < 0 ||
      ::renameat(at, new_key_name, at, key_name) < 0 || ::fsync(at) < 0) {
    ::unlinkat(at, new_key_name, 0);
    return no_key_file();
  }
  return {};
}

}  // namespace

// The key schedule is made once; a value sets its nonce only.
class SecretBox::Ciphers {
 public:
  explicit Ciphers(const Key& key)
      : cipher_(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)),
        sealing_(EVP_CIPHER_CTX_new()),
        opening_(EVP_CIPHER_CTX_new()) {
    ready_ = cipher_ && sealing_ && opening_ &&
             EVP_EncryptInit_ex2(sealing_.get(), cipher_.get(), key.data(), nullptr, nullptr) == 1 &&
             EVP_DecryptInit_ex2(opening_.get(), cipher_.get(), key.data(), nullptr, nullptr) == 1;
  }

  [[nodiscard]] bool ready() const { return ready_; }

  [[nodiscard]] bool seal(std::string_view plain, std::string_view place, std::string& out) {
    EVP_CIPHER_CTX* context = sealing_.get();
    out.assign(head_size + plain.size(), version);
    unsigned char* nonce = bytes_of(out) + 1;
    unsigned char* tag = nonce + nonce_size;
    int size = 0;
    return RAND_bytes(nonce, nonce_size) == 1 &&
           EVP_EncryptInit_ex2(context, nullptr, nullptr, nonce, nullptr) == 1 &&
           EVP_EncryptUpdate(context, nullptr, &size, bytes_of(place), size_of(place)) == 1 &&
           EVP_EncryptUpdate(context, tag + tag_size, &size, bytes_of(plain), size_of(plain)) == 1 &&
           EVP_EncryptFinal_ex(context, tag + tag_size + size, &size) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_size, tag) == 1;
  }

  [[nodiscard]] bool open(std::string_view sealed, std::string_view place, std::string& out) {
    if (sealed.size() < head_size || sealed[0] != version) return false;
    EVP_CIPHER_CTX* context = opening_.get();
    std::array<unsigned char, tag_size> tag{};
    sealed.copy(reinterpret_cast<char*>(tag.data()), tag_size, 1 + nonce_size);
    const std::string_view secret = sealed.substr(head_size);
    out.assign(secret.size(), '\0');
    int size = 0;
    return EVP_DecryptInit_ex2(context, nullptr, nullptr, bytes_of(sealed) + 1, nullptr) == 1 &&
           EVP_DecryptUpdate(context, nullptr, &size, bytes_of(place), size_of(place)) == 1 &&
           EVP_DecryptUpdate(context, bytes_of(out), &size, bytes_of(secret), size_of(secret)) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_size, tag.data()) == 1 &&
           EVP_DecryptFinal_ex(context, bytes_of(out) + size, &size) == 1;
  }

  [[nodiscard]] static Result<SecretBox> box(const Key& key) {
    auto ciphers = std::make_unique<Ciphers>(key);
    if (!ciphers->ready()) return no_cipher();
    return SecretBox(std::move(ciphers));
  }

 private:
  std::unique_ptr<EVP_CIPHER, Free> cipher_;
  Context sealing_;
  Context opening_;
  bool ready_ = false;
};

Result<SecretBox> SecretBox::with_key_of(const std::filesystem::path& folder) {
  Key key;
  if (const auto read = read_key(folder, key); !read) return tl::unexpected(read.error());
  return Ciphers::box(key);
}

Result<SecretBox> SecretBox::with_new_key(const std::filesystem::path& folder) {
  Key key;
  if (!key.make()) return no_cipher();
  if (const auto written = write_key(folder, key); !written) return tl::unexpected(written.error());
  return Ciphers::box(key);
}

Result<SecretBox> SecretBox::with_key(std::string_view key) {
  if (key.size() != Key::size()) return fail(Errc::Malformed, "a key has 32 bytes");
  Key copy;
  key.copy(reinterpret_cast<char*>(copy.data()), Key::size());
  return Ciphers::box(copy);
}

Result<SecretBox> SecretBox::with_passing_key() {
  Key key;
  if (!key.make()) return no_cipher();
  return Ciphers::box(key);
}

SecretBox::SecretBox(std::unique_ptr<Ciphers> ciphers) : ciphers_(std::move(ciphers)) {}
SecretBox::SecretBox(SecretBox&&) noexcept = default;
SecretBox& SecretBox::operator=(SecretBox&&) noexcept = default;
SecretBox::~SecretBox() = default;

Result<std::string> SecretBox::seal(std::string_view plain, std::string_view place) {
  std::string sealed;
  if (!ciphers_->seal(plain, place, sealed)) return no_cipher();
  return sealed;
}

Result<std::string> SecretBox::open(std::string_view sealed, std::string_view place) {
  std::string plain;
  if (!ciphers_->open(sealed, place, plain)) {
    OPENSSL_cleanse(plain.data(), plain.size());
    return fail(Errc::Malformed, "an encrypted value is damaged or was sealed under another key");
  }
  return plain;
}

}  // namespace handset::io
