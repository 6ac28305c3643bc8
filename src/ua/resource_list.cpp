#include "ua/resource_list.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"
#include "ua/document_text.h"
#include "ua/multipart.h"

namespace handset::ua {
namespace {

using State = ResourceInstance::State;

constexpr DocumentLimits limits{
    .bytes = std::size_t{128} * 1024, .depth = 16, .nodes = 8192, .attributes = 4096};

constexpr std::string_view rlmi_type = "application/rlmi+xml";

tl::unexpected<DocumentError> wrong(std::string message, const Place& place = {}) {
  return tl::unexpected(DocumentError{DocumentError::Kind::Broken, place, std::move(message)});
}

// Nothing: it is missing, or too long.
std::optional<std::string> attribute_of(const Element& element, std::string_view name) {
  std::string out = line_of(element.attribute(name).value_or(""));
  if (out.empty() || out.size() > ResourceList::longest_text) return std::nullopt;
  return out;
}

std::optional<State> state_of(std::string_view word) {
  if (word == "active") return State::Active;
  if (word == "pending") return State::Pending;
  if (word == "terminated") return State::Terminated;
  return std::nullopt;
}

class Reader {
 public:
  Reader(const Document& document, const Multipart& parts) : document_(document), parts_(parts) {}

  DocumentResult<ResourceList> list() const {
    const Element root = document_.root();
    if (local_name(root) != "list") return wrong_at(root, "it is no list");
    ResourceList list;
    list.uri = attribute_of(root, "uri").value_or("");
    const auto version = parse_decimal(trim(root.attribute("version").value_or("")),
                                       std::numeric_limits<std::uint32_t>::max());
    if (!version) return wrong_at(root, "version is no number");
    list.version = static_cast<std::uint32_t>(*version);
    const auto full = flag_of(trim(root.attribute("fullState").value_or("")));
    if (!full) return wrong_at(root, "fullState is true or false");
    list.full = *full;
    for (const Element one : root) {
      if (local_name(one) != "resource") continue;
      if (list.resources.size() == ResourceList::most_resources)
        return wrong_at(one, "there are too many resources");
      auto read = resource(one);
      if (!read) return tl::unexpected(read.error());
      list.resources.push_back(std::move(*read));
    }
    return list;
  }

 private:
  DocumentResult<ListedResource> resource(const Element& element) const {
    ListedResource out;
    auto uri = attribute_of(element, "uri");
    if (!uri) return wrong_at(element, "a resource has no URI, or too long a one");
    out.uri = std::move(*uri);
    for (const Element one : element) {
      if (local_name(one) == "name" && out.name.empty())
        out.name = name_of(one.text(), ResourceList::longest_text);
      if (local_name(one) != "instance") continue;
      if (out.instances.size() == ResourceList::most_instances)
        return wrong_at(one, "a resource has too many instances");
      auto read = instance(one);
      if (!read) return tl::unexpected(read.error());
      out.instances.push_back(std::move(*read));
    }
    return out;
  }

  DocumentResult<ResourceInstance> instance(const Element& element) const {
    ResourceInstance out;
    auto id = attribute_of(element, "id");
    if (!id) return wrong_at(element, "an instance has no id, or too long a one");
    out.id = std::move(*id);
    const auto state = state_of(trim(element.attribute("state").value_or("")));
    if (!state) return wrong_at(element, "the state of an instance is none");
    out.state = *state;
    out.reason = attribute_of(element, "reason").value_or("");
    const auto cid = element.attribute("cid");
    if (!cid) return out;
    const BodyPart* part = parts_.find(trim(*cid));
    if (part == nullptr) return wrong_at(element, "the part of an instance is missing");
    out.content_type = part->content_type;
    out.body = part->body;
    return out;
  }

  [[nodiscard]] tl::unexpected<DocumentError> wrong_at(const Element& element, std::string message) const {
    return wrong(std::move(message), document_.place_of(element));
  }

  const Document& document_;
  const Multipart& parts_;
};

}  // namespace

DocumentResult<ResourceList> ResourceList::parse(std::string_view content_type, std::string_view body) {
  if (body.size() > longest_body)
    return tl::unexpected(DocumentError{DocumentError::Kind::TooLarge, {}, "the list is too large"});
  const auto parts = Multipart::parse(content_type, body);
  if (!parts) return wrong(std::string(parts.error().what));
  const BodyPart& root = parts->parts[parts->root];
  if (!equal_ignoring_case(media_type(root.content_type), rlmi_type))
    return wrong("the root of the parts is no " + std::string(rlmi_type));
  const auto document = Document::parse(root.body, {}, limits);
  if (!document) return tl::unexpected(document.error());
  return Reader(*document, *parts).list();
}

}  // namespace handset::ua
