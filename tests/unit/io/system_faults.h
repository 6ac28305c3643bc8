// Stands in for calls of the system, so that tests can have full buffers and a name server of their own:
// the test program's definition goes before that of the C library, also for libcurl.
#pragma once

#include <string>
#include <vector>

namespace handset::io::testing {

// The next so many sendmmsg() find the system's buffer full.
void fail_next_sends(int count);

// How often epoll_ctl() was called so far, by all threads.
int epoll_registrations();
// The next so many epoll_ctl() find no memory for the descriptor.
void fail_next_registrations(int count);

// Names below ".test" are looked up here, until the destructor. Others go to the system.
class NameServer {
 public:
  NameServer();
  ~NameServer();
  NameServer(const NameServer&) = delete;
  NameServer& operator=(const NameServer&) = delete;

  void add(const std::string& name, std::vector<std::string> addresses);
  // Looking up that name takes until the destructor.
  void add_dead(const std::string& name);
  // Waits until a lookup of a dead name has begun.
  void await_dead_lookup();
};

}  // namespace handset::io::testing
