// Where the users of a registrar are reached: for each address-of-record its bindings, which leave by
// themselves when their time is over. RFC 3261 10; RFC 5626 (flows of an instance), RFC 3327 (Path).
//
// Addresses-of-record are numbers from 0, and all are there from the start: 64 bytes each, and about 200 for
// a binding. A refresh allocates nothing unless its texts have grown. Owned by the Registrar; shard's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/time.h"
#include "base/timer_wheel.h"
#include "base/world.h"
#include "pbx/contact_change.h"

namespace handset::pbx {

class Binding {
 public:
  [[nodiscard]] std::string_view uri() const { return std::string_view(text_).substr(0, uri_size_); }
  // As they came, but for `expires`; each with its ';'.
  [[nodiscard]] std::string_view parameters() const { return std::string_view(text_).substr(uri_size_); }
  // The proxies on the way there, as they came: "<sip:edge;lr>, ..."; empty: none.
  [[nodiscard]] std::string_view path() const { return path_; }
  // Where the REGISTER came from.
  [[nodiscard]] const Endpoint& source() const { return source_; }
  [[nodiscard]] SteadyTime expires() const { return expires_; }
  // Whole seconds, the last one counted as one.
  [[nodiscard]] std::uint32_t remaining(SteadyTime now) const;
  // In thousandths, 0 to 1000.
  [[nodiscard]] std::uint16_t q() const { return q_; }
  // Of an outbound flow; 0: it is none.
  [[nodiscard]] std::uint32_t reg_id() const { return reg_id_; }
  // "<urn:uuid:...>", also of one that is no flow; empty: none was said.
  [[nodiscard]] std::string_view instance() const {
    return std::string_view(text_).substr(instance_at_, instance_size_);
  }

  // Whether that Contact is this one: the same flow, or where there is none an equivalent URI.
  [[nodiscard]] bool is(const ContactChange& change) const;
  // Whether a request may change it: of another Call-ID any, else one with a higher CSeq (10.3, step 7).
  [[nodiscard]] bool yields_to(const RegisterOrder& order) const {
    return order.call_id != call_id_ || order.cseq > cseq_;
  }

 private:
  friend class BindingTable;

  std::string text_;
  std::string path_;
  SteadyTime expires_{};
  std::uint64_t call_id_ = 0;
  std::uint32_t cseq_ = 0;
  std::uint32_t reg_id_ = 0;
  Endpoint source_;
  std::uint16_t uri_size_ = 0;
  std::uint16_t instance_at_ = 0;
  std::uint16_t instance_size_ = 0;
  std::uint16_t q_ = 1000;
};

class BindingTable {
 public:
  using Aor = std::uint32_t;

  class Listener {
   public:
    // Its time is over; it is gone after the call.
    virtual void on_expired(Aor aor, const Binding& binding) = 0;

   protected:
    ~Listener() = default;
  };

  // What beside the Contact itself belongs to a binding.
  struct Update {
    RegisterOrder order;
    Endpoint source;
    std::string_view path;
    Duration lifetime{};
  };

  // Both references outlive the table.
  BindingTable(Clock& clock, std::size_t aors, Listener& listener);
  BindingTable(const BindingTable&) = delete;
  BindingTable& operator=(const BindingTable&) = delete;

  [[nodiscard]] std::size_t aors() const { return places_.size(); }
  // In the order in which they were registered; until the next change.
  [[nodiscard]] std::span<const Binding> of(Aor aor) const { return places_[aor].bindings; }
  [[nodiscard]] const Binding* find(Aor aor, const ContactChange& change) const;
  // Of all.
  [[nodiscard]] std::size_t size() const { return size_; }

  // Adds the binding, or renews the one that is there.
  const Binding& put(Aor aor, const ContactChange& change, const Update& update);
  void remove(Aor aor, const Binding& binding);
  void clear(Aor aor);
  // Those that are due go now, and not when the timer comes.
  void expire(Aor aor);

 private:
  struct Place {
    Place(BindingTable& its_table, Aor its_aor) : table(its_table), aor(its_aor) {}
    void expire() { table.expire(aor); }

    BindingTable& table;
    std::vector<Binding> bindings;
    Aor aor;
    Timer due = Timer::calling<&Place::expire>(*this);
  };

  void arm(Place& place);

  Clock& clock_;
  Listener& listener_;
  std::deque<Place> places_;  // which never move
  std::size_t size_ = 0;
};

}  // namespace handset::pbx
