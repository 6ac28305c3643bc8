#include "bench/push_peers.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "bench/push_notify.h"
#include "bench/push_socket.h"

namespace handset::bench {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr auto longest_start = std::chrono::seconds(10);
constexpr auto longest_stop = std::chrono::seconds(3);

constexpr std::string_view kamailio_settings = R"(debug=0
listen=udp:127.0.0.1:{port}
disable_tcp=yes
dns=no
auto_aliases=no
children=1
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "auth.so"
modparam("auth", "qop", "auth")

request_route {
  if (!pv_www_authenticate("bench", "secret", "0")) {
    www_challenge("bench", "1");
    exit;
  }
  sl_send_reply("200", "OK");
}
)";

// Whose credentials are wrong is answered 403, which ends the bench.
constexpr std::string_view sipp_settings = R"(<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="authenticated push">
<recv request="NOTIFY"></recv>
<send><![CDATA[
SIP/2.0 401 Unauthorized
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
WWW-Authenticate: Digest realm="bench", nonce="6b1d3a52c07e4f98", qop="auth", algorithm=MD5
Content-Length: 0

]]></send>
<recv request="NOTIFY">
<action><verifyauth assign_to="valid" username="u1000" password="secret"/></action>
</recv>
<nop test="valid" next="1"></nop>
<send next="2"><![CDATA[
SIP/2.0 403 Forbidden
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<label id="1"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<label id="2"/>
</scenario>
)";

std::string with_port(std::string_view text, std::uint16_t port) {
  constexpr std::string_view mark = "{port}";
  std::string out(text);
  for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at))
    out.replace(at, mark.size(), std::to_string(port));
  return out;
}

fs::path new_folder() {
  std::string pattern = (fs::temp_directory_path() / "bench-push-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return pattern;
}

// The group of a process, from /proc/PID/stat: the third field after the name, which may have any letter.
pid_t group_of(const fs::path& process) {
  const std::string stat = text_of(process / "stat");
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) return -1;
  std::istringstream fields(stat.substr(name_end + 1));
  char state = 0;
  pid_t parent = -1;
  pid_t group = -1;
  fields >> state >> parent >> group;
  return group;
}

}  // namespace

PeerKind kamailio_peer() {
  return {"kamailio",
          "kamailio",
          kamailio_settings,
          "kamailio.cfg",
          {"-f", "kamailio.cfg", "-DD", "-E", "-Y", ".", "-x", "fm", "-X", "fm", "-m", "32", "-M", "8"},
          1'000'000};
}

PeerKind sipp_peer() {
  return {"sipp",
          "sipp",
          sipp_settings,
          "sipp.xml",
          {"-sf", "sipp.xml", "-i", "127.0.0.1", "-bind_local", "-mi", "127.0.0.1", "-ci", "127.0.0.1", "-p",
           "{port}", "-t", "u1", "-buff_size", "1048576", "-deadcall_wait", "0", "-nostdin"},
          1};
}

std::optional<fs::path> find_program(std::string_view name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(std::string(path == nullptr ? "/usr/bin" : path) + ":/usr/sbin:/usr/local/sbin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path candidate = fs::path(folder) / name;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

Peer::Peer(const PeerKind& kind, const fs::path& program) : folder_(new_folder()) {
  const int chosen = open_socket();
  port_ = port_of(chosen);
  close(chosen);
  try {
    start(kind, program);
    wait_until_it_answers(kind.name);
  } catch (...) {
    stop();
    throw;
  }
}

Peer::~Peer() {
  stop();
}

void Peer::start(const PeerKind& kind, const fs::path& program) {
  std::ofstream(folder_ / kind.settings_file) << with_port(kind.settings, port_);
  std::vector<std::string> words{program.string()};
  for (const auto argument : kind.arguments) words.push_back(with_port(argument, port_));
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const std::string log = folder_ / "log";

  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ > 0) {
    setpgid(pid_, pid_);  // here too, so that the group is there before it is asked for
    return;
  }
  // Only system calls from here on.
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(126);
  pin(server_cpu);
  const int nothing = open("/dev/null", O_RDONLY);
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (chdir(folder_.c_str()) != 0 || dup2(nothing, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0)
    _exit(126);
  execv(pointers.front(), pointers.data());
  _exit(127);
}

bool Peer::runs() const {
  siginfo_t ended{};
  return waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         ended.si_pid == 0;
}

void Peer::wait_until_it_answers(std::string_view name) {
  const int socket = open_socket();
  connect_to(socket, port_);
  const std::string probe = write_push_notify({.user = "u1000", .operation = 999'999'999});
  const auto give_up_at = steady_clock::now() + longest_start;
  bool answered = false;
  while (!answered && steady_clock::now() < give_up_at && runs()) {
    // Until it listens there is an error waiting instead of an answer.
    if (send(socket, probe.data(), probe.size(), 0) < 0) std::this_thread::sleep_for(milliseconds(5));
    pollfd readable{socket, POLLIN, 0};
    std::array<char, most_bytes> answer{};
    if (poll(&readable, 1, 100) > 0) {
      const auto size = recv(socket, answer.data(), answer.size(), MSG_DONTWAIT);
      answered = size > 0 &&
                 std::string_view(answer.data(), static_cast<std::size_t>(size)).starts_with("SIP/2.0 401 ");
      if (!answered) std::this_thread::sleep_for(milliseconds(20));
    }
  }
  close(socket);
  if (answered) return;
  std::string words = text_of(folder_ / "log");
  if (words.size() > 1000) words.erase(0, words.size() - 1000);
  throw std::runtime_error(std::string(name) + " did not start: " + words);
}

void Peer::stop() {
  if (pid_ > 0) {
    kill(pid_, SIGTERM);
    const auto give_up_at = steady_clock::now() + longest_stop;
    while (runs() && steady_clock::now() < give_up_at) std::this_thread::sleep_for(milliseconds(5));
    kill(-pid_, SIGKILL);  // what is left of its group
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::vector<pid_t> Peer::processes() const {
  std::vector<pid_t> out;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (!std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
      continue;
    if (group_of(entry.path()) == pid_) out.push_back(std::atoi(name.c_str()));
  }
  return out;
}

TaskCpu Peer::cpu() const {
  TaskCpu sum;
  for (const pid_t process : processes()) {
    const fs::path tasks = fs::path("/proc") / std::to_string(process) / "task";
    for (const auto& task : fs::directory_iterator(tasks)) sum += cpu_of_task(task.path());
  }
  if (sum.seconds <= 0) throw std::runtime_error("a peer without CPU time");
  return sum;
}

}  // namespace handset::bench
