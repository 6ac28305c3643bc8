// Errors as values, for floors 1 to 4: bad input from the network is normal and never an exception.
//
// A Result<T> holds either a T or an Error. An Error is a small code for the program, a place for the
// developer (a byte offset into the input that was read, 0 where there is none) and a sentence for people
// that says what was wrong and, where it helps, what would be right. The sentence is a string literal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

namespace handset {

enum class Errc : std::uint8_t {
  Incomplete,   // more bytes are needed; not an error on a stream
  Malformed,    // the bytes do not follow their grammar
  TooLarge,     // a limit of ours is exceeded
  Unsupported,  // sound, but nothing that we speak
  NotFound,     // no such thing
  Refused,      // policy forbids it
  Unavailable,  // the resource is busy, closed or gone
  Exists,       // it is there already
};

struct Error {
  Errc code;
  std::uint32_t at = 0;
  std::string_view what;  // static storage
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string_view what, std::size_t at = 0) {
  return tl::unexpected(Error{code, static_cast<std::uint32_t>(at), what});
}

}  // namespace handset
