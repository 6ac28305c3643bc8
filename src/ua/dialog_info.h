// What a notifier says of the calls of somebody: application/dialog-info+xml (RFC 4235), read, and put
// together from full and partial documents into what a lamp shows. Values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml_document.h"

namespace handset::ua {

// One end of a call that is watched.
struct DialogParty {
  std::string display;  // empty: no name was said
  std::string uri;      // of its identity; empty: none was said
  bool renders =
      true;  // not: it plays nothing to its user, who holds the call (+sip.rendering, RFC 4235 5.2)

  friend bool operator==(const DialogParty&, const DialogParty&) = default;
};

struct WatchedDialog {
  enum class State : std::uint8_t { Trying, Proceeding, Early, Confirmed, Terminated };
  // Which part the one that is watched has in it.
  enum class Direction : std::uint8_t { Unknown, Initiator, Recipient };

  std::string id;
  State state = State::Trying;
  Direction direction = Direction::Unknown;
  DialogParty local;
  DialogParty remote;

  friend bool operator==(const WatchedDialog&, const WatchedDialog&) = default;
};

struct DialogInfo {
  static constexpr std::size_t most_dialogs = 64;
  static constexpr std::size_t longest_text = 256;  // of names, URIs and ids

  std::uint32_t version = 0;
  bool full = true;
  std::string entity;  // who is watched
  std::vector<WatchedDialog> dialogs;

  // Names are cut where they are too long; URIs that are, are left out. Errors: what Document::parse() finds,
  // another root, a version or a state that is none, a dialog without an id, more dialogs than most_dialogs.
  static DocumentResult<DialogInfo> parse(std::string_view body);

  friend bool operator==(const DialogInfo&, const DialogInfo&) = default;
};

// The calls of one who is watched, as the documents of one subscription have told.
class DialogTable {
 public:
  enum class Lamp : std::uint8_t {
    Unknown,  // nothing was told yet
    Idle,
    Ringing,  // somebody calls
    Busy,     // calls, or talks
    Held,     // holds all its calls
  };

  // NOTIFYs come in their order, by their CSeq, so a full document counts whatever its version. False: a
  // part is missing, and a refresh is to ask for all (RFC 4235 4.3).
  bool take(const DialogInfo& info);
  // Nothing was told: a new subscription begins.
  void clear();

  [[nodiscard]] Lamp lamp() const;
  // Whose state the lamp shows: the first one that rings, else that talks, else that is held. Null: none.
  [[nodiscard]] const WatchedDialog* foremost() const;
  [[nodiscard]] const std::vector<WatchedDialog>& dialogs() const { return dialogs_; }

 private:
  void put(const WatchedDialog& dialog);

  std::optional<std::uint32_t> version_;
  std::vector<WatchedDialog> dialogs_;
};

}  // namespace handset::ua
