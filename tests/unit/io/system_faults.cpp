#include "system_faults.h"

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <dlfcn.h>
#include <map>
#include <mutex>
#include <netdb.h>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::atomic<int> sends_to_fail = 0;
std::atomic<int> registrations = 0;
std::atomic<int> registrations_to_fail = 0;

struct Names {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, std::vector<std::string>> known;
  std::map<std::string, bool> dead;
  int dead_lookups = 0;
};

Names& names() {
  static auto* const all = new Names;  // outlives every thread that may still look up
  return *all;
}

int real_getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** out) {
  using Call = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto real = reinterpret_cast<Call>(::dlsym(RTLD_NEXT, "getaddrinfo"));
  return real(name, service, hints, out);
}

bool is_ours(std::string_view name) {
  return name.size() > 5 && name.substr(name.size() - 5) == ".test";
}

int look_up(const std::string& name, const char* service, const addrinfo* hints, addrinfo** out) {
  std::unique_lock lock(names().mutex);
  if (names().dead.count(name) > 0) {
    ++names().dead_lookups;
    names().changed.notify_all();
    names().changed.wait(lock, [&] { return names().dead.count(name) == 0; });
    return EAI_AGAIN;
  }
  const auto found = names().known.find(name);
  if (found == names().known.end()) return EAI_NONAME;
  *out = nullptr;
  addrinfo** end = out;
  for (const std::string& address : found->second) {
    addrinfo numeric = hints ? *hints : addrinfo{};
    numeric.ai_flags = AI_NUMERICHOST;
    if (real_getaddrinfo(address.c_str(), service, &numeric, end) != 0) continue;
    while (*end) end = &(*end)->ai_next;
  }
  return *out ? 0 : EAI_NONAME;
}

}  // namespace

extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** out) {
  if (name && is_ours(name)) return look_up(name, service, hints, out);
  return real_getaddrinfo(name, service, hints, out);
}

extern "C" int sendmmsg(int socket, mmsghdr* messages, unsigned count, int flags) {
  if (sends_to_fail.load() > 0) {
    --sends_to_fail;
    errno = EAGAIN;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_sendmmsg, socket, messages, count, flags));
}

extern "C" int epoll_ctl(int epoll, int operation, int descriptor, epoll_event* event) noexcept {
  ++registrations;
  if (registrations_to_fail.load() > 0) {
    --registrations_to_fail;
    errno = ENOSPC;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_epoll_ctl, epoll, operation, descriptor, event));
}

namespace handset::io::testing {

int epoll_registrations() {
  return registrations;
}

void fail_next_registrations(int count) {
  registrations_to_fail = count;
}

void fail_next_sends(int count) {
  sends_to_fail = count;
}

NameServer::NameServer() = default;

NameServer::~NameServer() {
  const std::lock_guard lock(names().mutex);
  names().known.clear();
  names().dead.clear();
  names().changed.notify_all();
}

void NameServer::add(const std::string& name, std::vector<std::string> addresses) {
  const std::lock_guard lock(names().mutex);
  names().known[name] = std::move(addresses);
}

void NameServer::add_dead(const std::string& name) {
  const std::lock_guard lock(names().mutex);
  names().dead[name] = true;
}

void NameServer::await_dead_lookup() {
  std::unique_lock lock(names().mutex);
  names().changed.wait(lock, [] { return names().dead_lookups > 0; });
  names().dead_lookups = 0;
}

}  // namespace handset::io::testing
