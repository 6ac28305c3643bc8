// The HTTP API without HTTP: pure functions from a request to what is to be done (read_request), and from a
// snapshot of the phone to the answer. No thread, no socket, no phone; docs/api/openapi.yaml describes the
// same routes, and a test holds the two together.
//
// Whoever gets here is logged in: gate.h has judged the request before.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "io/http_server.h"
#include "phone/key.h"
#include "phone/model.h"
#include "web/snapshot.h"

namespace handset::web {

enum class View : std::uint8_t { Index, Phone, Screen, Keys, Screenshot };

struct Route {
  std::string_view path;
  std::string_view method;  // "GET" answers HEAD as well
  View view;
};
[[nodiscard]] std::span<const Route> routes();

// What a request wants of the phone.
struct Wish {
  View view = View::Index;
  std::vector<phone::Key> press;  // in this order, before the snapshot is taken
};

// The wish, or the answer at once: an error, or a page that needs no phone.
using Reading = std::variant<Wish, io::HttpResponse>;
[[nodiscard]] Reading read_request(const io::HttpRequest& request, const phone::Model& model);

// The answer of Phone, Screen and Keys. `ignored`: the keys that nothing obeyed.
[[nodiscard]] io::HttpResponse phone_answer(const PhoneSnapshot& phone);
[[nodiscard]] io::HttpResponse screen_answer(const PhoneSnapshot& phone);
[[nodiscard]] io::HttpResponse keys_answer(const PhoneSnapshot& phone, std::span<const phone::Key> ignored);
// The answer of Screenshot, from the bytes of a PNG file; empty: the model has no screen.
[[nodiscard]] io::HttpResponse screenshot_answer(std::string png);

// {"error": "sentence"}
[[nodiscard]] io::HttpResponse error_answer(int status, std::string_view sentence);

}  // namespace handset::web
