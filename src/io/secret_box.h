// Encrypts secrets where they are kept, those of the settings and of records: AES-256-GCM under a key that
// stands in a file of its own, mode 0600. A sealed value is bound to its place, so one that was moved in the
// file does not open.
//
// Owned by what keeps them; one thread at a time. The key is wiped from memory once the cipher has it,
// and the cipher wipes itself.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace handset::io {

class SecretBox {
 public:
  // With the key that stands in the folder. Errors: NotFound, Malformed (it is no key), Unavailable.
  [[nodiscard]] static Result<SecretBox> with_key_of(const std::filesystem::path& folder);
  // With a new key, which is on the disk before this returns. Errors: Exists, Unavailable.
  [[nodiscard]] static Result<SecretBox> with_new_key(const std::filesystem::path& folder);
  // With a key that somebody else keeps: `key_size` bytes of chance. Error: Malformed (another number of
  // them).
  static constexpr std::size_t key_size = 32;
  [[nodiscard]] static Result<SecretBox> with_key(std::string_view key);
  // With a key that ends with this object.
  [[nodiscard]] static Result<SecretBox> with_passing_key();

  SecretBox(SecretBox&&) noexcept;
  SecretBox& operator=(SecretBox&&) noexcept;
  ~SecretBox();

  // Different bytes each time. Error: Unavailable.
  [[nodiscard]] Result<std::string> seal(std::string_view plain, std::string_view place);
  // Malformed: it was altered, sealed for another place or under another key.
  [[nodiscard]] Result<std::string> open(std::string_view sealed, std::string_view place);

 private:
  class Ciphers;
  explicit SecretBox(std::unique_ptr<Ciphers> ciphers);

  std::unique_ptr<Ciphers> ciphers_;
};

}  // namespace handset::io
