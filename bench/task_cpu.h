// What a thread has used of its CPU, as the system counts it: also for threads of other processes.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace handset::bench {

struct TaskCpu {
  double seconds = 0;
  // Of them, outside of the system's calls. The system looks at the thread a hundred times a second or so for
  // this, so that it means something over a second and more.
  double user_seconds = 0;

  TaskCpu& operator+=(const TaskCpu& other) {
    seconds += other.seconds;
    user_seconds += other.user_seconds;
    return *this;
  }
};

inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// `task` is a folder such as /proc/self/task/1234. Nothing for one that has ended. proc(5).
inline TaskCpu cpu_of_task(const std::filesystem::path& task) {
  TaskCpu out;
  out.seconds = std::strtod(text_of(task / "schedstat").c_str(), nullptr) / 1e9;
  // Behind the name, which may hold anything, utime and stime are the 12th and 13th values.
  const std::string stat = text_of(task / "stat");
  const char* place = stat.c_str() + std::min(stat.rfind(')') + 1, stat.size());
  for (int skip = 0; skip < 11 && *place != '\0'; ++skip)
    while (*++place != ' ' && *place != '\0') {
    }
  char* next = nullptr;
  const double user = std::strtod(place, &next);
  const double system = std::strtod(next, nullptr);
  if (user + system > 0) out.user_seconds = out.seconds * user / (user + system);
  return out;
}

}  // namespace handset::bench
