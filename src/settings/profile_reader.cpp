#include <map>
#include <optional>
#include <utility>

#include "base/gzip.h"
#include "base/utf8.h"
#include "settings/profile.h"
#include "settings/value_types.h"

namespace handset::settings {
namespace {

constexpr std::string_view root_name = "flat-profile";
constexpr std::string_view encrypted_mark = "Salted__";  // as OpenSSL begins what it encrypts
constexpr std::string_view status_tab = "Info";

// Of the elements that are no settings the first are told with near tags, which take time to find; then some
// more by their names, and the others are counted.
constexpr std::size_t most_with_near_tags = 20;
constexpr std::size_t most_unknown = 100;
constexpr std::size_t longest_shown_tag = 80;

DocumentError no_profile(std::string message, Place place = {}) {
  return {DocumentError::Kind::Broken, place, std::move(message)};
}

DocumentLimits document_limits(const ProfileLimits& limits) {
  // Three nodes for an element, with room for comments; ua, group and one more for each.
  return {.bytes = limits.unpacked, .depth = 8, .nodes = 65536, .attributes = 16384};
}

std::string_view local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_status(const Element& element) {
  const std::string_view group = element.attribute("group").value_or("");
  return group == status_tab || (group.starts_with(status_tab) && group[status_tab.size()] == '/');
}

class ProfileReader {
 public:
  void read(const Element& root) {
    for (const Element element : root) read_element(element);
    if (unknown_ > most_unknown)
      profile_.issues.push_back(
          {"", "and " + std::to_string(unknown_ - most_unknown) + " more elements that are no parameters"});
  }

  Profile take() {
    for (auto& [tag, password] : passwords_)
      if (password) profile_.passwords.push_back({tag, *std::move(password)});
    return std::move(profile_);
  }

 private:
  void read_element(const Element& element) {
    if (is_status(element)) return;
    const std::string_view tag = local_name(element.name());
    const auto address = find_tag(tag);
    if (!address) {
      tell_unknown(std::string(first_code_points(tag, longest_shown_tag)));
      return;
    }
    const Row& row = rows()[address->row];
    if (!row.settable()) return;
    std::string name(tag);
    if (element.first_child()) {
      profile_.issues.push_back({name, name + " has elements inside; a value is text alone"});
      return;
    }
    read_right(element, name, row);
    if (row.type == Type::Password)
      read_password(row, std::move(name), element.text());
    else
      profile_.change.values.push_back({std::move(name), element.text()});
  }

  void tell_unknown(const std::string& tag) {
    ++unknown_;
    if (unknown_ <= most_with_near_tags)
      profile_.issues.push_back(unknown_tag(tag));
    else if (unknown_ <= most_unknown)
      profile_.issues.push_back({tag, "there is no parameter \"" + tag + "\""});
  }

  // Without the attribute an element stands for the factory's right.
  void read_right(const Element& element, const std::string& tag, const Row& row) {
    const auto text = element.attribute("ua");
    const auto right = text ? right_from_name(*text) : factory_right(row);
    if (right)
      profile_.change.rights.push_back({tag, *right});
    else
      profile_.issues.push_back({tag, tag + " has the attribute ua=\"" +
                                          std::string(first_code_points(*text, 16)) +
                                          "\"; it is na, ro or rw"});
  }

  void read_password(const Row& row, std::string tag, std::string text) {
    if (text.empty() || is_secret_mask(text)) {
      passwords_[std::move(tag)] = std::nullopt;
      return;
    }
    if (const auto checked = check_value(row, text); !checked) {
      profile_.issues.push_back({tag, tag + ": " + refusal(row, text, checked.error())});
      passwords_[std::move(tag)] = std::nullopt;
      return;
    }
    passwords_[std::move(tag)] = std::move(text);
  }

  Profile profile_;
  std::map<std::string, std::optional<std::string>> passwords_;  // the last one of each
  std::size_t unknown_ = 0;
};

}  // namespace

DocumentResult<Profile> read_profile(std::string_view bytes, const ProfileLimits& limits) {
  if (bytes.size() > limits.packed)
    return tl::unexpected(DocumentError{DocumentError::Kind::TooLarge,
                                        {},
                                        "the profile has " + std::to_string(bytes.size()) + " bytes; " +
                                            std::to_string(limits.packed) + " are the most that are read"});
  if (bytes.starts_with(encrypted_mark))
    return tl::unexpected(no_profile("the profile is encrypted; only plain and gzip ones are read"));
  std::string unpacked;
  if (is_gzip(bytes)) {
    auto result = gunzip(bytes, limits.unpacked);
    if (!result) {
      const bool large = result.error().code == Errc::TooLarge;
      return tl::unexpected(DocumentError{large ? DocumentError::Kind::TooLarge : DocumentError::Kind::Broken,
                                          {},
                                          std::string(result.error().what)});
    }
    unpacked = *std::move(result);
    bytes = unpacked;
  }
  const auto document = Document::parse(bytes, {}, document_limits(limits));
  if (!document) return tl::unexpected(document.error());
  const Element root = document->root();
  if (local_name(root.name()) != root_name)
    return tl::unexpected(no_profile("the root element is \"" +
                                         std::string(first_code_points(root.name(), 32)) +
                                         "\"; that of a profile is \"" + std::string(root_name) + "\"",
                                     document->place_of(root)));
  ProfileReader reader;
  reader.read(root);
  return reader.take();
}

}  // namespace handset::settings
