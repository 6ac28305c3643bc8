// Start-up code fails with a sentence for the person at the terminal: what went wrong, and what to do.
#pragma once

#include <string>
#include <tl/expected.hpp>

namespace handset::program {

template <class T>
using Attempt = tl::expected<T, std::string>;

enum class ExitStatus : int { Done = 0, Failed = 1, Usage = 2 };

}  // namespace handset::program
