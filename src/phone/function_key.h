// A key with a function that the settings give it: that of a line whose extension is not in use (Extended
// Function), or one of an attendant console (Unit n Key k). Values; any thread.
//
// Such keys have places, counted from 0: first the line keys of the model, then 32 of each console.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/key.h"
#include "phone/model.h"
#include "phone/watch.h"
#include "ua/address_text.h"

namespace handset::phone {

struct FunctionKey {
  std::string label{};                  // beside the key
  std::string url{};                    // xml: the page that it opens; empty: none
  std::optional<WatchOptions> watch{};  // blf, or the parking lot of prk
  // Targets of a Dial: URI, each empty where the key does not do that.
  std::string speed_dial{};  // sd: while nobody is to be picked up
  std::string pickup{};      // cp: while the one who is watched rings
  std::string unpark{};      // prk: while somebody is parked there

  // What it does, in the words of a script.
  [[nodiscard]] std::vector<std::string_view> words() const;

  friend bool operator==(const FunctionKey&, const FunctionKey&) = default;
};

// By place; most keys of most phones have no function.
using FunctionKeys = std::map<unsigned, FunctionKey>;

[[nodiscard]] inline unsigned console_place(const Model& model, unsigned unit, unsigned key) {
  return model.lines + (unit - 1) * console_keys + key - 1;
}
// Nothing for a key that never has a function.
[[nodiscard]] inline std::optional<unsigned> function_place_of(const Model& model, Key key) {
  if (const auto line = line_of(key)) return line;
  if (const auto place = console_place_of(key)) return model.lines + *place;
  return std::nullopt;
}

// What of a Dial: URI calls that user of that domain, by way of the line of the domain `own`: his number
// alone where it is one and the domain the line's, else a whole address. Empty: it is nobody's.
[[nodiscard]] std::string dial_target(std::string_view user, std::string_view domain, std::string_view own,
                                      ua::EscapeUser escape);
// What is dialled to pick up or bring back a call: the code and the number. A # at the end of the code only
// stands for the number's place, as in the recipes for Asterisk ("**#").
[[nodiscard]] std::string with_code(std::string_view code, std::string_view number);

}  // namespace handset::phone
