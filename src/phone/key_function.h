// What a key of the phone is for, as rows of type function say: "fnc=blf+sd+cp;sub=101@$PROXY;nme=Bob". A
// value; any thread.
#pragma once

#include <string_view>

namespace handset::phone {

// The parts are slices of the script; one that is not there is empty.
struct KeyFunction {
  std::string_view functions;  // fnc: words joined with +
  std::string_view subscribe;  // sub: who gets the SUBSCRIBE
  std::string_view user;       // usr
  std::string_view extension;  // ext
  std::string_view name;       // nme
  std::string_view url;
  std::string_view line;  // vid: by which extension, from 1

  // The settings let no other scripts through.
  static KeyFunction parse(std::string_view script);
  // Whether that word is among the functions, in any case.
  [[nodiscard]] bool has(std::string_view function) const;
};

}  // namespace handset::phone
