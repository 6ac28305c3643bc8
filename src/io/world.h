// The World of one shard on the operating system: owns the loop and everything that lives on it. Made and
// destroyed while nobody runs the loop, and after the phones that use it are gone.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/world.h"
#include "io/fetcher.h"
#include "io/log.h"
#include "io/loop.h"
#include "io/network.h"
#include "io/random.h"
#include "io/resolver.h"
#include "io/store.h"

namespace handset::io {

struct IoWorldOptions {
  std::filesystem::path data;  // the folder of the Store; empty: nothing is kept
  LogOptions log;
  FetcherOptions fetcher;
  ResolverOptions resolver;
  NetworkLimits network;
};

class IoWorld {
 public:
  // Errors: Unavailable, when the data folder cannot be made or used. Throws as Loop and CurlFetcher do.
  static Result<std::unique_ptr<IoWorld>> open(const IoWorldOptions& options = {});

  [[nodiscard]] World world(Trace* trace = nullptr) {
    return {loop_, network_, fetcher_, resolver_, random_, *store_, log_, trace};
  }
  [[nodiscard]] Loop& loop() { return loop_; }
  [[nodiscard]] SocketNetwork& network() { return network_; }
  [[nodiscard]] CurlFetcher& fetcher() { return fetcher_; }
  [[nodiscard]] StderrLog& log() { return log_; }

 private:
  IoWorld(const IoWorldOptions& options, std::unique_ptr<Store> store);

  StderrLog log_;
  std::unique_ptr<Store> store_;
  SystemRandom random_;
  Loop loop_;
  SocketNetwork network_;
  CurlFetcher fetcher_;
  SystemResolver resolver_;
};

}  // namespace handset::io
