#include "web/assets.h"

#include <algorithm>

namespace handset::web {

const Asset* find_asset(std::span<const Asset> assets, std::string_view path) {
  const auto found =
      std::find_if(assets.begin(), assets.end(), [&](const Asset& asset) { return asset.path == path; });
  return found == assets.end() ? nullptr : &*found;
}

}  // namespace handset::web
