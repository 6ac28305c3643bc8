// The peers that bench/push compares the phone with: programs of others which do the same job as servers,
// each started on a free port of 127.0.0.1 and on the CPU that every server of the bench has.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "bench/task_cpu.h"

namespace handset::bench {

struct PeerKind {
  std::string_view name;  // as in the table
  std::string_view program;
  std::string_view settings;  // the text of its configuration; {port} stands for the port
  std::string_view settings_file;
  std::vector<std::string_view> arguments;  // {port} here too; begun in the folder of the settings
  unsigned most_users;                      // whose passwords it knows
};

// Kamailio: stateless, one worker for UDP, a nonce signed and aged, the fast allocator.
[[nodiscard]] PeerKind kamailio_peer();

// SIPp: a scenario with a state for each call, one fixed nonce, one user.
[[nodiscard]] PeerKind sipp_peer();

// Where a program is, in PATH or where Debian keeps those of administrators; none when it is missing.
[[nodiscard]] std::optional<std::filesystem::path> find_program(std::string_view name);

// A peer that runs. It ends with this object, and when this process dies. Of the main thread.
class Peer {
 public:
  // Waits until it answers a NOTIFY with 401; throws std::runtime_error with its last words when it does not.
  Peer(const PeerKind& kind, const std::filesystem::path& program);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

  // What its processes have used of the CPU so far: the sum over all their threads.
  [[nodiscard]] TaskCpu cpu() const;

 private:
  void start(const PeerKind& kind, const std::filesystem::path& program);
  void wait_until_it_answers(std::string_view name);
  void stop();
  [[nodiscard]] bool runs() const;
  [[nodiscard]] std::vector<pid_t> processes() const;

  std::filesystem::path folder_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;  // also the id of the group that its children are in
};

}  // namespace handset::bench
