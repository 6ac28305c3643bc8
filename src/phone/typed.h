// How much of what a person has typed into a form goes with the address of a page. Ordered: more is larger.
#pragma once

#include <cstdint>

namespace handset::phone {

enum class Typed : std::uint8_t {
  Nothing,
  Words,   // values of fields, which are that person's own
  Secret,  // masked ones among them, or the page follows from such an answer: it may repeat them
};

}  // namespace handset::phone
