#include "base/record_values.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/hash.h"
#include "base/text.h"

namespace handset {
namespace {

constexpr std::array<std::pair<Errc, std::string_view>, 8> codes{{{Errc::Incomplete, "incomplete"},
                                                                  {Errc::Malformed, "malformed"},
                                                                  {Errc::TooLarge, "too_large"},
                                                                  {Errc::Unsupported, "unsupported"},
                                                                  {Errc::NotFound, "not_found"},
                                                                  {Errc::Refused, "refused"},
                                                                  {Errc::Unavailable, "unavailable"},
                                                                  {Errc::Exists, "exists"}}};

constexpr std::array<std::pair<FetchError, std::string_view>, 11> fetch_errors{
    {{FetchError::None, "none"},
     {FetchError::BadUrl, "bad_url"},
     {FetchError::HostNotFound, "host_not_found"},
     {FetchError::NotAllowed, "not_allowed"},
     {FetchError::ConnectFailed, "connect_failed"},
     {FetchError::CertificateRejected, "certificate_rejected"},
     {FetchError::TooManyRedirects, "too_many_redirects"},
     {FetchError::InsecureRedirect, "insecure_redirect"},
     {FetchError::TimedOut, "timed_out"},
     {FetchError::TooLarge, "too_large"},
     {FetchError::Broken, "broken"}}};

template <class Names, class Value>
std::string_view name_of(const Names& names, Value value) {
  for (const auto& [known, name] : names)
    if (known == value) return name;
  return "?";
}

template <class Names, class Value>
bool find_name(const Names& names, std::string_view text, Value& value) {
  for (const auto& [known, name] : names) {
    if (name != text) continue;
    value = known;
    return true;
  }
  return false;
}

constexpr std::size_t hash_digits = 16;
constexpr std::size_t longest_first_line = 100;

std::string_view first_line(std::string_view bytes) {
  return bytes.substr(0, std::min(bytes.find_first_of("\r\n"), longest_first_line));
}

}  // namespace

FieldWriter& FieldWriter::text(std::string_view text) {
  fields_.push_back({std::string(text)});
  return *this;
}

FieldWriter& FieldWriter::secret(std::string_view text) {
  fields_.push_back({std::string(text), true});
  return *this;
}

FieldWriter& FieldWriter::number(std::uint64_t number) {
  append_decimal(fields_.emplace_back().text, number);
  return *this;
}

FieldWriter& FieldWriter::flag(bool flag) {
  return text(flag ? "yes" : "no");
}

FieldWriter& FieldWriter::seconds(Duration since) {
  append_record_time(fields_.emplace_back().text, since);
  return *this;
}

FieldWriter& FieldWriter::bytes(std::span<const std::byte> bytes) {
  std::string& digits = fields_.emplace_back().text;
  for (const std::byte byte : bytes) append_hex(digits, std::to_integer<unsigned>(byte), 2);
  return *this;
}

FieldWriter& FieldWriter::error(const Error& error) {
  return text(name_of(codes, error.code)).number(error.at).text(error.what);
}

void FieldWriter::one(const SrvRecord& record) {
  number(record.priority).number(record.weight).number(record.port).text(record.target);
}

void FieldWriter::one(const NaptrRecord& record) {
  number(record.order).number(record.preference).text(record.flags).text(record.service);
  text(record.regexp).text(record.replacement);
}

FieldWriter& FieldWriter::fetch_result(const FetchResult& result) {
  text(name_of(fetch_errors, result.error)).number(static_cast<std::uint64_t>(std::max(result.status, 0)));
  text(result.detail).text(result.url).text(result.content_type).text(result.refresh).text(result.expires);
  return text(result.body).text(result.location);
}

FieldWriter& FieldWriter::mark(std::string_view bytes) {
  static constexpr KeyedHash::Key no_key{};
  text(first_line(bytes)).number(bytes.size());
  append_hex(fields_.emplace_back().text, KeyedHash(no_key).hash64({bytes}), hash_digits);
  return *this;
}

FieldWriter& FieldWriter::request(const FetchRequest& request) {
  std::string all = request.url;
  // The answers of a record come without their cookies.
  for (const HttpField& field : request.fields)
    if (field.name != "Cookie") all += "\n" + field.name + ": " + field.value;
  if (request.upload) all += "\n\n" + request.upload->body;
  return mark(all);
}

std::string_view FieldReader::text() {
  if (fields_.empty()) {
    good_ = false;
    return {};
  }
  const std::string_view text = fields_.front().text;
  fields_ = fields_.subspan(1);
  return text;
}

std::uint64_t FieldReader::number(std::uint64_t max) {
  const auto number = parse_decimal(text(), max);
  good_ = good_ && number;
  return number.value_or(0);
}

bool FieldReader::flag() {
  const std::string_view word = text();
  good_ = good_ && (word == "yes" || word == "no");
  return word == "yes";
}

Duration FieldReader::seconds() {
  const auto since = parse_record_time(text());
  good_ = good_ && since;
  return since.value_or(Duration{});
}

Endpoint FieldReader::endpoint() {
  const auto endpoint = Endpoint::parse(text());
  good_ = good_ && endpoint;
  return endpoint.value_or(Endpoint{});
}

IpAddress FieldReader::address() {
  const auto address = IpAddress::parse(text());
  good_ = good_ && address;
  return address.value_or(IpAddress{});
}

Error FieldReader::error() {
  Error error{Errc::Unavailable, 0, {}};
  good_ = find_name(codes, text(), error.code) && good_;
  error.at = static_cast<std::uint32_t>(number(UINT32_MAX));
  error.what = words();
  return error;
}

bool FieldReader::bytes(std::span<std::byte> into) {
  const std::string_view digits = text();
  if (digits.size() != into.size() * 2 || !std::all_of(digits.begin(), digits.end(), is_hex)) {
    good_ = false;
    return false;
  }
  for (std::size_t i = 0; i < into.size(); ++i)
    into[i] = std::byte(hex_value(digits[2 * i]) * 16 + hex_value(digits[2 * i + 1]));
  return true;
}

void FieldReader::one(SrvRecord& record) {
  for (std::uint16_t* into : {&record.priority, &record.weight, &record.port})
    *into = static_cast<std::uint16_t>(number(UINT16_MAX));
  record.target = text();
}

void FieldReader::one(NaptrRecord& record) {
  for (std::uint16_t* into : {&record.order, &record.preference})
    *into = static_cast<std::uint16_t>(number(UINT16_MAX));
  for (std::string* into : {&record.flags, &record.service, &record.regexp, &record.replacement})
    *into = text();
}

FetchResult FieldReader::fetch_result() {
  FetchResult result;
  good_ = find_name(fetch_errors, text(), result.error) && good_;
  result.status = static_cast<int>(number(INT32_MAX));
  for (std::string* into :
       {&result.detail, &result.url, &result.content_type, &result.refresh, &result.expires, &result.body})
    *into = text();
  if (!fields_.empty()) result.location = text();  // not in a record of an earlier version
  return result;
}

}  // namespace handset
