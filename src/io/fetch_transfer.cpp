#include "io/fetch_transfer.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/redirect.h"
#include "base/text.h"
#include "io/sockaddr.h"

namespace handset::io {
namespace {

constexpr std::size_t largest_head = std::size_t{64} * 1024;
constexpr int unauthorized = 401;

bool is_web(std::string_view scheme) {
  return scheme == "http" || scheme == "https";
}

// Letters that would end a field, or the whole head, early.
bool is_clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

long milliseconds_of(std::chrono::steady_clock::duration duration) {
  // Zero would mean "no limit" to libcurl.
  return std::max<long>(1, std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

}  // namespace

FetchTransfer::FetchTransfer(FetchId id, FetchRequest request, Time begun, const std::string& ca_file)
    : id_(id),
      request_(std::move(request)),
      deadline_(begun + request_.total_timeout),
      ca_file_(ca_file),
      curl_(curl_easy_init()),
      url_(curl_url()) {}

FetchTransfer::~FetchTransfer() = default;

bool FetchTransfer::end(FetchError error, std::string_view detail) {
  result_.error = error;
  result_.detail = detail;
  return false;
}

void FetchTransfer::time_out() {
  end(FetchError::TimedOut, "too many fetches at once");
}

bool FetchTransfer::begin() {
  result_.url = request_.url;
  if (!curl_ || !url_) return end(FetchError::ConnectFailed, "out of memory");
  const auto code = curl_url_set(url_.get(), CURLUPART_URL, request_.url.c_str(), CURLU_DISALLOW_USER);
  if (code != CURLUE_OK) return end(FetchError::BadUrl, curl_url_strerror(code));
  const std::string scheme = part(CURLUPART_SCHEME);
  if (!is_web(scheme) && !(request_.tftp && scheme == "tftp"))
    return end(FetchError::BadUrl, "only http and https are fetched");
  set_fixed_options();
  return prepare_hop();
}

std::string FetchTransfer::part(CURLUPart which, unsigned flags) const {
  char* text = nullptr;
  if (curl_url_get(url_.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

void FetchTransfer::set_fixed_options() {
  CURL* curl = curl_.get();
  curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error_text_);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  // Ending a fetch does not wait for its lookup.
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, request_.tftp ? "http,https,tftp" : "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  // A kept connection was allowed by the policy of the request that opened it, not by ours.
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (request_.upload) {
    const std::string& body = request_.upload->body;
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
    if (request_.upload->put) curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "PUT");
    request_.fields.push_back({"Content-Type", request_.upload->content_type});
  }
  if (!ca_file_.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file_.c_str());
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &FetchTransfer::open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &FetchTransfer::take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &FetchTransfer::take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
}

bool FetchTransfer::prepare_hop() {
  result_ = {};
  result_.url = part(CURLUPART_URL);
  host_ = part(CURLUPART_HOST);
  if (host_.size() > 2 && host_.front() == '[') host_ = host_.substr(1, host_.size() - 2);
  const auto refusal = request_.policy->refuse_host(host_);
  if (!refusal.empty()) return end(FetchError::NotAllowed, refusal);

  location_.clear();
  encoding_.clear();
  refusal_ = {};
  header_bytes_ = 0;
  connected_to_allowed_ = false;
  error_text_[0] = '\0';

  const auto left = deadline_ - std::chrono::steady_clock::now();
  if (left <= Time::duration::zero()) return end(FetchError::TimedOut, "no time is left for a redirect");
  curl_easy_setopt(curl_.get(), CURLOPT_TIMEOUT_MS, milliseconds_of(left));
  curl_easy_setopt(curl_.get(), CURLOPT_CONNECTTIMEOUT_MS,
                   milliseconds_of(std::min<Time::duration>(left, request_.connect_timeout)));
  curl_easy_setopt(curl_.get(), CURLOPT_CURLU, url_.get());
  set_login();
  return add_fields();
}

void FetchTransfer::set_login() {
  const bool present = request_.login.has_value();
  curl_easy_setopt(curl_.get(), CURLOPT_USERNAME, present ? request_.login->user.c_str() : nullptr);
  curl_easy_setopt(curl_.get(), CURLOPT_PASSWORD, present ? request_.login->password.c_str() : nullptr);
  // Digest is among them always: with Basic alone it would be sent before the server asks for it.
  const unsigned long ways = may_use_basic() ? CURLAUTH_BASIC | CURLAUTH_DIGEST : CURLAUTH_DIGEST;
  curl_easy_setopt(curl_.get(), CURLOPT_HTTPAUTH, static_cast<long>(present ? ways : CURLAUTH_NONE));
}

bool FetchTransfer::follows() const {
  return request_.follow && !request_.upload;
}

bool FetchTransfer::may_use_basic() const {
  return request_.login && request_.login->by_basic(part(CURLUPART_SCHEME) == "https");
}

// With a 401.
bool FetchTransfer::offers_digest() const {
  long ways = 0;
  curl_easy_getinfo(curl_.get(), CURLINFO_HTTPAUTH_AVAIL, &ways);
  return (static_cast<unsigned long>(ways) & CURLAUTH_DIGEST) != 0;
}

bool FetchTransfer::add_fields() {
  fields_.reset();
  for (const HttpField& field : request_.fields) {
    if (!is_clean(field.name) || !is_clean(field.value))
      return end(FetchError::BadUrl, "a request field has a line end in it");
    // libcurl's way to say "present, and empty" is a semicolon.
    const std::string line = field.value.empty() ? field.name + ";" : field.name + ": " + field.value;
    curl_slist* longer = curl_slist_append(fields_.get(), line.c_str());
    if (!longer) return end(FetchError::ConnectFailed, "out of memory");
    // The same list, unless it was empty.
    if (!fields_) fields_.reset(longer);
  }
  curl_easy_setopt(curl_.get(), CURLOPT_HTTPHEADER, fields_.get());
  return true;
}

bool FetchTransfer::hop_ended(CURLcode code) {
  result_.timing = hop_timing();
  if (part(CURLUPART_SCHEME) == "tftp" && set_tftp_status(code)) return false;
  if (code != CURLE_OK) {
    const FetchError error = meaning_of(code);
    result_.body.clear();
    if (error == FetchError::NotAllowed) return end(error, refusal_);
    return end(error, error_text_[0] != '\0' ? error_text_ : curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
  result_.status = static_cast<int>(status);
  if (is_redirect(result_.status) && !location_.empty() && follows()) return redirect();
  result_.location = location_;
  if (result_.status == unauthorized && request_.login && !may_use_basic() && !offers_digest())
    result_.detail = "over http the login goes by digest alone";
  if (!encoding_.empty() && !equal_ignoring_case(encoding_, "identity")) {
    result_.body.clear();
    return end(FetchError::Broken, "the answer is compressed, which was not asked for");
  }
  return false;
}

FetchTiming FetchTransfer::hop_timing() const {
  const auto at = [this](CURLINFO what) {
    curl_off_t microseconds = 0;
    curl_easy_getinfo(curl_.get(), what, &microseconds);
    return Duration(std::chrono::microseconds(microseconds));
  };
  return {at(CURLINFO_NAMELOOKUP_TIME_T), at(CURLINFO_CONNECT_TIME_T), at(CURLINFO_APPCONNECT_TIME_T),
          at(CURLINFO_STARTTRANSFER_TIME_T), at(CURLINFO_TOTAL_TIME_T)};
}

bool FetchTransfer::set_tftp_status(CURLcode code) {
  constexpr int ok = 200;
  constexpr int forbidden = 403;
  constexpr int not_found = 404;
  if (code == CURLE_OK)
    result_.status = ok;
  else if (code == CURLE_TFTP_PERM)
    result_.status = forbidden;
  else if (code == CURLE_TFTP_NOTFOUND)
    result_.status = not_found;
  return result_.status != 0;
}

bool FetchTransfer::redirect() {
  result_.body.clear();
  const auto next =
      next_hop(WebUrl::parse(part(CURLUPART_URL)), location_, redirects_, request_.max_redirects);
  if (!next) return end(next.error().error, next.error().detail);
  const auto code =
      curl_url_set(url_.get(), CURLUPART_URL, next->url.c_str(), CURLU_DISALLOW_USER | CURLU_URLENCODE);
  if (code != CURLUE_OK)
    return end(FetchError::Broken, std::string("a redirect to a bad address: ") + curl_url_strerror(code));
  ++redirects_;
  if (next->other_server) {
    drop_personal_fields(request_.fields);
    request_.login.reset();
  }
  return prepare_hop();
}

FetchError FetchTransfer::meaning_of(CURLcode code) const {
  switch (code) {
    case CURLE_URL_MALFORMAT:
      return FetchError::BadUrl;
    case CURLE_COULDNT_RESOLVE_HOST:
      return FetchError::HostNotFound;
    case CURLE_COULDNT_CONNECT:
      // With several addresses the refused ones only count when no other was there to try.
      return refusal_.empty() || connected_to_allowed_ ? FetchError::ConnectFailed : FetchError::NotAllowed;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_OUT_OF_MEMORY:
      return FetchError::ConnectFailed;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return FetchError::CertificateRejected;
    case CURLE_OPERATION_TIMEDOUT:
      return FetchError::TimedOut;
    case CURLE_WRITE_ERROR:
      return too_large_ ? FetchError::TooLarge : FetchError::Broken;
    default:
      return FetchError::Broken;
  }
}

curl_socket_t FetchTransfer::open_socket(void* self, curlsocktype purpose, curl_sockaddr* address) {
  SocketAddress remote{};
  if (purpose != CURLSOCKTYPE_IPCXN || address->addrlen > sizeof(remote)) return CURL_SOCKET_BAD;
  if (address->family != AF_INET && address->family != AF_INET6) return CURL_SOCKET_BAD;
  std::memcpy(&remote, &address->addr, address->addrlen);
  if (!static_cast<FetchTransfer*>(self)->may_connect(from_socket_address(remote))) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool FetchTransfer::may_connect(const Endpoint& remote) {
  const auto refusal = request_.policy->refuse_address(host_, remote);
  if (refusal.empty()) {
    connected_to_allowed_ = true;
    return true;
  }
  refusal_ = refusal;
  return false;
}

std::size_t FetchTransfer::take_header(char* bytes, std::size_t size, std::size_t count, void* self) {
  const bool taken = static_cast<FetchTransfer*>(self)->on_header({bytes, size * count});
  return taken ? size * count : 0;
}

bool FetchTransfer::on_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > largest_head) return false;
  if (line.substr(0, 5) == "HTTP/") {  // also after a 1xx answer: its fields do not count
    location_.clear();
    encoding_.clear();
    result_.content_type.clear();
    result_.refresh.clear();
    result_.expires.clear();
    result_.fields.clear();
    return true;
  }
  const auto [name, value, found] = split_once(line, ':');
  if (!found) return true;
  result_.fields.push_back({std::string(trim(name)), std::string(trim(value))});
  const auto keep = [&, field = name, text = trim(value)](std::string_view wanted, std::string& out) {
    if (equal_ignoring_case(field, wanted)) out = text;
  };
  keep("Location", location_);
  keep("Content-Encoding", encoding_);
  keep("Content-Type", result_.content_type);
  keep("Refresh", result_.refresh);
  keep("Expires", result_.expires);
  return true;
}

std::size_t FetchTransfer::take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<FetchTransfer*>(self);
  const std::size_t length = size * count;
  if (transfer.result_.body.size() + length > transfer.request_.max_bytes) {
    transfer.too_large_ = true;
    return 0;
  }
  transfer.result_.body.append(bytes, length);
  return length;
}

}  // namespace handset::io
