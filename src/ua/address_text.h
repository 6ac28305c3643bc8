// Writes addresses into the headers of requests: user parts and display names as people type them become
// what RFC 3261 25.1 allows. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace handset::ua {

// Which letters of a user part are written as %XX. Either way those are that would end it or stand for
// something else: controls, blanks, letters beyond ASCII, and " % : < > @
enum class EscapeUser : unsigned char {
  All,     // and all others that the grammar does not allow there, such as #
  Needed,  // no more than that
};

[[nodiscard]] std::string escape_user(std::string_view plain, EscapeUser escape);

// How a display name is written.
enum class DisplayName : unsigned char {
  Quoted,  // in quotes
  Plain,   // as it is where its words are tokens, else in quotes as well
};

// `"Desk 12" <sip:101@192.0.2.1>`; without a name the angle brackets alone. In quotes, quotes and backslashes
// get a backslash.
[[nodiscard]] std::string name_addr(std::string_view display_name, std::string_view uri, DisplayName how);

}  // namespace handset::ua
