// The processes of bench/lines: each does one thing on a CPU of its own and says what came of it.
#pragma once

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <optional>
#include <poll.h>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <type_traits>
#include <unistd.h>

#include "bench/push_socket.h"
#include "bench/task_cpu.h"

namespace handset::bench {

// Ended with this object, and when the bench ends.
template <class Report>
class Process {
 public:
  static_assert(std::is_trivially_copyable_v<Report>);
  using Say = std::function<void(const Report&)>;

  // `work` does not come back.
  Process(unsigned cpu, const std::function<void(const Say&)>& work) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) give_up("no pipe");
    std::fflush(stdout);
    const pid_t parent = ::getpid();
    pid_ = ::fork();
    if (pid_ < 0) give_up("no process");
    if (pid_ > 0) {
      ::close(ends[1]);
      end_ = ends[0];
      return;
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) std::_Exit(1);
    ::close(ends[0]);
    pin(cpu);
    try {
      work([&](const Report& report) {
        if (::write(ends[1], &report, sizeof report) != sizeof report) std::_Exit(1);
      });
    } catch (const std::exception& error) {
      std::fprintf(stderr, "bench/lines: %s\n", error.what());
    }
    std::_Exit(1);
  }
  ~Process() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    ::close(end_);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The next one; nothing when it does not come in time.
  [[nodiscard]] std::optional<Report> report_within(int milliseconds) const {
    Report report{};
    pollfd readable{end_, POLLIN, 0};
    if (::poll(&readable, 1, milliseconds) <= 0) return std::nullopt;
    if (::read(end_, &report, sizeof report) != sizeof report) give_up("a process of the bench has ended");
    return report;
  }
  [[nodiscard]] Report report() const {
    constexpr int longest = 120'000;
    const auto report = report_within(longest);
    if (!report) give_up("a process of the bench has nothing to say");
    return *report;
  }

  // Of all its threads, in seconds.
  [[nodiscard]] double cpu() const {
    TaskCpu sum;
    const std::filesystem::path tasks = "/proc/" + std::to_string(pid_) + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks)) sum += cpu_of_task(task.path());
    return sum.seconds;
  }
  [[nodiscard]] double resident_kib() const {
    const std::string statm = text_of("/proc/" + std::to_string(pid_) + "/statm");
    const double pages = std::strtod(statm.c_str() + std::min(statm.find(' '), statm.size()), nullptr);
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1024;
  }

 private:
  pid_t pid_ = -1;
  int end_ = -1;
};

}  // namespace handset::bench
