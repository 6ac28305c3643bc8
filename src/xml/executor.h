// Runs a CiscoIPPhoneExecute: in document order, each item once, web URLs by their priority.
//
// The phone is the host. A host stands for one source of pushes (a line, an HTTP client): `open_when_idle`
// keeps one page for each source, and the newest wins. No call of the host may run another Execute before
// it returns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "xml/execute.h"
#include "xml/internal_uri.h"
#include "xml/response.h"

namespace handset::xml {

// What came of one item, as a ResponseItem tells it.
struct Outcome {
  int status = 0;
  std::string data = "Success";  // at most 32 letters

  static Outcome success() { return {}; }
  static Outcome invalid_uri() { return {.status = 1, .data = "Invalid URI"}; }
  static Outcome not_found() { return {.status = 6, .data = "URI not found"}; }
  static Outcome not_idle() { return {.status = 0, .data = "Not idle"}; }
  // Push_May_Open_Microphone is No.
  static Outcome no_microphone() { return failed("Microphone not allowed"); }
  // 6 with words of one's own, such as "No Active Call".
  static Outcome failed(std::string words) { return {.status = 6, .data = std::move(words)}; }
};

class ExecuteHost {
 public:
  // No call, no page, nobody at the keys: a page disturbs nobody.
  [[nodiscard]] virtual bool idle() const = 0;
  // Fetches and shows a web page. Returns when it is queued.
  virtual Outcome open_now(std::string_view url) = 0;
  // The same at the next moment of idleness, which may be now.
  virtual Outcome open_when_idle(std::string_view url) = 0;
  // Carries out an internal URI that may stand in an Execute: any but SoftKey, QueryStringParam and Notify.
  virtual Outcome run(const Uri& uri) = 0;

 protected:
  ~ExecuteHost() = default;
};

// One ResponseItem for each item, in document order.
Response run_execute(const Execute& execute, Mode mode, ExecuteHost& host);

// Whether a URI of that scheme may be an item.
[[nodiscard]] bool may_stand_in_execute(Scheme scheme);

}  // namespace handset::xml
