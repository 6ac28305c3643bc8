#include "web/key_request.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "base/utf8.h"
#include "web/json.h"

namespace handset::web {
namespace {

namespace json = boost::json;

constexpr std::string_view what_is_right =
    R"(Send {"key": "KeyPad1"}, {"keys": ["KeyPad1", "Soft1"]}, {"down": "NavDown"}, {"up": "NavDown"} or {"type": "Hello"}.)";

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
  for (const phone::Key key : phone::keys_of(model)) {
    if (!out.empty()) out += ", ";
    out += phone::key_name(key);
  }
  return out;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
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

tl::expected<std::vector<phone::Key>, std::string> read_keys(const json::value& value,
                                                             const phone::Model& model) {
  const auto* list = value.if_array();
  if (list == nullptr || list->empty() || list->size() > most_keys)
    return wrong("\"keys\" is a list of 1 to 64 keys. " + std::string(what_is_right));
  std::vector<phone::Key> out;
  for (const json::value& item : *list) {
    auto key = read_key(item, model);
    if (!key) return tl::unexpected(std::move(key.error()));
    out.push_back(*key);
  }
  return out;
}

tl::expected<std::string, std::string> read_text(const json::value& value) {
  const auto* text = value.if_string();
  if (text == nullptr || text->empty())
    return wrong("\"type\" has the letters to be typed. " + std::string(what_is_right));
  const std::string_view letters(text->data(), text->size());
  if (first_code_points(letters, most_text_letters).size() < letters.size())
    return wrong("\"type\" has 512 letters at most.");
  if (std::any_of(letters.begin(), letters.end(), is_control))
    return wrong("\"type\" has letters only: for Enter, arrows and the like press their keys.");
  return std::string(letters);
}

struct Named {
  std::string_view name;
  KeyRequest::Form form;
};
constexpr std::array forms{
    Named{"key", KeyRequest::Form::Press}, Named{"keys", KeyRequest::Form::Press},
    Named{"down", KeyRequest::Form::Down}, Named{"up", KeyRequest::Form::Up},
    Named{"type", KeyRequest::Form::Type},
};

}  // namespace

tl::expected<KeyRequest, std::string> read_key_request(std::string_view body, const phone::Model& model) {
  const auto object = parse_object(body);
  if (!object) return wrong(object.error() + " " + std::string(what_is_right));
  const std::string_view name = object->size() == 1 ? std::string_view(object->begin()->key()) : "";
  const auto* found =
      std::find_if(forms.begin(), forms.end(), [&](const Named& form) { return form.name == name; });
  if (found == forms.end())
    return wrong(R"(The body has one of "key", "keys", "down", "up" and "type" and nothing else. )" +
                 std::string(what_is_right));
  const json::value& value = object->begin()->value();
  KeyRequest out{found->form, {}, {}};
  if (found->form == KeyRequest::Form::Type) {
    auto text = read_text(value);
    if (!text) return tl::unexpected(std::move(text.error()));
    out.text = *std::move(text);
  } else if (name == "keys") {
    auto keys = read_keys(value, model);
    if (!keys) return tl::unexpected(std::move(keys.error()));
    out.keys = *std::move(keys);
  } else {
    const auto key = read_key(value, model);
    if (!key) return tl::unexpected(key.error());
    out.keys.push_back(*key);
  }
  return out;
}

}  // namespace handset::web
