// What is to be read of a page of HTML: its text, in lines and paragraphs, without tags, scripts and styles.
// Pure functions that allocate what they return.
//
// Not a browser: every tag of HTML is known by whether it begins a new line, and any text that looks like a
// tag but is none stays. Time and memory grow with the page and no further.
#pragma once

#include <string>
#include <string_view>

namespace handset::xml {

// `html` is UTF-8. White space is one blank, but in <pre>; <br> and the tags of blocks are line ends, the
// items of lists begin with a dash, and entities are decoded.
[[nodiscard]] std::string text_of_html(std::string_view html);

}  // namespace handset::xml
