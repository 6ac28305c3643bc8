// The request methods, and sets of them for Allow. Method names depend on case (RFC 3261 7.1).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace handset::sip {

enum class Method : std::uint8_t {
  Invite,
  Ack,
  Bye,
  Cancel,
  Options,
  Register,
  Notify,
  Subscribe,
  Refer,
  Info,
  Update,
  Prack,
  Message,
  Publish,
  Other,  // anything else that is a token: Message::method_name() has it
};

[[nodiscard]] Method method_from_name(std::string_view name);
// Empty for Other.
[[nodiscard]] std::string_view method_name(Method method);

// A set of methods, written in the order of the enumeration: the value of Allow.
class MethodSet {
 public:
  constexpr MethodSet() = default;
  constexpr MethodSet(std::initializer_list<Method> methods) {
    for (Method method : methods) bits_ |= bit(method);
  }
  [[nodiscard]] constexpr bool contains(Method method) const { return (bits_ & bit(method)) != 0; }

  friend bool operator==(const MethodSet&, const MethodSet&) = default;

 private:
  static constexpr std::uint32_t bit(Method method) {
    return method == Method::Other ? 0U : 1U << static_cast<unsigned>(method);
  }
  std::uint32_t bits_ = 0;
};

}  // namespace handset::sip
