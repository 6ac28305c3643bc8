// The four transactions of RFC 3261 17, laid beside its figures 5 to 8 with the INVITE of RFC 6026: what each
// input does in each state. An entry is "new state: what was told or sent"; a state alone means that nothing
// was.
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "manual_clock.h"
#include "sample_messages.h"
#include "sip/client_transaction.h"
#include "sip/server_transaction.h"

namespace handset::sip {
namespace {

constexpr Duration soon = seconds(1);

// Only the timer of that letter fires within a second.
TimerValues only(std::string_view letter) {
  const auto value = [&](std::string_view letters) {
    return letters.find(letter) == std::string_view::npos ? hours(1) : soon;
  };
  return {.t1 = value("AEG"),
          .t2 = hours(1),
          .t4 = value("IK"),
          .b = value("B"),
          .d = value("D"),
          .f = value("F"),
          .h = value("H"),
          .j = value("J"),
          .l = value("L"),
          .m = value("M")};
}

// One figure: a column for each input, a row for each state.
using Row = std::vector<std::string>;
struct Figure {
  Row inputs;
  std::map<std::string, Row> states;
};

Message parsed(const std::string& text) {
  Message message;
  EXPECT_TRUE(message.parse(text));
  return message;
}

bool is_timer(const std::string& input) {
  return input.size() == 1;
}

// --- The client's side

class Client final : ClientTransaction::Listener {
 public:
  Client(Method method, bool reliable, const TimerValues& timers)
      : method_(method), timers_(timers), transaction_(clock_, timers_, *this) {
    const std::string name(method_name(method_));
    transaction_.start(
        SampleRequest().start_line(name + " sip:102@example.org SIP/2.0").replace("CSeq: 7 " + name).text(),
        "z9hG4bKfigure", method, reliable);
    told_.clear();
  }

  void go_to(const std::string& state) {
    if (state == "Proceeding") receive("1xx");
    if (state == "Completed") receive(method_ == Method::Invite ? "3xx-6xx" : "2xx");
    if (state == "Accepted") receive("2xx");
    if (state == "Terminated") transaction_.transport_failed();
    told_.clear();
    ASSERT_EQ(state_name(), state);
  }
  std::string take(const std::string& input) {
    if (is_timer(input))
      clock_.advance(soon);
    else if (input == "transport")
      transaction_.transport_failed();
    else
      receive(input);
    return state_name() + told_;
  }

 private:
  void receive(const std::string& kind) {
    const std::string status = kind == "1xx" ? "183" : kind == "2xx" ? "202" : "486";
    const std::string text = SampleRequest()
                                 .start_line("SIP/2.0 " + status + " x")
                                 .replace("Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKfigure")
                                 .replace("CSeq: 7 " + std::string(method_name(method_)))
                                 .text();
    const Message response = parsed(text);
    if (transaction_.matches(response)) transaction_.receive(response);
  }
  [[nodiscard]] std::string state_name() const {
    using State = ClientTransaction::State;
    static const std::map<State, std::string> names{
        {State::Idle, "Idle"},           {State::Trying, "Trying"},     {State::Proceeding, "Proceeding"},
        {State::Completed, "Completed"}, {State::Accepted, "Accepted"}, {State::Terminated, "Terminated"}};
    return names.at(transaction_.state());
  }

  void on_send(ClientTransaction&, std::string_view sent) override {
    told_ += sent.substr(0, 4) == "ACK " ? ": ACK" : ": request";
  }
  void on_provisional(ClientTransaction&, const Message&) override { told_ += ": 1xx"; }
  void on_final(ClientTransaction&, const Message&) override { told_ += ": final"; }
  void on_accepted_again(ClientTransaction&, const Message&) override { told_ += ": again"; }
  void on_failed(ClientTransaction&, ClientTransaction::Failure failure) override {
    told_ += failure == ClientTransaction::Failure::Timeout ? ": timeout" : ": transport";
  }

  ManualClock clock_;
  Method method_;
  TimerValues timers_;
  std::string told_;
  ClientTransaction transaction_;
};

// --- The server's side

class Server final : ServerTransaction::Listener {
 public:
  Server(Method method, bool reliable, const TimerValues& timers)
      : method_(method), timers_(timers), transaction_(clock_, timers_, *this) {
    transaction_.start(method, reliable);
  }

  void go_to(const std::string& state) {
    if (state == "Proceeding") respond(180);
    if (state == "Accepted") respond(200);
    if (state == "Completed" || state == "Confirmed") respond(method_ == Method::Invite ? 486 : 200);
    if (state == "Confirmed") acknowledge();
    if (state == "Terminated") terminate();
    told_.clear();
    ASSERT_EQ(state_name(), state);
  }
  std::string take(const std::string& input) {
    if (is_timer(input))
      clock_.advance(soon);
    else if (input == "request")
      transaction_.receive_again();
    else if (input == "ACK")
      acknowledge();
    else if (input == "transport")
      transaction_.transport_failed();
    else
      respond(input == "1xx" ? 183 : input == "2xx" ? 202 : 486);
    return state_name() + told_;
  }

 private:
  void respond(unsigned status) {
    if (!transaction_.respond(status, std::to_string(status))) told_ += ": refused";
  }
  void acknowledge() {
    const std::string text =
        SampleRequest().start_line("ACK sip:102@example.org SIP/2.0").replace("CSeq: 7 ACK").text();
    transaction_.receive_ack(parsed(text));
  }
  void terminate() {
    timers_.h = timers_.j = soon;
    respond(486);
    clock_.advance(soon);
  }
  [[nodiscard]] std::string state_name() const {
    using State = ServerTransaction::State;
    static const std::map<State, std::string> names{{State::Idle, "Idle"},
                                                    {State::Trying, "Trying"},
                                                    {State::Proceeding, "Proceeding"},
                                                    {State::Completed, "Completed"},
                                                    {State::Confirmed, "Confirmed"},
                                                    {State::Accepted, "Accepted"},
                                                    {State::Terminated, "Terminated"}};
    return names.at(transaction_.state());
  }

  void on_send(ServerTransaction&, std::string_view sent) override { told_ += ": " + std::string(sent); }
  void on_ack(ServerTransaction&, const Message&) override { told_ += ": ACK"; }
  void on_failed(ServerTransaction&, ServerTransaction::Failure failure) override {
    told_ += failure == ServerTransaction::Failure::NoAck ? ": no ACK" : ": transport";
  }

  ManualClock clock_;
  Method method_;
  TimerValues timers_;
  std::string told_;
  ServerTransaction transaction_;
};

template <class Side>
void compare(const Figure& figure, Method method, bool reliable) {
  for (const auto& [state, entries] : figure.states) {
    ASSERT_EQ(entries.size(), figure.inputs.size()) << state;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      SCOPED_TRACE(state + " <- " + figure.inputs[i]);
      Side side(method, reliable, only(is_timer(figure.inputs[i]) ? figure.inputs[i] : "none"));
      side.go_to(state);
      EXPECT_EQ(side.take(figure.inputs[i]), entries[i]);
    }
  }
}

TEST(TransactionFigures, Figure5TheInviteOfAClient) {
  const Row inputs{"1xx", "2xx", "3xx-6xx", "A", "B", "D", "M", "transport"};
  compare<Client>({inputs,
                   {{"Trying",
                     {"Proceeding: 1xx", "Accepted: final", "Completed: ACK: final", "Trying: request",
                      "Terminated: timeout", "Trying", "Trying", "Terminated: transport"}},
                    {"Proceeding",
                     {"Proceeding: 1xx", "Accepted: final", "Completed: ACK: final", "Proceeding",
                      "Proceeding", "Proceeding", "Proceeding", "Terminated: transport"}},
                    {"Completed",
                     {"Completed", "Completed", "Completed: ACK", "Completed", "Completed", "Terminated",
                      "Completed", "Terminated: transport"}},
                    {"Accepted",
                     {"Accepted", "Accepted: again", "Accepted", "Accepted", "Accepted", "Accepted",
                      "Terminated", "Accepted"}},
                    {"Terminated",
                     {"Terminated", "Terminated", "Terminated", "Terminated", "Terminated", "Terminated",
                      "Terminated", "Terminated"}}}},
                  Method::Invite, false);
  compare<Client>({inputs,
                   {{"Trying",
                     {"Proceeding: 1xx", "Accepted: final", "Terminated: ACK: final", "Trying",
                      "Terminated: timeout", "Trying", "Trying", "Terminated: transport"}},
                    {"Proceeding",
                     {"Proceeding: 1xx", "Accepted: final", "Terminated: ACK: final", "Proceeding",
                      "Proceeding", "Proceeding", "Proceeding", "Terminated: transport"}}}},
                  Method::Invite, true);
}

TEST(TransactionFigures, Figure6AnyOtherRequestOfAClient) {
  const Row inputs{"1xx", "2xx", "3xx-6xx", "E", "F", "K", "transport"};
  compare<Client>(
      {inputs,
       {{"Trying",
         {"Proceeding: 1xx", "Completed: final", "Completed: final", "Trying: request", "Terminated: timeout",
          "Trying", "Terminated: transport"}},
        {"Proceeding",
         {"Proceeding: 1xx", "Completed: final", "Completed: final", "Proceeding: request",
          "Terminated: timeout", "Proceeding", "Terminated: transport"}},
        {"Completed",
         {"Completed", "Completed", "Completed", "Completed", "Completed", "Terminated", "Completed"}},
        {"Terminated",
         {"Terminated", "Terminated", "Terminated", "Terminated", "Terminated", "Terminated",
          "Terminated"}}}},
      Method::Notify, false);
  compare<Client>({inputs,
                   {{"Trying",
                     {"Proceeding: 1xx", "Terminated: final", "Terminated: final", "Trying",
                      "Terminated: timeout", "Trying", "Terminated: transport"}},
                    {"Proceeding",
                     {"Proceeding: 1xx", "Terminated: final", "Terminated: final", "Proceeding",
                      "Terminated: timeout", "Proceeding", "Terminated: transport"}}}},
                  Method::Notify, true);
}

TEST(TransactionFigures, Figure7TheInviteOfAServer) {
  const Row inputs{"request", "1xx", "2xx", "3xx-6xx", "ACK", "G", "H", "I", "L", "transport"};
  compare<Server>(
      {inputs,
       {{"Proceeding",
         {"Proceeding: 180", "Proceeding: 183", "Accepted: 202", "Completed: 486", "Proceeding", "Proceeding",
          "Proceeding", "Proceeding", "Proceeding", "Proceeding: transport"}},
        {"Completed",
         {"Completed: 486", "Completed: refused", "Completed: refused", "Completed: refused", "Confirmed",
          "Completed: 486", "Terminated: no ACK", "Completed", "Completed", "Completed: transport"}},
        {"Confirmed",
         {"Confirmed", "Confirmed: refused", "Confirmed: refused", "Confirmed: refused", "Confirmed",
          "Confirmed", "Confirmed", "Terminated", "Confirmed", "Confirmed"}},
        {"Accepted",
         {"Accepted", "Accepted: refused", "Accepted: 202", "Accepted: refused", "Accepted: ACK", "Accepted",
          "Accepted", "Accepted", "Terminated", "Accepted: transport"}},
        {"Terminated",
         {"Terminated", "Terminated: refused", "Terminated: refused", "Terminated: refused", "Terminated",
          "Terminated", "Terminated", "Terminated", "Terminated", "Terminated"}}}},
      Method::Invite, false);
  compare<Server>({{"ACK", "G", "H"}, {{"Completed", {"Terminated", "Completed", "Terminated: no ACK"}}}},
                  Method::Invite, true);
}

TEST(TransactionFigures, Figure8AnyOtherRequestOfAServer) {
  const Row inputs{"request", "1xx", "2xx", "3xx-6xx", "ACK", "J", "transport"};
  compare<Server>(
      {inputs,
       {{"Trying",
         {"Trying", "Proceeding: 183", "Completed: 202", "Completed: 486", "Trying", "Trying", "Trying"}},
        {"Proceeding",
         {"Proceeding: 180", "Proceeding: 183", "Completed: 202", "Completed: 486", "Proceeding",
          "Proceeding", "Proceeding: transport"}},
        {"Completed",
         {"Completed: 200", "Completed: refused", "Completed: refused", "Completed: refused", "Completed",
          "Terminated", "Completed: transport"}},
        {"Terminated",
         {"Terminated", "Terminated: refused", "Terminated: refused", "Terminated: refused", "Terminated",
          "Terminated", "Terminated"}}}},
      Method::Notify, false);
  compare<Server>({{"1xx", "2xx", "3xx-6xx"},
                   {{"Trying", {"Proceeding: 183", "Terminated: 202", "Terminated: 486"}},
                    {"Proceeding", {"Proceeding: 183", "Terminated: 202", "Terminated: 486"}}}},
                  Method::Notify, true);
}

}  // namespace
}  // namespace handset::sip
