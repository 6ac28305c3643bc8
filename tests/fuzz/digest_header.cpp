// Authorization and WWW-Authenticate. Each line of the input is the value of one Authorization of a request,
// "{nonce}" in it a valid nonce and "{response}" the response that is right for what else stands there. It is
// accepted when it is sound by a reading of its own (RFC 7616 3.4, RFC 3261 22.4), and never else: not again,
// not elsewhere, not later, not with another method, body or response. Each line is a challenge as well, and
// what our client answers to one is right for it.
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "fuzz/property.h"
#include "sip/authenticator.h"
#include "sip/digest_client.h"
#include "unit/sip/seeded_random.h"

namespace handset::sip {
namespace {

using fuzz::require;

constexpr std::string_view realm = "phone.local";
constexpr std::string_view password = "secret";
constexpr std::string_view request_uri = "sip:101@192.0.2.10:5060";
const IpAddress source = IpAddress::v4(192, 0, 2, 20);

// A value as a second reader sees it.
struct Seen {
  std::string raw;
  std::string plain;  // without quoted-pairs
};
using Parameters = std::multimap<std::string, Seen>;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_lower(c);
  return out;
}

// scheme, then names and values with commas between; nothing when it is no such list of the scheme Digest.
std::optional<Parameters> read(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t start = std::min(text.find_first_not_of(blanks), text.size());
  const std::size_t end = std::min(text.find_first_of(blanks, start), text.size());
  if (text.size() > max_digest_length || lower(text.substr(start, end - start)) != "digest")
    return std::nullopt;
  Parameters out;
  std::size_t at = end;
  const auto skip = [&](std::string_view what) {
    at = std::min(text.find_first_not_of(what, at), text.size());
  };
  while (true) {
    skip(" \t\r\n,");
    if (at == text.size()) return out;
    const std::size_t name = at;
    while (at < text.size() && is_token_char(text[at])) ++at;
    const std::string key = lower(text.substr(name, at - name));
    skip(blanks);
    if (key.empty() || at == text.size() || text[at++] != '=') return std::nullopt;
    skip(blanks);
    Seen seen;
    if (at < text.size() && text[at] == '"') {
      bool closed = false;
      for (++at; at < text.size() && !closed; ++at) {
        closed = text[at] == '"';
        if (closed) break;
        if (text[at] == '\\') {
          seen.raw += text[at++];
          if (at == text.size()) return std::nullopt;
        }
        seen.raw += text[at];
        seen.plain += text[at];
      }
      if (!closed) return std::nullopt;
      ++at;
    } else {
      // Visible letters; a URI is sent without its quotes here and there.
      while (at < text.size() && text[at] > ' ' && text[at] < 0x7f && text[at] != '"' && text[at] != ',' &&
             text[at] != '\\')
        seen.raw += text[at++];
      seen.plain = seen.raw;
      if (seen.raw.empty()) return std::nullopt;
    }
    skip(blanks);
    if (at < text.size() && text[at] != ',') return std::nullopt;
    out.emplace(key, seen);
    if (out.size() > max_digest_parameters) return std::nullopt;
  }
}

const Seen* one(const Parameters& parameters, const std::string& name) {
  return parameters.count(name) == 1 ? &parameters.find(name)->second : nullptr;
}

// A header that says one thing twice is none at all.
bool says_twice(const Parameters& parameters) {
  for (const char* name :
       {"username", "realm", "nonce", "uri", "response", "algorithm", "cnonce", "nc", "qop", "opaque"})
    if (parameters.count(name) > 1) return true;
  return false;
}

std::optional<DigestAlgorithm> algorithm_of(const Parameters& parameters) {
  const Seen* name = one(parameters, "algorithm");
  if (name == nullptr || lower(name->raw) == "md5") return DigestAlgorithm::Md5;
  if (lower(name->raw) == "sha-256") return DigestAlgorithm::Sha256;
  return std::nullopt;
}

// RFC 7616 3.4.1 to 3.4.3, out of what was read.
std::string right_response(const Parameters& parameters, DigestAlgorithm algorithm, std::string_view method,
                           std::string_view body) {
  const auto raw = [&](const std::string& name) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second.raw;
  };
  const auto hash = [&](const std::string& text) {
    return std::string(hex_digest(algorithm, {text}).view());
  };
  const auto user = parameters.find("username");
  const std::string name = user == parameters.end() ? "" : user->second.plain;
  const std::string a1 = name + ":" + std::string(realm) + ":" + std::string(password);
  std::string a2 = std::string(method) + ":" + raw("uri");
  if (lower(raw("qop")) == "auth-int") a2 += ":" + hash(std::string(body));
  std::string between = raw("nonce") + ":";
  if (parameters.count("qop") > 0) between += raw("nc") + ":" + raw("cnonce") + ":" + raw("qop") + ":";
  return hash(hash(a1) + ":" + between + hash(a2));
}

bool is_count(std::string_view nc) {
  if (nc.size() != 8 || nc == "00000000") return false;
  return nc.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

struct Question {
  std::vector<std::string> values;
  std::string_view method = "NOTIFY";
  std::string_view uri = request_uri;
  std::string_view body = "http://192.0.2.9/menu.xml";
  IpAddress from = source;
  Duration age{};
  bool other_line = false;
};

// A phone that was just switched on: the same secrets, and so the same nonce, each time.
class Phone {
 public:
  Phone() {
    std::array<char, 2048> buffer;
    Writer out(buffer);
    authenticator_.write_challenge(out, line_, source, false, now_);
    const auto text = out.view();
    nonce_ = text.substr(text.find("nonce=\"") + 7, NonceText::length);
  }

  [[nodiscard]] const std::string& nonce() const { return nonce_; }
  AuthOutcome ask(const Question& question) {
    AuthRequest request{.method = question.method,
                        .request_uri = question.uri,
                        .body = question.body,
                        .source = question.from};
    for (const auto& value : question.values)
      if (request.authorization_count < AuthRequest::max_values)
        request.authorization[request.authorization_count++] = value;
    return authenticator_.check(request, question.other_line ? other_ : line_, now_ + question.age);
  }

 private:
  static LineAccountSettings settings(std::uint32_t line) {
    DigestPolicy policy;
    policy.algorithms = {DigestAlgorithm::Sha256, DigestAlgorithm::Md5};
    policy.offer_auth_int = true;
    return {.line = line,
            .usernames = {"101", "a \"b\""},
            .realm = std::string(realm),
            .password = std::string(password),
            .policy = policy};
  }

  SeededRandom random_;
  Authenticator authenticator_{random_};
  SteadyTime now_{hours(1)};
  LineAccount line_ = authenticator_.open(settings(1), now_);
  LineAccount other_ = authenticator_.open(settings(2), now_);
  std::string nonce_;
};

AuthOutcome ask(const Question& question) {
  return Phone().ask(question);
}

bool sound(const Parameters& parameters, const std::string& nonce, const Question& question) {
  if (says_twice(parameters)) return false;
  const auto algorithm = algorithm_of(parameters);
  const Seen* username = one(parameters, "username");
  const Seen* given_nonce = one(parameters, "nonce");
  const Seen* uri = one(parameters, "uri");
  const Seen* response = one(parameters, "response");
  if (!algorithm || username == nullptr || given_nonce == nullptr || uri == nullptr || response == nullptr)
    return false;
  if (username->plain != "101" && username->plain != "a \"b\"") return false;
  if (given_nonce->raw != nonce || uri->raw != question.uri) return false;
  if (const Seen* qop = one(parameters, "qop")) {
    if (lower(qop->raw) != "auth" && lower(qop->raw) != "auth-int") return false;
    const Seen* nc = one(parameters, "nc");
    if (nc == nullptr || !is_count(nc->raw) || one(parameters, "cnonce") == nullptr) return false;
  }
  return response->raw == right_response(parameters, *algorithm, question.method, question.body);
}

// The first value for our realm with an algorithm of ours decides; null when there is none.
const std::string* deciding(const std::vector<std::string>& values) {
  for (std::size_t i = 0; i < values.size() && i < AuthRequest::max_values; ++i) {
    const auto parameters = read(values[i]);
    if (!parameters || says_twice(*parameters)) continue;
    const auto named = parameters->find("realm");
    if (named == parameters->end() || named->second.plain != realm) continue;
    if (algorithm_of(*parameters)) return &values[i];
  }
  return nullptr;
}

void replace(std::string& text, std::string_view mark, std::string_view with) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size()))
    text.replace(at, mark.size(), with);
}

std::string filled(std::string_view line, const std::string& nonce, const Question& question) {
  std::string value(line);
  replace(value, "{nonce}", nonce);
  if (value.find("{response}") == std::string::npos) return value;
  const auto parameters = read(value);
  const auto algorithm = parameters ? algorithm_of(*parameters) : std::nullopt;
  replace(value, "{response}",
          parameters && algorithm ? right_response(*parameters, *algorithm, question.method, question.body)
                                  : std::string(32, '0'));
  return value;
}

// An accepted request with one thing changed is refused.
void check_nothing_else(const Question& accepted, const std::string& value, std::size_t choice) {
  const auto refused = [](const Question& question, const char* words) {
    require(!ask(question).accepted(), words);
  };
  Question other = accepted;
  other.method = "OPTIONS";
  refused(other, "a response is good for one method");
  other = accepted;
  other.uri = "sip:101@192.0.2.10";
  refused(other, "a response is good for one Request-URI");
  other = accepted;
  other.from = IpAddress::v4(192, 0, 2, 21);
  refused(other, "a nonce is good for one source");
  other = accepted;
  other.other_line = true;
  refused(other, "a nonce is good for one line");
  other = accepted;
  other.age = seconds(61);
  const auto late = ask(other);
  require(!late.accepted() && late.stale, "a nonce grows stale, and the peer is told");

  const auto parameters = read(value);
  if (lower(parameters->count("qop") > 0 ? parameters->find("qop")->second.raw : "") == "auth-int") {
    other = accepted;
    other.body = "http://192.0.2.9/other.xml";
    refused(other, "with auth-int a response is good for one body");
  }
  const std::string response = parameters->find("response")->second.raw;
  std::string bent = response;
  char& letter = bent[choice % bent.size()];
  letter = letter == '0' ? '1' : '0';
  other = accepted;
  for (auto& text : other.values) replace(text, response, bent);
  const auto wrong = ask(other);
  require(!wrong.accepted() && !wrong.stale, "another response is refused, and never called stale");
}

void check_credentials(const std::vector<std::string_view>& lines, std::size_t choice) {
  Phone phone;
  Question question;
  for (const auto line : lines) question.values.push_back(filled(line, phone.nonce(), question));
  const std::string* value = deciding(question.values);
  const auto parameters = value == nullptr ? std::nullopt : read(*value);
  const auto outcome = phone.ask(question);
  if (outcome.accepted()) {
    bool found = false;
    for (const auto& each : question.values) {
      const auto seen = read(each);
      found = found || (seen && sound(*seen, phone.nonce(), question));
    }
    require(found, "only a sound header verifies");
    require(!phone.ask(question).accepted(), "a nonce count is good for one request");
    if (question.values.size() == 1) check_nothing_else(question, question.values.front(), choice);
  } else if (parameters) {
    require(!sound(*parameters, phone.nonce(), question), "a sound header verifies");
    const Seen* nonce = one(*parameters, "nonce");
    require(!outcome.stale || (nonce != nullptr && sound(*parameters, nonce->raw, question)),
            "only the right answer to another nonce is stale");
  }
}

void check_answer(std::string_view line) {
  const auto challenge = parse_digest_challenge(line);
  if (!challenge || !challenge->answerable()) return;
  const DigestAnswer answer{.username = "a \"b\"",
                            .password = password,
                            .method = "NOTIFY",
                            .uri = request_uri,
                            .body = "x",
                            .cnonce = "c0ffee",
                            .nc = 10};
  std::string value;
  append_digest_authorization(value, *challenge, answer);
  for (const char c : value)
    require(static_cast<unsigned char>(c) >= ' ' && c != 0x7f, "no challenge breaks a line of ours");
  if (value.size() > max_digest_length) return;
  const auto given = parse_digest_credentials(value);
  require(given.has_value(), "what our client writes can be read");
  require(given->username.equals(answer.username) && given->uri.equals(answer.uri) &&
              given->opaque.present == challenge->opaque.present,
          "it says who asks for what");
  const auto read_back = read(value);
  require(read_back.has_value(), "by a second reader, too");
  require(read_back->find("nonce")->second.raw == std::string(given->nonce.raw), "which sees the same nonce");
  require((read_back->count("qop") > 0) == challenge->qop_present, "a qop is sent when one was offered");
  std::string a1 = "a \"b\":" + read_back->find("realm")->second.plain + ":" + std::string(password);
  const auto hash = [&](const std::string& text) {
    return std::string(hex_digest(*challenge->algorithm, {text}).view());
  };
  const std::string a2 = "NOTIFY:" + std::string(request_uri) +
                         (challenge->qop() == Qop::AuthInt ? ":" + hash("x") : std::string());
  std::string between = std::string(given->nonce.raw) + ":";
  if (challenge->qop() != Qop::None) {
    between += "0000000a:c0ffee:";
    between += challenge->qop() == Qop::AuthInt ? "auth-int:" : "auth:";
  }
  require(given->response.raw == hash(hash(a1) + ":" + between + hash(a2)), "the response is right");
}

}  // namespace
}  // namespace handset::sip

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto text = handset::fuzz::text_of(data, size);
  std::vector<std::string_view> lines;
  for (;;) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    handset::sip::check_answer(lines.back());
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  handset::sip::check_credentials(lines, size);
  return 0;
}
