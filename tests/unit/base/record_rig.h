// Seals for tests: one that anybody can open, and one that nobody can.
#pragma once

#include <string>

#include "base/record.h"

namespace handset {

struct ReversingSeal final : RecordSeal {
  Result<std::string> seal(std::string_view plain) override {
    return std::string(plain.rbegin(), plain.rend());
  }
  Result<std::string> open(std::string_view sealed) override {
    return std::string(sealed.rbegin(), sealed.rend());
  }
};

struct BrokenSeal final : RecordSeal {
  Result<std::string> seal(std::string_view) override {
    return fail(Errc::Unavailable, "the seal is broken");
  }
  Result<std::string> open(std::string_view) override {
    return fail(Errc::Unavailable, "the seal is broken");
  }
};

}  // namespace handset
