// One question to the name servers, over UDP and where the answer is long over TCP, through c-ares on our
// loop. A channel of its own for each: the system's name servers are read anew, the port that it asks from is
// another one, and who ends it ends it at once. Owned by the resolver; the loop's thread.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dns_record.h"
#include "base/result.h"
#include "base/timer_wheel.h"
#include "io/loop.h"

struct ares_channeldata;
struct ares_addrinfo;  // NOLINT(readability-identifier-naming): c-ares has it

namespace handset::io {

struct DnsOptions {
  std::vector<Endpoint> servers;   // none: the system's
  Duration patience = seconds(2);  // for the first try; each further one has twice that
  int tries = 3;
};

class DnsQuery final {
 public:
  enum class Type : unsigned char { Srv = 33, Naptr = 35 };

  // The last thing that the query does, which may be destroyed from inside: the whole answer as it came, for
  // dns_answer.h. Errors: NotFound, Unavailable, Malformed. May be called from inside ask() or find_host().
  using Answered = std::function<void(const Result<std::string>& answer)>;
  // The addresses of a host, in the order of preference of RFC 6724. The system's table of hosts is asked as
  // well, and its search list.
  using Found = std::function<void(const Result<Addresses>& addresses)>;

  DnsQuery(Loop& loop, const DnsOptions& options);
  ~DnsQuery();
  DnsQuery(const DnsQuery&) = delete;
  DnsQuery& operator=(const DnsQuery&) = delete;

  // One of the two, once.
  void ask(std::string_view name, Type type, Answered answered);
  void find_host(std::string_view host, Found found);

 private:
  class Socket;

  // What c-ares calls: nothing of ours may throw through it, nor end it.
  static void on_socket(void* self, int socket, int readable, int writable) noexcept;
  static void on_answer(void* self, int status, int timeouts, unsigned char* bytes, int length) noexcept;
  static void on_host(void* self, int status, int timeouts, ares_addrinfo* list) noexcept;

  void process(int readable, int writable);
  void on_time() { process(-1, -1); }
  void go_on();

  Loop& loop_;
  ares_channeldata* channel_ = nullptr;  // none when the system has no memory for it
  std::map<int, std::unique_ptr<Socket>> sockets_;
  std::optional<Result<std::string>> answer_;
  std::optional<Result<Addresses>> addresses_;
  Answered answered_;
  Found found_;
  bool broken_ = false;  // memory ran out in a call of c-ares
  Timer timer_ = Timer::calling<&DnsQuery::on_time>(*this);
};

}  // namespace handset::io
