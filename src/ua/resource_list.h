// What the server of a resource list says of those who are on it: a NOTIFY body of multipart/related whose
// root is application/rlmi+xml (RFC 4662 5), read. A value; the slices live as long as the body. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml_document.h"

namespace handset::ua {

// A virtual subscription of the server's to one of them (5.6).
struct ResourceInstance {
  enum class State : std::uint8_t { Active, Pending, Terminated };

  std::string id;
  State state = State::Active;
  std::string reason{};             // why it is terminated; empty: none was said
  std::string_view content_type{};  // of its part, empty: none was said
  std::string_view body{};          // its part; empty: the document has none for it
};

struct ListedResource {
  std::string uri;
  std::string name{};  // the first of its names; empty: it has none
  std::vector<ResourceInstance> instances{};
};

struct ResourceList {
  static constexpr std::size_t longest_body = std::size_t{256} * 1024;
  static constexpr std::size_t most_resources = 200;
  static constexpr std::size_t most_instances = 4;  // of a resource
  static constexpr std::size_t longest_text = 256;  // of names, URIs and ids

  std::string uri;
  std::uint32_t version = 0;
  bool full = true;  // fullState: who is not named is not on the list (5.2)
  std::vector<ListedResource> resources;

  // Names are cut where they are too long. Lists inside the list are no resources (5.4): none of their parts
  // is looked into. Errors: what Multipart::parse() and Document::parse() find, another root, a version,
  // fullState or state that is none, a resource without a URI, an instance without an id or with a cid that
  // no part has, more than the limits.
  static DocumentResult<ResourceList> parse(std::string_view content_type, std::string_view body);
};

}  // namespace handset::ua
