// The four soft keys side by side on a narrow display: each stands over its button, and one with a long label
// takes room of its neighbours.
#pragma once

#include <array>
#include <cstddef>

#include "phone/model.h"

namespace handset::draw {

// Place i reaches from edges[i] to edges[i + 1].
using KeyEdges = std::array<int, phone::soft_key_places + 1>;

// `wanted`: columns that each would like. When that is more than there is, those that want most get less.
[[nodiscard]] KeyEdges key_edges(std::array<int, phone::soft_key_places> wanted, int width);

}  // namespace handset::draw
