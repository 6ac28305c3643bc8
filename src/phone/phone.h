// One phone: its lines, its screen and keys, and the services that it runs. A value with a World, no thread
// and no global: a process may hold one or a hundred thousand of them. It lives on one shard and is reached
// from the network through the shard's Switchboard.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "phone/feature_follower.h"
#include "phone/http_push.h"
#include "phone/key.h"
#include "phone/key_hold.h"
#include "phone/key_log.h"
#include "phone/lamp.h"
#include "phone/line.h"
#include "phone/line_clients.h"
#include "phone/menus.h"
#include "phone/options.h"
#include "phone/push.h"
#include "phone/server_order.h"
#include "phone/services.h"
#include "phone/watch.h"
#include "phone/watched_keys.h"
#include "phone/window_stack.h"
#include "xml/makers.h"

namespace handset::phone {

// What is beside the phone and stays when it is built anew. Null: it has none.
struct PhoneParts {
  KeyLog* keys = nullptr;     // is told of each press
  PushLog* pushes = nullptr;  // keeps the story of each push
  MenuHost* menus = nullptr;  // whom its own menus ask
  CallControl* calls = nullptr;
  SoundControl* sound = nullptr;
  ServerOrders* orders = nullptr;  // who obeys its servers; null: their orders are unknown events
};

class Phone final : private ServicesHost,
                    private KeyHoldHandler,
                    private CallHandler,
                    private LineRegistrationHandler,
                    private LineSubscriptionsHandler {
 public:
  // What `world` and `parts` refer to outlives the phone.
  Phone(const World& world, PhoneOptions options, const PhoneParts& parts = {});
  ~Phone();
  Phone(const Phone&) = delete;
  Phone& operator=(const Phone&) = delete;

  [[nodiscard]] const PhoneOptions& options() const { return options_; }
  // From now on it is this: lines change in their places, and what runs goes on. Then the switchboard is to
  // be told: Switchboard::update(). The model must be the same.
  void reconfigure(PhoneOptions options);
  // Where what it says about itself goes.
  [[nodiscard]] Log& log() { return world_.log; }
  // In the order of their numbers. References stay good for the life of the phone.
  [[nodiscard]] std::deque<Line>& lines() { return lines_; }

  // Those of its lines that can be reached begin with what they do unasked, as registering and subscribing:
  // for the switchboard.
  void begin_lines();
  // Takes the registrations and subscriptions back, as before it leaves; Line::registration() tells when the
  // former is done.
  void unregister_lines();
  // Asks the proxy of that line how it is: LineClient::check(). Error: NotFound (no such line).
  Result<void> check_line(unsigned number, LineClient::CheckHandler handler);
  // Where its lines are reached, for what they send; null: nowhere. For the switchboard, which outlives what
  // they send.
  void set_door(LineDoor* door) { clients_.set_door(door); }

  // The answer to a NOTIFY within a dialog of that line's subscriptions; nothing: it is none of theirs.
  [[nodiscard]] std::optional<ua::NotifyAnswer> take_notify(const Line& line, const sip::Message& notify);
  // Whether a request from there comes from the server that the line is registered at.
  [[nodiscard]] bool is_own_server(const Line& line, const Endpoint& source);
  // What that key is for, by its place (phone/function_key.h); null: nothing. Good until the phone changes.
  [[nodiscard]] const FunctionKey* function_key(unsigned place) const { return watched_.find(place); }
  // Whom it watches; null: nobody.
  [[nodiscard]] const WatchOptions* watch_of(unsigned key) const { return watched_.watch_of(key); }
  // Whether that attendant console, from 1, stands beside the phone: a key of it has a function.
  [[nodiscard]] bool has_console(unsigned unit) const { return watched_.has_console(unit); }
  [[nodiscard]] Lamp lamp_of_key(unsigned place) const;
  // What is known of him.
  [[nodiscard]] WatchStatus watched(unsigned key) const;

  // Judges the body of a NOTIFY whose digest was right, and queues its work.
  // `id`: of the push in the log of pushes.
  // `maker`: whose event it had; nothing: our own, XML-Service.
  [[nodiscard]] PushAnswer push(const Line& line, std::string_view body, std::string_view content_type,
                                PushId id = {}, std::optional<xml::Maker> maker = std::nullopt);
  // Likewise of one with the state of a mailbox (RFC 3842): there is no more work to it.
  [[nodiscard]] PushAnswer note_messages(Line& line, std::string_view body, std::string_view content_type);
  // What its servers order is obeyed.
  [[nodiscard]] ServerOrders* orders() const { return orders_; }
  // Runs or shows what a client posted by HTTP, whose right to do so has been checked.
  [[nodiscard]] HttpPushAnswer post(const HttpPush& push, PushId id = {});
  [[nodiscard]] PushLog* push_log() const { return services_.push_log(); }
  // Begins with what is queued: once the push is answered.
  void start_work() { services_.start_queued(); }
  // The pushes that wait behind the one under way.
  [[nodiscard]] PushQueue& push_queue() { return services_.queue(); }

  // A press and release. False when nothing obeys that key now.
  bool press(Key key, KeySource source = KeySource::Person);
  // A key acts when it goes down, and some do so again and again until it goes up. One key is held at a time:
  // another one that goes down releases it.
  bool key_down(Key key, KeySource source);
  void key_up(Key key, KeySource source);
  // Into the window on top, UTF-8 without control characters; where that takes no text, digits, '*' and '#'
  // are the keys of the keypad. What nothing obeyed comes back.
  std::string type(std::string_view utf8, KeySource source);

  // A finger on the screen, in its pixels. False when nothing there is to be touched.
  bool touch(int x, int y);

  // Whether that key writes a secret now: whoever keeps what is pressed seals it.
  [[nodiscard]] bool hides(Key key) const { return key <= Key::KeyPadPound && windows_.keeps_keys_secret(); }

  // What became of a choice that was made in the menus.
  void settings_answered(std::uint64_t choice, const SettingsAnswer& answer);

  // What is known of the messages of all lines together.
  [[nodiscard]] MessageSummary mailbox() const;
  // A line is reached by now, or is not any more, or knows something new of its messages.
  void lines_changed();

  [[nodiscard]] Lamps lamps() const;
  // Rises whenever lamps() may have changed.
  [[nodiscard]] std::uint64_t lamps_version() const { return lamps_version_; }

  [[nodiscard]] Screen screen();
  // Rises whenever the screen may have changed, the clock apart.
  [[nodiscard]] std::uint64_t screen_version() const { return windows_.version(); }
  // Nothing open, nothing under way, and nothing to be stored.
  [[nodiscard]] bool idle() const { return services_.idle() && !menus_.turning(); }
  // A page or a picture is under way, or a push waits.
  [[nodiscard]] bool busy() { return services_.busy(); }

 private:
  xml::Outcome press_named_key(std::string_view name, Asker asker) override;
  void init(xml::InitTarget target) override;
  CallControl& calls() override { return calls_; }
  SoundControl& sound() override { return sound_; }
  void on_line_registration(unsigned number) override;
  void on_mailbox(unsigned number, const MessageSummary& mailbox) override;
  void on_mailbox_subscription(unsigned number) override;
  void on_features(unsigned number, const LineFeatures& features) override;
  void on_features_told(unsigned number, const ua::FeatureState& news) override;
  // The settings are what the options say; what has changed of them goes to the servers.
  void sync_features();
  void on_watched(unsigned key, const WatchStatus& status) override;
  void on_watch_list(const std::vector<ListedWatch>& listed) override;
  void subscribe(Line& line);
  void set_mailbox(Line& line, const MessageSummary& mailbox);
  void on_calls_changed() override { services_.windows_changed(); }
  void choose_in_menu(const Action& action) override { menus_.perform(action); }
  void add_lines();
  void note_key(Key key, KeySource source, bool down);
  bool act(Key key);
  bool on_repeat(Key key) override;
  void on_let_go(const HeldKey& held) override;
  void let_go();
  // What the key that went down has left to be done when it goes up.
  void release();
  [[nodiscard]] bool repeats(Key key) const;
  // What a key does where the window on top has no use for it.
  bool act_on_phone(Key key);
  // What the Services and Directories keys open.
  bool open_service(Key key);
  bool press_function_key(Key key);
  // Null: that key has no function.
  [[nodiscard]] const FunctionKey* function_of(Key key) const;
  [[nodiscard]] bool opens_microphone(Key key) const;
  // The active call gets a key of the keypad that the page in view leaves to it.
  bool press_for_call(Key key);
  void note_person(KeySource source);
  // `asker`: the `asked_by` of Services::perform().
  bool finish_key(const KeyResult& result, Asker asker = Asker::Person);
  void note_digit();
  void pause();
  void refresh_idle();
  [[nodiscard]] Lamp lamp_of(const Line& line) const;
  void open_messages();
  [[nodiscard]] std::unique_ptr<Window> messages_window() const;

  World world_;
  PhoneOptions options_;
  std::deque<Line> lines_;
  WindowStack windows_;
  CallControl no_calls_;
  SoundControl no_sound_;
  CallControl& calls_;
  SoundControl& sound_;
  Services services_;
  Menus menus_;
  WatchedKeys watched_{options_};
  LineClients clients_;
  std::unique_ptr<FeatureFollower> followed_;  // null: no line is in step with its server
  KeyLog* keys_;
  ServerOrders* orders_;
  std::uint64_t lamps_version_ = 1;
  KeyHold hold_{world_.clock, *this};
  WindowId held_in_{};               // on top when the key that is held went down
  std::unique_ptr<Action> release_;  // null: nothing
  WindowId messages_{};              // what the Messages key opened
  WindowId digit_in_{};              // where a digit waits that a document has typed
  Timer digit_pause_ = Timer::calling<&Phone::pause>(*this);
};

}  // namespace handset::phone
