// What does it cost to read a NOTIFY of 684 bytes with credentials? Twice: into slices (sip::Message), and
// with Via, From, To, CSeq, Event and Authorization decoded on top, URIs included. Beside them, in turns, the
// floor: a scan of the same bytes for line ends and colons. What counts is the CPU time of the thread, the
// median of the rounds.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "bench/decode.h"
#include "bench/push_notify.h"

namespace handset::bench {
namespace {

constexpr std::size_t notify_size = 684;

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "bench/parse: %s\n", why);
  std::exit(1);
}

double nanoseconds_of_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

// Each line's end and its first colon, up to the blank line: no parser can look at less.
std::size_t scan(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    const auto* const end = static_cast<const char*>(std::memchr(text.data(), '\n', text.size()));
    if (end == nullptr || end - text.data() < 2) break;
    const auto size = static_cast<std::size_t>(end - text.data());
    const auto* const colon = static_cast<const char*>(std::memchr(text.data(), ':', size));
    if (colon != nullptr) sum += static_cast<std::size_t>(colon - text.data());
    text.remove_prefix(size + 1);
  }
  return sum;
}

// Nanoseconds for one of `work`, which returns whether all went well.
template <class Work>
double measure(std::uint64_t operations, Work work) {
  const double before = nanoseconds_of_thread();
  for (std::uint64_t i = 0; i < operations; ++i)
    if (!work()) give_up("the NOTIFY was not read");
  return (nanoseconds_of_thread() - before) / static_cast<double>(operations);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

int run(unsigned rounds, std::uint64_t operations) {
  const std::string notify = write_sample_notify(notify_size);
  if (notify.size() != notify_size) give_up("the NOTIFY has another size");
  // Read anew each time, as far as the compiler knows.
  std::string_view text = notify;
  const auto bytes = [&text] {
    asm volatile("" : "+m"(text) : : "memory");
    return text;
  };
  sip::Message message;
  const auto slices = [&] { return message.parse(bytes()).has_value(); };
  const auto decoded = [&] { return message.parse(bytes()) && decode(message); };

  std::printf("a NOTIFY of %zu bytes with credentials, %llu times a round\n\n", notify.size(),
              static_cast<unsigned long long>(operations));
  std::printf("round   scan ns   slices ns   ratio   decoded ns   ratio\n");
  std::array<std::vector<double>, 5> figures;
  for (unsigned round = 1; round <= rounds; ++round) {
    const double floor = measure(operations, [&] { return scan(bytes()) != 0; });
    const double parsed = measure(operations, slices);
    const double all = measure(operations, decoded);
    const std::array row{floor, parsed, parsed / floor, all, all / floor};
    for (std::size_t i = 0; i < row.size(); ++i) figures[i].push_back(row[i]);
    std::printf("%5u   %7.1f   %9.1f   %5.2f   %10.1f   %5.2f\n", round, row[0], row[1], row[2], row[3],
                row[4]);
    std::fflush(stdout);
  }
  std::printf("\nmedian: %.0f ns for the slices (aim: 300), %.0f ns with six headers decoded (aim: 700)\n",
              median(figures[1]), median(figures[3]));
  std::printf(
      "{\"bench\":\"parse\",\"bytes\":%zu,\"scan_ns\":%.1f,\"slices_ns\":%.1f,\"slices_ratio\":%.3f,"
      "\"decoded_ns\":%.1f,\"decoded_ratio\":%.3f}\n",
      notify.size(), median(figures[0]), median(figures[1]), median(figures[2]), median(figures[3]),
      median(figures[4]));
  return 0;
}

}  // namespace
}  // namespace handset::bench

// bench/parse [rounds [messages a round]]
int main(int argc, char** argv) {
  const auto rounds = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 5U;
  const auto operations = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 500'000ULL;
  if (rounds == 0 || operations == 0) {
    std::fprintf(stderr, "usage: parse [rounds [messages a round]]\n");
    return 2;
  }
  return handset::bench::run(rounds, operations);
}
