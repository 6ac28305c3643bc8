#include "phone/watch_list.h"

#include "base/text.h"
#include "phone/line_client.h"
#include "sip/content.h"

namespace handset::phone {
namespace {

constexpr std::string_view multipart_type = "multipart/related";

constexpr SubscriptionContent list_content{
    .accept = "multipart/related, application/rlmi+xml, application/dialog-info+xml",
    .supported = "eventlist"};

}  // namespace

WatchList::WatchList(LineClient& client, const ua::SubscriptionOptions& options, const std::string& uri,
                     WatchListHandler& handler)
    : client_(client),
      handler_(handler),
      subscription_(client, options, uri, list_content, static_cast<LineSubscriptionHandler&>(*this)) {}

ua::NotifyAnswer WatchList::on_notified(LineSubscription&, const sip::Message& notify) {
  if (notify.body().empty()) return {};
  const std::string_view type = notify.value(sip::Field::ContentType);
  if (sip::content_coding(notify) != sip::ContentCoding::Identity ||
      !equal_ignoring_case(media_type(type), multipart_type))
    return refuse({415}, "it is no list of resources");
  const auto list = ua::ResourceList::parse(type, notify.body());
  if (!list) return refuse({400, "Bad Resource List"}, list.error().log_words());
  const auto complete = told_.take(*list);
  if (!complete) return refuse({400, "Bad Dialog Info"}, complete.error().log_words());
  if (!*complete) subscription_.ask_again();
  return {};
}

ua::NotifyAnswer WatchList::refuse(ua::NotifyAnswer answer, std::string_view why) {
  client_.world().log.write(LogLevel::Warning, "subscription",
                            "line " + std::to_string(client_.line()) + ", NOTIFY of the list " +
                                subscription_.uri() + ": " + std::string(why));
  return answer;
}

void WatchList::on_subscription_changed(LineSubscription&) {
  using State = ua::Subscription::State;
  const State state = subscription_.state().state();
  // What was told before a subscription began anew is not true any more.
  if (state != State::Active && state != State::Pending) told_.clear();
  tell();
}

void WatchList::tell() {
  std::vector<ListedWatch> listed;
  for (const auto& resource : told_.resources())
    listed.push_back({resource.uri, resource.name, watch_status(subscription_.state(), resource)});
  handler_.on_watch_list(listed);
}

}  // namespace handset::phone
