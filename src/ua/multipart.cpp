#include "ua/multipart.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "sip/header_values.h"

namespace handset::ua {
namespace {

// RFC 2046 5.1.1.
constexpr std::size_t longest_boundary = 70;

bool is_boundary_char(char c) {
  return is_alnum(c) || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

bool is_boundary(std::string_view text) {
  return !text.empty() && text.size() <= longest_boundary && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), is_boundary_char);
}

std::string_view without_brackets(std::string_view id) {
  id = trim(id);
  if (id.size() >= 2 && id.front() == '<' && id.back() == '>') return id.substr(1, id.size() - 2);
  return id;
}

// A line with its end.
struct Line {
  std::string_view text;  // without its end
  std::size_t end;        // where the next one begins
  bool ended;
};

Line line_at(std::string_view body, std::size_t at) {
  const auto feed = body.find('\n', at);
  const bool ended = feed != std::string_view::npos;
  std::string_view text = body.substr(at, (ended ? feed : body.size()) - at);
  if (ended && !text.empty() && text.back() == '\r') text.remove_suffix(1);
  return {text, ended ? feed + 1 : body.size(), ended};
}

enum class Delimiter : std::uint8_t { None, Between, Last };

// Blanks behind it are padding of the transport.
Delimiter delimiter_of(std::string_view line, std::string_view boundary) {
  if (line.substr(0, 2) != "--" || line.substr(2, boundary.size()) != boundary) return Delimiter::None;
  std::string_view rest = line.substr(2 + boundary.size());
  const bool last = rest.substr(0, 2) == "--";
  if (last) rest.remove_prefix(2);
  if (!trim(rest).empty()) return Delimiter::None;
  return last ? Delimiter::Last : Delimiter::Between;
}

// The line end before a boundary belongs to the boundary.
std::string_view without_line_end(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

bool is_plain(std::string_view encoding) {
  return equal_ignoring_case(encoding, "7bit") || equal_ignoring_case(encoding, "8bit") ||
         equal_ignoring_case(encoding, "binary");
}

Result<void> take_header(BodyPart& part, std::string_view header) {
  const auto [name, value, found] = split_once(header, ':');
  if (!found || trim(name).empty()) return fail(Errc::Malformed, "A line of the head of a part has no name");
  if (equal_ignoring_case(trim(name), "Content-Type")) part.content_type = trim(value);
  if (equal_ignoring_case(trim(name), "Content-ID")) part.content_id = without_brackets(value);
  if (equal_ignoring_case(trim(name), "Content-Transfer-Encoding") && !is_plain(trim(value)))
    return fail(Errc::Unsupported, "A part is encoded");
  return {};
}

// `text`: from the line behind one boundary to the next boundary.
Result<BodyPart> read_part(std::string_view text) {
  BodyPart part;
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    Line line = line_at(text, at);
    if (line.text.empty()) {
      part.body = text.substr(line.end);
      return part;
    }
    if (count == Multipart::most_header_lines)
      return fail(Errc::TooLarge, "The head of a part has too many lines");
    const std::size_t begin = at;
    std::size_t end = begin + line.text.size();
    for (at = line.end; at < text.size() && is_blank(text[at]); at = line.end) {
      line = line_at(text, at);
      end = at + line.text.size();
    }
    if (const auto taken = take_header(part, text.substr(begin, end - begin)); !taken)
      return tl::unexpected(taken.error());
  }
  return part;
}

Result<std::vector<BodyPart>> split(std::string_view body, std::string_view boundary) {
  std::vector<BodyPart> parts;
  std::optional<std::size_t> begun;  // where the part under way begins
  for (std::size_t at = 0; at < body.size();) {
    const Line line = line_at(body, at);
    const Delimiter delimiter = delimiter_of(line.text, boundary);
    if (delimiter != Delimiter::None && begun) {
      if (parts.size() == Multipart::most_parts) return fail(Errc::TooLarge, "There are too many parts", at);
      const std::string_view text = body.substr(*begun, at - *begun);
      auto part = read_part(without_line_end(text));
      if (!part) return fail(part.error().code, part.error().what, *begun);
      parts.push_back(*part);
    }
    if (delimiter == Delimiter::Last) {
      if (parts.empty()) break;
      return parts;
    }
    if (delimiter == Delimiter::Between) begun = line.end;
    at = line.end;
  }
  if (!begun) return fail(Errc::Malformed, "The boundary is nowhere in the body");
  return fail(Errc::Malformed, "The last part has no end", body.size());
}

Result<void> check_ids(const std::vector<BodyPart>& parts) {
  for (auto part = parts.begin(); part != parts.end(); ++part)
    for (auto other = parts.begin(); other != part; ++other)
      if (!part->content_id.empty() && part->content_id == other->content_id)
        return fail(Errc::Malformed, "Two parts have one Content-ID");
  return {};
}

}  // namespace

Result<Multipart> Multipart::parse(std::string_view content_type, std::string_view body,
                                   std::string_view subtype) {
  const auto type = sip::ContentType::parse(content_type);
  if (!type || !type->is("multipart", subtype)) return fail(Errc::Unsupported, "The body is of another type");
  const auto boundary = type->parameter("boundary");
  if (!boundary || !is_boundary(boundary->value))
    return fail(Errc::Malformed, "The boundary of the parts is missing or none");
  auto parts = split(body, boundary->value);
  if (!parts) return tl::unexpected(parts.error());
  if (const auto checked = check_ids(*parts); !checked) return tl::unexpected(checked.error());
  Multipart out;
  out.parts = std::move(*parts);
  const auto start = type->parameter("start");
  if (!start) return out;
  const BodyPart* root = out.find(without_brackets(start->value));
  if (root == nullptr) return fail(Errc::Malformed, "The part that start names is missing");
  out.root = static_cast<std::size_t>(root - out.parts.data());
  return out;
}

const BodyPart* Multipart::find(std::string_view content_id) const {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [&](const BodyPart& part) { return part.content_id == content_id; });
  return content_id.empty() || found == parts.end() ? nullptr : &*found;
}

}  // namespace handset::ua
