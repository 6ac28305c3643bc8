// The lab's PBX, sans-I/O, so that it lives on real sockets and in the simulator alike: it serves REGISTER,
// SUBSCRIBE and OPTIONS on UDP and TCP of one address, says of all else why not, and does wrong on purpose
// when it is told to (faults.h). RFC 3261 8.2 (in its order), 10.3, 11.2, 17.2.3, 18.2; RFC 6665 4.2.
//
// Without the right digest a request costs no memory. Owned by whoever runs it (`handset lab`, a test); that
// one's shard.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/world.h"
#include "pbx/faults.h"
#include "pbx/notifier.h"
#include "pbx/registrar.h"
#include "sip/message.h"
#include "sip/verdict_store.h"
#include "sip/via.h"
#include "sip/writer.h"
#include "ua/sip_door.h"

namespace handset::pbx {

struct PbxOptions {
  RegistrarOptions registrar;
  NotifierOptions notifier{};
  std::string server_name = "Handset-Lab";  // Server; empty: left out
  ua::SipDoorLimits streams{};
  // Room for remembered answers: made at once, and the most.
  std::size_t initial_verdicts = 1024;
  std::size_t most_verdicts = std::size_t{1} << 20;
};

class Pbx final : private ua::SipDoorHandler, private Notifier::Outlet {
 public:
  // Of answers that are on their way late; those beyond are lost.
  static constexpr std::size_t most_late_answers = 10'000;

  // What `world` refers to, and `listener`, which may be null, outlive the PBX.
  Pbx(const World& world, const PbxOptions& options, RegistrarListener* listener = nullptr);
  Pbx(const Pbx&) = delete;
  Pbx& operator=(const Pbx&) = delete;

  // On UDP and TCP of that address, once, and before any faults; with port 0 both get the one that UDP was
  // given. Errors: Unavailable.
  Result<Endpoint> listen(const Endpoint& local);
  // The same for TLS, beside it, on an address that the network was told to secure.
  Result<Endpoint> listen_secured(const Endpoint& local);
  // Where it listens, or did before it died.
  [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

  // From the next request on, outside of a call of the listener's. Who dies keeps what is registered. Errors:
  // Unavailable, when it is to live again and its port was taken meanwhile: it stays dead then, the other
  // faults count.
  Result<void> set_faults(const Faults& faults);
  [[nodiscard]] Faults faults() const;
  // As after a start without a memory.
  void forget_bindings() { registrar_.forget_bindings(); }

  [[nodiscard]] const Registrar& registrar() const { return registrar_; }
  // Outside of a call of the listener's as well.
  [[nodiscard]] Notifier& notifier() { return notifier_; }
  [[nodiscard]] const Notifier& notifier() const { return notifier_; }

 private:
  struct Inbound {
    const sip::Message& message;
    const sip::Via& via;
    const ua::Origin& origin;
  };
  // An answer that leaves later.
  struct Late {
    ua::Origin origin;
    Endpoint target;
    std::string bytes;
  };

  void on_message(std::string_view bytes, const ua::Origin& origin) override;
  void on_broken(std::string_view header, const Error& error, const ua::Origin& origin) override;

  Result<void> open_door(const Endpoint& local);
  [[nodiscard]] bool is_lost();
  void on_request(const Inbound& request);
  // The steps of RFC 3261 8.2; each says whether it has answered.
  [[nodiscard]] bool refused_on_purpose(const Inbound& request);
  [[nodiscard]] bool refused_by_grammar(const Inbound& request);
  [[nodiscard]] bool refused_by_method(const Inbound& request);
  [[nodiscard]] bool refused_by_dialog(const Inbound& request);
  [[nodiscard]] bool refused_by_scheme(const Inbound& request);
  void on_options(const Inbound& request);
  void on_register(const Inbound& request);
  void on_subscribe(const Inbound& request);
  // Whether it was answered before.
  [[nodiscard]] bool answered_from_memory(const Inbound& request, const KeyedHash::Hash128& key,
                                          const std::optional<std::uint64_t>& merge);

  [[nodiscard]] sip::Writer begin_answer(const Inbound& request, unsigned status,
                                         std::string_view reason = {});
  void send_answer(const Inbound& request, sip::Writer& out);
  void answer(const Inbound& request, unsigned status, std::string_view reason = {});
  void answer_busy(const Inbound& request, std::uint32_t retry_after);
  void answer_register(const Inbound& request, const RegisterAnswer& answer);
  void answer_subscribe(const Inbound& request, SubscribeResult result);
  void send_late_ones();

  void send_notify(const ua::Origin& to, std::string_view bytes) override;
  [[nodiscard]] Endpoint reached_from(const ua::Origin& origin) const override;

  World world_;
  PbxOptions options_;  // without the registrar's
  Faults faults_;       // without the registrar's
  KeyedHash hash_;
  sip::VerdictStore verdicts_;
  Registrar registrar_;
  Notifier notifier_;
  Endpoint endpoint_;
  Endpoint secured_;                 // port 0: TLS is not spoken
  std::optional<ua::SipDoor> door_;  // none while dead
  std::multimap<SteadyTime, Late> late_;
  Timer late_due_ = Timer::calling<&Pbx::send_late_ones>(*this);

  // Reused for each message.
  sip::Message message_;
  std::array<char, std::size_t{64} * 1024> buffer_;
};

}  // namespace handset::pbx
