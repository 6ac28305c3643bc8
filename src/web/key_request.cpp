#include "web/key_request.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/utf8.h"

namespace handset::web {
namespace {

namespace json = boost::json;

constexpr std::string_view what_is_right = R"(Send {"key": "KeyPad1"} or {"keys": ["KeyPad1", "Soft1"]}.)";

tl::unexpected<std::string> wrong(std::string sentence) {
  return tl::unexpected(std::move(sentence));
}

// A name from outside, short enough to be repeated.
std::string quoted(std::string_view name) {
  constexpr std::size_t most = 32;
  const auto start = first_code_points(name, most);
  return '"' + std::string(start) + (start.size() < name.size() ? "..." : "") + '"';
}

// "KeyPad0, KeyPad1, ... Offhook": the keys that the model has.
std::string names_of_keys(const phone::Model& model) {
  std::string out;
  for (unsigned i = 0; i <= static_cast<unsigned>(phone::Key::Exit); ++i) {
    const auto key = static_cast<phone::Key>(i);
    if (!phone::has_key(model, key)) continue;
    if (!out.empty()) out += ", ";
    out += phone::key_name(key);
  }
  return out;
}

tl::expected<phone::Key, std::string> read_key(const json::value& value, const phone::Model& model) {
  const auto* name = value.if_string();
  if (name == nullptr) return wrong("A key is a text. " + std::string(what_is_right));
  const std::string_view text(name->data(), name->size());
  const auto key = phone::parse_key(text);
  if (!key) return wrong(quoted(text) + " is no key. The keys are " + names_of_keys(model) + ".");
  if (!phone::has_key(model, *key))
    return wrong("The " + std::string(model.name) + " has no key " + std::string(phone::key_name(*key)) +
                 ". Its keys are " + names_of_keys(model) + ".");
  return *key;
}

}  // namespace

tl::expected<std::vector<phone::Key>, std::string> read_key_request(std::string_view body,
                                                                    const phone::Model& model) {
  boost::system::error_code error;
  const json::value document = json::parse(json::string_view(body.data(), body.size()), error);
  if (error) return wrong("The body is no JSON: " + error.message() + ". " + std::string(what_is_right));
  const auto* object = document.if_object();
  if (object == nullptr) return wrong("The body is no JSON object. " + std::string(what_is_right));
  const auto* one = object->if_contains("key");
  const auto* many = object->if_contains("keys");
  if ((one == nullptr) == (many == nullptr) || object->size() != 1)
    return wrong("The body has \"key\" or \"keys\" and nothing else. " + std::string(what_is_right));
  std::vector<phone::Key> out;
  if (one != nullptr) {
    auto key = read_key(*one, model);
    if (!key) return tl::unexpected(std::move(key.error()));
    out.push_back(*key);
    return out;
  }
  const auto* list = many->if_array();
  if (list == nullptr || list->empty() || list->size() > most_keys)
    return wrong("\"keys\" is a list of 1 to 64 keys. " + std::string(what_is_right));
  for (const json::value& item : *list) {
    auto key = read_key(item, model);
    if (!key) return tl::unexpected(std::move(key.error()));
    out.push_back(*key);
  }
  return out;
}

}  // namespace handset::web
