#include "web/server.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "draw/painter.h"
#include "io/worker.h"
#include "web/api.h"
#include "web/gate.h"

namespace handset::web {
namespace {

SteadyTime steady_now() {
  return SteadyTime(
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

// A responder that puts the fields of every answer on it.
class Answer {
 public:
  explicit Answer(io::Responder respond) : respond_(std::move(respond)) {}
  void operator()(io::HttpResponse response) {
    add_security_fields(response);
    respond_(std::move(response));
  }
  void busy() { (*this)(come_back_later(503, seconds(1), "The phone is busy; try again.")); }

 private:
  io::Responder respond_;
};

// std::function wants to be copied; an Answer cannot be.
using SharedAnswer = std::shared_ptr<Answer>;

}  // namespace

// What happens on the shard's thread and on the workers. Tasks that still wait in the loop keep it alive, and
// close() makes them harmless: it is what lets the Server go while the loop runs.
class ShardDoor {
 public:
  explicit ShardDoor(phone::Phone& phone) : phone_(&phone) {}

  // Any thread. Presses the keys on the shard, takes a snapshot and hands both to the drawing worker.
  static void pass(const std::shared_ptr<ShardDoor>& door, io::Loop& loop, Wish wish, SharedAnswer answer) {
    loop.post([door, wish = std::move(wish), answer = std::move(answer)] { door->on_shard(wish, answer); });
  }

  // Afterwards the phone is not touched, and the worker has come to rest. Nobody passes any more.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      phone_ = nullptr;
    }
    drawing_.reset();
    painter_.reset();
  }

 private:
  void on_shard(const Wish& wish, const SharedAnswer& answer) {
    const std::lock_guard lock(mutex_);
    if (phone_ == nullptr) return;
    std::vector<phone::Key> ignored;
    for (const phone::Key key : wish.press)
      if (!phone_->press(key)) ignored.push_back(key);
    auto snapshot = std::make_shared<const PhoneSnapshot>(take_snapshot(*phone_));
    const bool taken = drawing_->submit(
        [this, view = wish.view, snapshot, ignored, answer] { (*answer)(write(view, *snapshot, ignored)); });
    if (!taken) answer->busy();
  }

  // On the drawing worker.
  io::HttpResponse write(View view, const PhoneSnapshot& snapshot, std::span<const phone::Key> ignored) {
    switch (view) {
      case View::Index:  // read_request() has answered it
      case View::Screen:
        break;
      case View::Phone:
        return phone_answer(snapshot);
      case View::Keys:
        return keys_answer(snapshot, ignored);
      case View::Screenshot:
        if (!painter_) painter_.emplace();
        return screenshot_answer(painter_->png(snapshot.screen, *snapshot.model));
    }
    return screen_answer(snapshot);
  }

  std::mutex mutex_;  // held while the phone is used
  phone::Phone* phone_;
  std::optional<draw::Painter> painter_;  // of the drawing worker
  std::optional<io::Worker> drawing_{std::in_place};
};

class Server::Impl {
 public:
  Impl(io::Loop& loop, phone::Phone& phone, Accounts& accounts, ServerOptions options)
      : loop_(loop),
        accounts_(accounts),
        options_(std::move(options)),
        model_(*phone.options().model),
        throttle_(options_.throttle),
        door_(std::make_shared<ShardDoor>(phone)) {}

  // From the outside in: no request comes any more, then no password is checked, then the phone is let go.
  ~Impl() {
    http_.reset();
    logins_.reset();
    door_->close();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> listen(const Endpoint& local) {
    auto http = io::HttpServer::start(
        local,
        [this](const io::HttpRequest& request, io::Responder respond) {
          on_request(request, std::make_shared<Answer>(std::move(respond)));
        },
        options_.limits);
    if (!http) return tl::unexpected(http.error());
    http_ = *std::move(http);
    return {};
  }

  [[nodiscard]] Endpoint endpoint() const { return http_->endpoint(); }

 private:
  void on_request(const io::HttpRequest& request, const SharedAnswer& answer) {
    if (auto refusal = refuse_origin(request, options_.hosts)) return (*answer)(*std::move(refusal));
    const auto credentials = basic_credentials(request);
    if (!credentials) return (*answer)(ask_for_credentials());
    const IpAddress source = request.remote.address;
    if (const Duration wait = throttle_.delay(source, steady_now()); wait > Duration::zero())
      return (*answer)(too_many_failures(wait));
    if (accounts_.recall(credentials->user, credentials->password)) return serve(request, answer);
    const bool taken = logins_->submit(
        [this, request, answer, credentials = *credentials] { log_in(request, answer, credentials); });
    if (taken) return;
    // Counted, or a full queue would make guesses free: recall() has judged this one already.
    throttle_.record_failure(source, steady_now());
    answer->busy();
  }

  // On the login worker, one after the other: guesses in parallel gain nothing.
  void log_in(const io::HttpRequest& request, const SharedAnswer& answer, const Credentials& credentials) {
    const IpAddress source = request.remote.address;
    // Checked meanwhile, in another request of the same client.
    if (accounts_.recall(credentials.user, credentials.password)) return serve(request, answer);
    if (const Duration wait = throttle_.delay(source, steady_now()); wait > Duration::zero())
      return (*answer)(too_many_failures(wait));
    if (accounts_.check(credentials.user, credentials.password)) return serve(request, answer);
    throttle_.record_failure(source, steady_now());
    if (options_.log != nullptr)
      options_.log->write(LogLevel::Warning, "web", "wrong name or password from " + source.to_string());
    (*answer)(ask_for_credentials());
  }

  // On the HTTP server's thread or the login worker.
  void serve(const io::HttpRequest& request, const SharedAnswer& answer) {
    Reading reading = read_request(request, model_);
    if (auto* now = std::get_if<io::HttpResponse>(&reading)) return (*answer)(std::move(*now));
    ShardDoor::pass(door_, loop_, std::get<Wish>(std::move(reading)), answer);
  }

  static io::HttpResponse too_many_failures(Duration wait) {
    return come_back_later(429, wait, "Too many wrong passwords came from your address; wait a little.");
  }

  io::Loop& loop_;
  Accounts& accounts_;
  ServerOptions options_;
  const phone::Model& model_;
  LoginThrottle throttle_;
  std::shared_ptr<ShardDoor> door_;
  std::optional<io::Worker> logins_{std::in_place};
  std::unique_ptr<io::HttpServer> http_;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(const Endpoint& local, io::Loop& loop, phone::Phone& phone,
                                              Accounts& accounts, ServerOptions options) {
  auto impl = std::make_unique<Impl>(loop, phone, accounts, std::move(options));
  if (auto listening = impl->listen(local); !listening) return tl::unexpected(listening.error());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Endpoint Server::endpoint() const {
  return impl_->endpoint();
}

}  // namespace handset::web
