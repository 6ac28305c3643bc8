// Counts what a thread takes from the heap by operator new, for tests that promise to take nothing.
#pragma once

#include <cstddef>

namespace handset::io::testing {

[[nodiscard]] std::size_t allocations_of_this_thread();

}  // namespace handset::io::testing
