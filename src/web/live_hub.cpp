#include "web/live_hub.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace handset::web {

namespace code = io::web_socket_code;

// One link, from the answer to its request until its end.
class LiveHub::Guest final : public io::WebSocketUser {
 public:
  Guest(std::shared_ptr<LiveHub> hub, Viewer viewer) : hub_(std::move(hub)), viewer_(std::move(viewer)) {}

  void on_open(io::WebSocket socket) override {
    viewer_.socket = std::move(socket);
    id_ = hub_->enter(std::move(viewer_));
  }
  void on_closed() override {
    if (id_) hub_->leave(*id_);
  }

 private:
  std::shared_ptr<LiveHub> hub_;
  Viewer viewer_;
  std::optional<ViewerId> id_;
};

std::shared_ptr<LiveHub> LiveHub::make(LiveParts parts) {
  std::shared_ptr<LiveHub> hub(new LiveHub(std::move(parts)));
  const auto weak = hub->weak_from_this();
  hub->watch_ = std::make_shared<LiveWatch>(
      hub->parts_.shard,
      [weak](const LiveSample& sample, Easel& easel) {
        if (const auto alive = weak.lock()) alive->publish(sample, easel);
      },
      [weak] {
        if (const auto alive = weak.lock()) alive->check_logins();
      },
      hub->parts_.period);
  hub->parts_.sessions->on_end([weak] {
    if (const auto alive = weak.lock()) alive->check_logins();
  });
  return hub;
}

// The watch has a timer on the loop, so it goes on the loop's thread, or with the loop.
void LiveHub::close() {
  parts_.shard->loop().post([watch = std::move(watch_)] { watch->sleep(); });
}

// --- Who is there

std::shared_ptr<io::WebSocketUser> LiveHub::invite(const Caller& caller, LiveWish wish) {
  Viewer viewer{.socket = {}, .wish = std::move(wish), .caller = caller};
  if (!caller.session && caller.account) viewer.password = parts_.accounts.changes(*caller.account);
  return std::make_shared<Guest>(shared_from_this(), std::move(viewer));
}

std::optional<LiveHub::ViewerId> LiveHub::enter(Viewer viewer) {
  const io::WebSocket socket = viewer.socket;
  if (!may_stay(viewer)) {
    socket.close(code::logged_out, "The login has ended.");
    return std::nullopt;
  }
  ViewerId id = 0;
  {
    const std::lock_guard lock(mutex_);
    if (viewers_.size() < parts_.most_viewers) {
      id = ++last_viewer_;
      viewers_.emplace(id, std::move(viewer));
    }
  }
  if (id == 0) {
    socket.close(code::try_again_later,
                 std::to_string(parts_.most_viewers) + " viewers watch this phone already.");
    return std::nullopt;
  }
  parts_.shard->run([watch = watch_](phone::Station&) { watch->wake(); });
  return id;
}

void LiveHub::leave(ViewerId id) {
  {
    const std::lock_guard lock(mutex_);
    if (viewers_.erase(id) == 0 || !viewers_.empty()) return;
  }
  fall_asleep();
}

// Unless somebody has come meanwhile: that one's wake() may stand in the queue before this.
void LiveHub::fall_asleep() {
  parts_.shard->run([self = shared_from_this(), watch = watch_](phone::Station&) {
    if (self->viewers() == 0) watch->sleep();
  });
}

std::size_t LiveHub::viewers() const {
  const std::lock_guard lock(mutex_);
  return viewers_.size();
}

bool LiveHub::may_stay(const Viewer& viewer) const {
  const Caller& caller = viewer.caller;
  if (caller.session) return parts_.sessions->touch(*caller.session, parts_.now());
  return caller.account && parts_.accounts.changes(*caller.account) == viewer.password;
}

void LiveHub::check_logins() {
  {
    const std::lock_guard lock(mutex_);
    const auto ended = std::erase_if(viewers_, [this](const auto& item) {
      if (may_stay(item.second)) return false;
      item.second.socket.close(code::logged_out, "The login has ended.");
      return true;
    });
    if (ended == 0 || !viewers_.empty()) return;
  }
  fall_asleep();
}

// --- What they are told, on the drawing worker

void LiveHub::publish(const LiveSample& sample, Easel& easel) {
  ++samples_;
  const auto waiting = newcomers();
  for (const std::string& body : news_.details(sample)) tell(record_.add(body));
  if (const auto screen = news_.screen(sample)) {
    picture_ = pictures_wanted() ? draw(sample, easel) : std::string();
    const bool bare = sample.phone.model->screen == phone::ScreenKind::None;
    tell(bare ? record_.add(*screen) : record_.add(*screen, picture_));
  }
  for (const auto& [id, wish] : waiting) welcome(id, wish, sample, easel);
}

void LiveHub::tell(const LiveText& text) {
  ++events_;
  const std::lock_guard lock(mutex_);
  for (const auto& [id, viewer] : viewers_)
    if (viewer.told) viewer.socket.send(text.of(viewer.wish.pictures));
}

// What it missed if that is known, else all there is.
void LiveHub::welcome(ViewerId id, const LiveWish& wish, const LiveSample& sample, Easel& easel) {
  auto texts = record_.since(wish.stream, wish.after, wish.pictures);
  if (!texts) {
    if (wish.pictures && picture_.empty()) picture_ = draw(sample, easel);
    const bool pictured = wish.pictures && !picture_.empty();
    const std::string body = snapshot_news(sample, record_.stream(), pictured);
    texts.emplace().push_back(std::make_shared<const std::string>(
        numbered(record_.number(), body, pictured ? std::string_view(picture_) : std::string_view())));
  }
  const std::lock_guard lock(mutex_);
  const auto found = viewers_.find(id);
  if (found == viewers_.end()) return;
  found->second.told = true;
  for (io::WebSocket::Text& text : *texts) found->second.socket.send(std::move(text));
}

bool LiveHub::pictures_wanted() const {
  const std::lock_guard lock(mutex_);
  return std::any_of(viewers_.begin(), viewers_.end(),
                     [](const auto& item) { return item.second.wish.pictures; });
}

std::map<LiveHub::ViewerId, LiveWish> LiveHub::newcomers() const {
  std::map<ViewerId, LiveWish> out;
  const std::lock_guard lock(mutex_);
  for (const auto& [id, viewer] : viewers_)
    if (!viewer.told) out.emplace(id, viewer.wish);
  return out;
}

std::string LiveHub::draw(const LiveSample& sample, Easel& easel) {
  if (sample.phone.model->screen == phone::ScreenKind::None) return {};
  ++pictures_;
  return base64_encode(easel.painter().png(sample.phone.screen, *sample.phone.model));
}

}  // namespace handset::web
