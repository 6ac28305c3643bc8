#include "draw/key_places.h"

#include <algorithm>
#include <numeric>

namespace handset::draw {

KeyEdges key_edges(std::array<int, phone::soft_key_places> wanted, int width) {
  while (std::accumulate(wanted.begin(), wanted.end(), 0) > width) {
    --*std::max_element(wanted.begin(), wanted.end());
  }
  constexpr auto places = static_cast<int>(phone::soft_key_places);
  KeyEdges edges{};
  for (int i = 0; i <= places; ++i) edges[static_cast<std::size_t>(i)] = width * i / places;
  // Each edge goes right as far as the keys left of it need, then left as far as those right of it need.
  for (std::size_t i = 1; i < phone::soft_key_places; ++i) {
    edges[i] = std::max(edges[i], edges[i - 1] + wanted[i - 1]);
  }
  for (std::size_t i = phone::soft_key_places - 1; i > 0; --i) {
    edges[i] = std::min(edges[i], edges[i + 1] - wanted[i]);
  }
  return edges;
}

}  // namespace handset::draw
