#include "io/dns_query.h"

#include <algorithm>
#include <ares.h>
#include <fcntl.h>
#include <sys/time.h>
#include <utility>

#include "io/loop_core.h"
#include "io/sockaddr.h"

namespace handset::io {
namespace {

constexpr Error no_address{Errc::NotFound, 0, "this host name has no address"};
constexpr Error no_memory{Errc::Unavailable, 0, "there is no memory for looking up host names"};

Error error_of(int status) {
  switch (status) {
    case ARES_ENODATA:
      return {Errc::NotFound, 0, "this name has no such records"};
    case ARES_ENOTFOUND:
      return {Errc::NotFound, 0, "this host name is not known"};
    case ARES_EBADNAME:
      return {Errc::NotFound, 0, "this is no host name"};
    case ARES_EBADRESP:
      return {Errc::Malformed, 0, "the answer of the name server cannot be read"};
    case ARES_ENOMEM:
      return no_memory;
    case ARES_ESERVFAIL:
    case ARES_EREFUSED:
    case ARES_ENOTIMP:
    case ARES_EFORMERR:
      return {Errc::Unavailable, 0, "the name server cannot answer"};
    default:
      return {Errc::Unavailable, 0, "the name server does not answer"};
  }
}

std::string server_list(const std::vector<Endpoint>& servers) {
  std::string list;
  for (const Endpoint& server : servers) list += (list.empty() ? "" : ",") + server.to_string();
  return list;
}

Result<Addresses> addresses_of(const ares_addrinfo& list) {
  Addresses found{{}, Duration::max()};
  for (const ares_addrinfo_node* node = list.nodes; node != nullptr; node = node->ai_next) {
    if (node->ai_family != AF_INET && node->ai_family != AF_INET6) continue;
    const auto address = from_socket_address(*reinterpret_cast<const SocketAddress*>(node->ai_addr)).address;
    if (std::find(found.records.begin(), found.records.end(), address) != found.records.end()) continue;
    found.records.push_back(address);
    found.ttl = std::min<Duration>(found.ttl, seconds(std::max(node->ai_ttl, 0)));
  }
  if (found.records.empty()) return tl::unexpected(no_address);
  return found;
}

// Once in the process, whoever comes first.
bool library_is_ready() {
  static const int status = ares_library_init(ARES_LIB_INIT_ALL);
  return status == ARES_SUCCESS;
}

}  // namespace

// A socket of c-ares, which closes it when it likes: the loop watches a copy of the descriptor.
class DnsQuery::Socket final : private WatchOwner {
 public:
  Socket(DnsQuery& query, int socket)
      : query_(query),
        socket_(socket),
        watch_(query.loop_.core(), ::fcntl(socket, F_DUPFD_CLOEXEC, 0), static_cast<WatchOwner&>(*this)) {}

  void await(bool readable, bool writable) {
    if (readable) watch_.await_readable();
    if (writable) watch_.await_writable();
  }

 private:
  // c-ares says when it is done with a socket, and not that it still waits. This may be gone afterwards.
  void on_readable() override {
    watch_.await_readable();
    query_.process(socket_, ARES_SOCKET_BAD);
  }
  void on_writable() override { query_.process(ARES_SOCKET_BAD, socket_); }
  void on_cut_short() override {
    query_.broken_ = true;
    query_.go_on();
  }

  DnsQuery& query_;
  int socket_;
  Watch watch_;
};

DnsQuery::DnsQuery(Loop& loop, const DnsOptions& options) : loop_(loop) {
  ares_options wanted{};
  wanted.flags = ARES_FLAG_EDNS;  // an answer of some servers is longer than 512 octets
  wanted.timeout = static_cast<int>(std::chrono::duration_cast<milliseconds>(options.patience).count());
  wanted.tries = options.tries;
  wanted.sock_state_cb = &on_socket;
  wanted.sock_state_cb_data = this;
  constexpr int which = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB;
  if (!library_is_ready() || ares_init_options(&channel_, &wanted, which) != ARES_SUCCESS) {
    channel_ = nullptr;
  } else if (!options.servers.empty() &&
             ares_set_servers_ports_csv(channel_, server_list(options.servers).c_str()) != ARES_SUCCESS) {
    ares_destroy(std::exchange(channel_, nullptr));
  }
}

// What c-ares still says meanwhile is kept, and told to nobody.
DnsQuery::~DnsQuery() {
  if (channel_ != nullptr) ares_destroy(channel_);
}

void DnsQuery::ask(std::string_view name, Type type, Answered answered) {
  answered_ = std::move(answered);
  if (channel_ == nullptr)
    answer_ = tl::unexpected(no_memory);
  else if (name.empty() || name.find('\0') != std::string_view::npos)
    answer_ = tl::unexpected(error_of(ARES_EBADNAME));
  else
    ares_query(channel_, std::string(name).c_str(), 1, static_cast<int>(type), &on_answer, this);
  go_on();
}

void DnsQuery::find_host(std::string_view host, Found found) {
  found_ = std::move(found);
  ares_addrinfo_hints hints{};
  hints.ai_family = AF_UNSPEC;
  if (channel_ == nullptr)
    addresses_ = tl::unexpected(no_memory);
  else if (host.empty() || host.find('\0') != std::string_view::npos)
    addresses_ = tl::unexpected(error_of(ARES_EBADNAME));
  else
    ares_getaddrinfo(channel_, std::string(host).c_str(), nullptr, &hints, &on_host, this);
  go_on();
}

void DnsQuery::on_socket(void* self, int socket, int readable, int writable) noexcept {
  DnsQuery& query = *static_cast<DnsQuery*>(self);
  if (readable == 0 && writable == 0) {
    query.sockets_.erase(socket);
    return;
  }
  try {
    auto& watched = query.sockets_[socket];
    if (!watched) watched = std::make_unique<Socket>(query, socket);
    watched->await(readable != 0, writable != 0);
  } catch (const std::exception&) {
    query.broken_ = true;
  }
}

void DnsQuery::on_answer(void* self, int status, int /*timeouts*/, unsigned char* bytes,
                         int length) noexcept {
  DnsQuery& query = *static_cast<DnsQuery*>(self);
  try {
    if (status == ARES_SUCCESS)
      query.answer_ = std::string(bytes, bytes + length);
    else
      query.answer_ = tl::unexpected(error_of(status));
  } catch (const std::bad_alloc&) {
    query.broken_ = true;
  }
}

void DnsQuery::on_host(void* self, int status, int /*timeouts*/, ares_addrinfo* list) noexcept {
  const std::unique_ptr<ares_addrinfo, decltype(&ares_freeaddrinfo)> owner(list, &ares_freeaddrinfo);
  DnsQuery& query = *static_cast<DnsQuery*>(self);
  try {
    if (status == ARES_SUCCESS && list != nullptr)
      query.addresses_ = addresses_of(*list);
    else
      query.addresses_ = tl::unexpected(status == ARES_ENODATA ? no_address : error_of(status));
  } catch (const std::bad_alloc&) {
    query.broken_ = true;
  }
}

void DnsQuery::process(int readable, int writable) {
  ares_process_fd(channel_, readable, writable);
  go_on();
}

// Tells the result once there is one, else waits for what c-ares waits for.
void DnsQuery::go_on() {
  if (answered_ && (answer_ || broken_)) {
    const Answered answered = std::exchange(answered_, nullptr);
    const auto answer = broken_ ? Result<std::string>(tl::unexpected(no_memory)) : *std::move(answer_);
    answered(answer);
  } else if (found_ && (addresses_ || broken_)) {
    const Found found = std::exchange(found_, nullptr);
    const auto addresses = broken_ ? Result<Addresses>(tl::unexpected(no_memory)) : *std::move(addresses_);
    found(addresses);
  } else if (timeval wait{}; (answered_ || found_) && ares_timeout(channel_, nullptr, &wait) != nullptr) {
    loop_.arm(timer_, seconds(wait.tv_sec) + std::chrono::microseconds(wait.tv_usec));
  }
}

}  // namespace handset::io
