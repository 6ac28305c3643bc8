#include "base/gzip.h"

#include <algorithm>
#include <array>
#include <limits>

// Makes what zlib reads const.
#define ZLIB_CONST
#include <zlib.h>

namespace handset {
namespace {

// gzip alone, no zlib or raw deflate: RFC 1950 and 1951 are other encodings.
constexpr int gzip_window_bits = 15 + 16;
constexpr std::size_t chunk = std::size_t{16} * 1024;

const Bytef* input_of(std::string_view bytes) {
  return reinterpret_cast<const Bytef*>(bytes.data());
}

struct Inflater {
  Inflater() : ready(inflateInit2(&stream, gzip_window_bits) == Z_OK) {}
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream{};
  bool ready;
};

}  // namespace

bool is_gzip(std::string_view bytes) {
  return bytes.size() >= 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b';
}

Result<std::string> gunzip(std::string_view bytes, std::size_t most) {
  if (!is_gzip(bytes)) return fail(Errc::Malformed, "This is not gzip");
  if (bytes.size() > std::numeric_limits<uInt>::max())
    return fail(Errc::TooLarge, "The gzip data is too long");
  Inflater inflater;
  if (!inflater.ready) return fail(Errc::Unavailable, "There is no memory to unpack gzip");
  z_stream& stream = inflater.stream;
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, chunk> piece;
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    const int code = inflate(&stream, Z_NO_FLUSH);
    const std::size_t made = piece.size() - stream.avail_out;
    if (made > most - out.size()) return fail(Errc::TooLarge, "The unpacked data is too long");
    out.append(piece.data(), made);
    if (code == Z_STREAM_END) {
      if (stream.avail_in == 0) return out;
      if (inflateReset(&stream) != Z_OK) return fail(Errc::Malformed, "The gzip data is damaged");
    } else if (code != Z_OK) {
      return fail(Errc::Malformed, "The gzip data is damaged or cut short");
    }
  }
}

std::string gzip(std::string_view plain) {
  z_stream stream{};
  std::string out;
  constexpr int memory_level = 8;
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, memory_level,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return out;
  std::array<char, chunk> piece;
  int code = Z_OK;
  do {
    if (stream.avail_in == 0 && !plain.empty()) {
      const auto part =
          plain.substr(0, std::min<std::size_t>(plain.size(), std::numeric_limits<uInt>::max()));
      stream.next_in = input_of(part);
      stream.avail_in = static_cast<uInt>(part.size());
      plain.remove_prefix(part.size());
    }
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    code = deflate(&stream, plain.empty() ? Z_FINISH : Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
  } while (code == Z_OK);
  deflateEnd(&stream);
  return out;
}

}  // namespace handset
