// What a STUN server answered: told from SIP by its first byte, limits, and a response that written anew is
// read the same.
#include <string>

#include "fuzz/property.h"
#include "ua/stun_message.h"
#include "unit/ua/stun_maker.h"

namespace handset::ua {
namespace {

using fuzz::require;

void check(const StunResponse& response, std::string_view bytes) {
  require(is_stun(bytes), "a response is STUN");
  require(response.transaction == stun_transaction(bytes), "a response belongs to its transaction");
  fuzz::require_slice(response.reason, bytes);
  require(response.reason.size() <= StunResponse::longest_reason &&
              response.unknown_attributes.size() <= StunResponse::most_unknown,
          "nothing is longer than it may be");
  require(response.error == 0 ? response.mapped.has_value() && response.reason.empty()
                              : response.error >= 300 && response.error <= 699,
          "a success names an address, and an error has a code");
  const std::string again = test::stun_bytes(response);
  const auto read_again = read_stun_response(again);
  require(read_again && *read_again == response, "a response that is written anew is read the same");
}

}  // namespace
}  // namespace handset::ua

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  const auto bytes = fuzz::text_of(data, size);
  if (ua::is_stun(bytes))
    fuzz::require(bytes.front() >= 0 && bytes.front() < 'A', "STUN does not begin as SIP");
  const auto response = ua::read_stun_response(bytes);
  if (response)
    ua::check(*response, bytes);
  else
    fuzz::require(response.error().at <= bytes.size() && !response.error().what.empty(),
                  "an error says what and where");
  return 0;
}
