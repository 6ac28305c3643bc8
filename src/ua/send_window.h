// Paces a herd: of those who have a request to send, no more than so many are on their way at once; who comes
// when the window is full waits, and the first to come is the first to go. Ten thousand lines that begin
// together would overflow the sockets at both ends, what is lost would be sent again, and the herd would feed
// itself.
//
// Who gets no answer holds its place for a while only: servers that are dead do not keep lines of others from
// theirs for long. Owned by the shard's door to the network, on its thread; no allocation.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/world.h"

namespace handset::ua {

struct SendWindowOptions {
  std::size_t places = 128;
  Duration patience = milliseconds(500);  // T1 of RFC 3261: what has no answer by then is sent again
};

class SendWindow {
  // A place in a circular list.
  struct Link {
    Link* next = this;
    Link* previous = this;
  };

 public:
  // Of one who sends, a member of it: its turn, and its place while it sends. Destroying it leaves.
  class Place : private Link {
   public:
    using Go = void (*)(void* owner);

    // `owner` outlives it.
    Place(Go go, void* owner) : go_(go), owner_(owner) {}
    ~Place() { leave(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    // Place place_ = Place::calling<&LineRegistration::send>(*this);
    template <auto Method, class Owner>
    static Place calling(Owner& owner) {
      return Place([](void* self) { (static_cast<Owner*>(self)->*Method)(); }, &owner);
    }

    [[nodiscard]] bool waits() const { return state_ == State::Waits; }
    // It has its answer, or wants none any more: the next one goes, from inside this call.
    void leave();

   private:
    friend class SendWindow;
    enum class State : std::uint8_t { Away, Waits, Sends };

    Go go_;
    void* owner_;
    SendWindow* window_ = nullptr;  // unless it is away
    SteadyTime until_{};            // it holds its place so long
    State state_ = State::Away;
  };

  // `clock` outlives the window.
  explicit SendWindow(Clock& clock, const SendWindowOptions& options = {})
      : clock_(clock), options_(options) {}
  // Those who wait are forgotten.
  ~SendWindow();
  SendWindow(const SendWindow&) = delete;
  SendWindow& operator=(const SendWindow&) = delete;

  // Calls `place` when it is its turn, from inside when there is room. One that is here leaves before.
  void enter(Place& place);

  [[nodiscard]] std::size_t sending() const { return sending_; }

 private:
  static void unlink(Link& link);
  static void append(Link& list, Link& link);
  void remove(Place& place);
  void admit();
  void run_out();
  void watch();

  Clock& clock_;
  SendWindowOptions options_;
  std::size_t sending_ = 0;
  Link senders_;  // the one that came first is first to run out
  Link waiting_;
  Timer patience_ = Timer::calling<&SendWindow::run_out>(*this);
};

}  // namespace handset::ua
