// Those on a resource list and the calls of each, as the NOTIFYs of one subscription have told (RFC 4662 5,
// with the documents of RFC 4235). Owned by whoever subscribed. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ua/dialog_info.h"
#include "ua/resource_list.h"

namespace handset::ua {

class ResourceTable {
 public:
  struct Instance {
    std::string id;
    ResourceInstance::State state = ResourceInstance::State::Pending;
    std::string reason{};  // why it was terminated
    DialogTable told{};
  };
  struct Resource {
    std::string uri;
    std::string name{};  // empty: it has none
    std::vector<Instance> instances{};

    // Whose calls matter most: of him who rings, else talks, else holds. Null: none that is active.
    [[nodiscard]] const DialogTable* foremost() const;
    // Nobody tells of him any more, and why; null: somebody does, or nobody ever did.
    [[nodiscard]] const std::string* ended() const;
  };

  // NOTIFYs come in their order, by their CSeq, so a full list counts whatever its version, and a partial one
  // that is no newer says nothing new. False: a part is missing, and a refresh is to ask for all (5.2).
  // Errors: the document of somebody is broken; nothing is taken then.
  DocumentResult<bool> take(const ResourceList& list);
  // Nothing was told of anybody: a new subscription begins. Who is on the list stays until that tells.
  void clear();

  // In the order of the list.
  [[nodiscard]] const std::vector<Resource>& resources() const { return resources_; }

 private:
  struct News;
  static bool put(Resource& resource, const News& news, bool full);
  Resource& place_of(const std::string& uri);

  std::optional<std::uint32_t> version_;
  std::vector<Resource> resources_;  // at most ResourceList::most_resources
};

}  // namespace handset::ua
