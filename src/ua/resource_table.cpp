#include "ua/resource_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace handset::ua {
namespace {

using State = ResourceInstance::State;

constexpr std::string_view dialog_type = "application/dialog-info+xml";

unsigned weight(DialogTable::Lamp lamp) {
  using enum DialogTable::Lamp;
  constexpr std::array order{Unknown, Idle, Held, Busy, Ringing};
  return static_cast<unsigned>(std::find(order.begin(), order.end(), lamp) - order.begin());
}

// Nothing: it has no document that says something of calls.
DocumentResult<std::optional<DialogInfo>> calls_of(const ResourceInstance& instance) {
  if (instance.body.empty() || !equal_ignoring_case(media_type(instance.content_type), dialog_type))
    return std::nullopt;
  auto info = DialogInfo::parse(instance.body);
  if (!info) return tl::unexpected(std::move(info.error()));
  return std::optional(std::move(*info));
}

template <class All>
auto find(All& all, const std::string& id) {
  return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
}

}  // namespace

// What a list says of one who is on it, its documents read.
struct ResourceTable::News {
  const ListedResource& listed;
  std::vector<std::optional<DialogInfo>> calls{};  // by instance
};

const DialogTable* ResourceTable::Resource::foremost() const {
  const DialogTable* out = nullptr;
  for (const Instance& one : instances)
    if (one.state == State::Active && (out == nullptr || weight(one.told.lamp()) > weight(out->lamp())))
      out = &one.told;
  return out;
}

const std::string* ResourceTable::Resource::ended() const {
  const bool all = std::all_of(instances.begin(), instances.end(),
                               [](const Instance& one) { return one.state == State::Terminated; });
  return all && !instances.empty() ? &instances.front().reason : nullptr;
}

DocumentResult<bool> ResourceTable::take(const ResourceList& list) {
  if (!list.full && version_ && list.version <= *version_) return true;
  std::vector<News> all;
  for (const ListedResource& listed : list.resources) {
    News& news = all.emplace_back(News{.listed = listed});
    for (const ResourceInstance& instance : listed.instances) {
      auto calls = calls_of(instance);
      if (!calls) return tl::unexpected(std::move(calls.error()));
      news.calls.push_back(std::move(*calls));
    }
  }
  const auto before = std::exchange(version_, list.version);
  bool complete = list.full || (before && list.version == *before + 1);
  std::vector<Resource> known;
  if (list.full) known = std::exchange(resources_, {});
  for (const News& news : all) {
    const bool is_new = std::none_of(resources_.begin(), resources_.end(),
                                     [&](const Resource& one) { return one.uri == news.listed.uri; });
    if (is_new && resources_.size() == ResourceList::most_resources) continue;
    Resource& resource = place_of(news.listed.uri);
    const auto old = std::find_if(known.begin(), known.end(),
                                  [&](const Resource& one) { return one.uri == resource.uri; });
    if (is_new && old != known.end()) resource.instances = std::move(old->instances);
    complete = put(resource, news, list.full) && complete;
  }
  return complete;
}

ResourceTable::Resource& ResourceTable::place_of(const std::string& uri) {
  const auto found =
      std::find_if(resources_.begin(), resources_.end(), [&](const Resource& one) { return one.uri == uri; });
  return found != resources_.end() ? *found : resources_.emplace_back(Resource{.uri = uri});
}

// What a part of the state does not name goes on, unless it has ended. False: something of his calls is
// missing.
bool ResourceTable::put(Resource& resource, const News& news, bool full) {
  if (!news.listed.name.empty()) resource.name = news.listed.name;
  std::vector<Instance> before = std::exchange(resource.instances, {});
  bool complete = true;
  for (std::size_t i = 0; i < news.listed.instances.size(); ++i) {
    const ResourceInstance& listed = news.listed.instances[i];
    if (find(resource.instances, listed.id) != resource.instances.end()) continue;
    Instance instance{.id = listed.id, .state = listed.state, .reason = listed.reason};
    if (const auto old = find(before, listed.id); old != before.end() && listed.state == State::Active)
      instance.told = std::move(old->told);
    if (news.calls[i]) complete = instance.told.take(*news.calls[i]) && complete;
    resource.instances.push_back(std::move(instance));
  }
  for (Instance& old : before)
    if (!full && old.state != State::Terminated &&
        find(resource.instances, old.id) == resource.instances.end() &&
        resource.instances.size() < ResourceList::most_instances)
      resource.instances.push_back(std::move(old));
  return complete;
}

void ResourceTable::clear() {
  version_.reset();
  for (Resource& resource : resources_) resource.instances.clear();
}

}  // namespace handset::ua
