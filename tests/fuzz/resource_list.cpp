// What the server of a resource list says, its first line the Content-Type: limits, slices of what was read,
// and a table that knows each once.
#include "ua/resource_list.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "fuzz/property.h"
#include "ua/multipart.h"
#include "ua/resource_table.h"

namespace handset::ua {
namespace {

using fuzz::require;

void check_text(const std::string& text) {
  require(text.size() <= ResourceList::longest_text && is_valid_utf8(text),
          "a text is UTF-8, and not too long");
  require(std::none_of(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; }),
          "a text has one line");
}

void check(const Multipart& multipart, std::string_view body) {
  require(!multipart.parts.empty() && multipart.parts.size() <= Multipart::most_parts,
          "there are parts, and not too many");
  require(multipart.root < multipart.parts.size(), "the root is a part");
  const char* last = body.data();
  for (const BodyPart& part : multipart.parts) {
    for (const std::string_view slice : {part.content_type, part.content_id, part.body})
      fuzz::require_slice(slice, body);
    if (!part.body.empty()) {
      require(std::less_equal<>()(last, part.body.data()), "parts follow each other");
      last = part.body.data() + part.body.size();
    }
    require(part.content_id.empty() || multipart.find(part.content_id) == &part, "an id is one part's");
  }
}

void check(const ResourceList& list, std::string_view body) {
  require(list.resources.size() <= ResourceList::most_resources, "there are not too many resources");
  check_text(list.uri);
  for (const ListedResource& one : list.resources) {
    require(!one.uri.empty(), "a resource has a URI");
    check_text(one.uri);
    check_text(one.name);
    require(one.instances.size() <= ResourceList::most_instances, "there are not too many instances");
    for (const ResourceInstance& instance : one.instances) {
      require(!instance.id.empty(), "an instance has an id");
      check_text(instance.id);
      check_text(instance.reason);
      fuzz::require_slice(instance.body, body);
    }
  }
}

// What is shown of each.
std::vector<std::string> shown(const ResourceTable& table) {
  std::vector<std::string> out;
  for (const auto& one : table.resources()) {
    const DialogTable* told = one.foremost();
    out.push_back(one.uri + std::to_string(told == nullptr ? 0 : static_cast<unsigned>(told->lamp())));
  }
  return out;
}

void check_table(const ResourceList& list) {
  ResourceTable table;
  if (!table.take(list)) {
    require(table.resources().empty(), "of a list with a broken document nothing is taken");
    return;
  }
  require(table.resources().size() <= list.resources.size(), "nobody else is on it");
  for (const auto& one : table.resources())
    require(std::count_if(table.resources().begin(), table.resources().end(),
                          [&](const auto& other) { return other.uri == one.uri; }) == 1,
            "each is on it once");
  const auto before = shown(table);
  require(table.take(list).has_value() && shown(table) == before, "the same once more changes nothing");
  table.clear();
  for (const auto& one : table.resources()) require(one.foremost() == nullptr, "then nothing is known");
}

}  // namespace
}  // namespace handset::ua

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  const auto [type, body, found] = split_once(fuzz::text_of(data, size), '\n');
  if (const auto multipart = ua::Multipart::parse(type, body))
    ua::check(*multipart, body);
  else
    fuzz::require(!multipart.error().what.empty(), "an error says what");
  const auto list = ua::ResourceList::parse(type, body);
  if (list) {
    ua::check(*list, body);
    ua::check_table(*list);
  } else {
    fuzz::require(!list.error().message.empty(), "an error says what");
  }
  return 0;
}
