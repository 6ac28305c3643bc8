// baresip as a peer of bench/lines: a softphone of others that registers as many accounts from one process.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <unistd.h>

#include "bench/fleet.h"
#include "bench/push_socket.h"

namespace handset::bench {

// Where Debian keeps both.
constexpr const char* baresip_program = "/usr/bin/baresip";
constexpr const char* baresip_modules = "/usr/lib/baresip/modules";

// Its folder, with nothing in it that sounds or listens to anybody but the registrar. Gone with this object.
class BaresipFolder {
 public:
  BaresipFolder(unsigned accounts, std::uint16_t registrar) {
    std::array<char, 32> name{"/tmp/bench-lines-XXXXXX"};
    if (::mkdtemp(name.data()) == nullptr) give_up("no temporary folder");
    path_ = name.data();
    std::ofstream(path_ / "config") << "sip_listen 127.0.0.1:0\nmodule_path " << baresip_modules
                                    << "\nmodule_app account.so\n";
    std::ofstream file(path_ / "accounts");
    for (unsigned i = 0; i < accounts; ++i)
      file << "<sip:" << fleet_user(i) << "@127.0.0.1:" << registrar << ">;auth_pass=" << fleet_password
           << ";regint=3600\n";
  }
  ~BaresipFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  BaresipFolder(const BaresipFolder&) = delete;
  BaresipFolder& operator=(const BaresipFolder&) = delete;

  // In a process for that: becomes baresip.
  void run() const {
    const int nothing = ::open("/dev/null", O_RDWR);
    for (int stream = 0; stream <= 2; ++stream) ::dup2(nothing, stream);
    ::execl(baresip_program, baresip_program, "-f", path_.c_str(), nullptr);
  }

 private:
  std::filesystem::path path_;
};

}  // namespace handset::bench
