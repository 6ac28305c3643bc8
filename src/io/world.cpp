#include "io/world.h"

#include <utility>

namespace handset::io {

IoWorld::IoWorld(const IoWorldOptions& options, std::unique_ptr<Store> store)
    : log_(options.log),
      store_(std::move(store)),
      network_(loop_, options.network),
      fetcher_(loop_, options.fetcher),
      resolver_(loop_, options.resolver) {}

Result<std::unique_ptr<IoWorld>> IoWorld::open(const IoWorldOptions& options) {
  std::unique_ptr<Store> store = std::make_unique<NoStore>();
  if (!options.data.empty()) {
    auto folder = FileStore::open(options.data);
    if (!folder) return tl::unexpected(folder.error());
    store = std::move(*folder);
  }
  return std::unique_ptr<IoWorld>(new IoWorld(options, std::move(store)));
}

}  // namespace handset::io
