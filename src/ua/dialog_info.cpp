#include "ua/dialog_info.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/text.h"
#include "ua/document_text.h"

namespace handset::ua {
namespace {

using State = WatchedDialog::State;
using Direction = WatchedDialog::Direction;
using Lamp = DialogTable::Lamp;

constexpr DocumentLimits limits{
    .bytes = std::size_t{64} * 1024, .depth = 16, .nodes = 4096, .attributes = 2048};

constexpr std::array<std::pair<std::string_view, State>, 5> states{{{"trying", State::Trying},
                                                                    {"proceeding", State::Proceeding},
                                                                    {"early", State::Early},
                                                                    {"confirmed", State::Confirmed},
                                                                    {"terminated", State::Terminated}}};

Element child(const Element& parent, std::string_view name) {
  for (const Element one : parent)
    if (local_name(one) == name) return one;
  return {};
}

tl::unexpected<DocumentError> wrong(const Document& document, const Element& at, std::string message) {
  return tl::unexpected(
      DocumentError{DocumentError::Kind::Broken, document.place_of(at), std::move(message)});
}

std::string uri_of(std::string_view text) {
  std::string out = line_of(text);
  return out.size() <= DialogInfo::longest_text ? out : std::string();
}

bool renders(const Element& target) {
  for (const Element param : target) {
    if (local_name(param) != "param") continue;
    const auto name = param.attribute("pname");
    const auto value = param.attribute("pval");
    if (name && value && equal_ignoring_case(*name, "+sip.rendering") && equal_ignoring_case(*value, "no"))
      return false;
  }
  return true;
}

DialogParty party_of(const Element& element) {
  DialogParty party;
  const Element identity = child(element, "identity");
  const Element target = child(element, "target");
  if (identity) {
    party.uri = uri_of(identity.text());
    party.display = name_of(identity.attribute("display").value_or(""), DialogInfo::longest_text);
  }
  if (!target) return party;
  if (party.uri.empty()) party.uri = uri_of(target.attribute("uri").value_or(""));
  party.renders = renders(target);
  return party;
}

DocumentResult<WatchedDialog> read_dialog(const Document& document, const Element& element) {
  WatchedDialog dialog;
  dialog.id = element.attribute("id").value_or("");
  if (dialog.id.empty()) return wrong(document, element, "a dialog has no id");
  if (dialog.id.size() > DialogInfo::longest_text)
    return wrong(document, element, "the id of a dialog is too long");
  const Element state = child(element, "state");
  if (!state) return wrong(document, element, "a dialog has no state");
  const std::string word = line_of(state.text());
  const auto known = std::find_if(states.begin(), states.end(),
                                  [&](const auto& one) { return equal_ignoring_case(one.first, word); });
  if (known == states.end()) return wrong(document, state, "the state of a dialog is none");
  dialog.state = known->second;
  const auto direction = element.attribute("direction").value_or("");
  if (direction == "initiator") dialog.direction = Direction::Initiator;
  if (direction == "recipient") dialog.direction = Direction::Recipient;
  if (const Element local = child(element, "local")) dialog.local = party_of(local);
  if (const Element remote = child(element, "remote")) dialog.remote = party_of(remote);
  return dialog;
}

// Which of the calls of somebody a lamp shows: the highest.
unsigned weight(const WatchedDialog& dialog) {
  switch (dialog.state) {
    case State::Early:
      return dialog.direction == Direction::Initiator ? 2 : 3;
    case State::Trying:
    case State::Proceeding:
      return 2;
    case State::Confirmed:
      return dialog.local.renders ? 2 : 1;
    case State::Terminated:
      break;
  }
  return 0;
}

}  // namespace

DocumentResult<DialogInfo> DialogInfo::parse(std::string_view body) {
  const auto document = Document::parse(body, {}, limits);
  if (!document) return tl::unexpected(document.error());
  const Element root = document->root();
  if (local_name(root) != "dialog-info") return wrong(*document, root, "it is no dialog-info");
  DialogInfo info;
  const auto version =
      parse_decimal(trim(root.attribute("version").value_or("")), std::numeric_limits<std::uint32_t>::max());
  if (!version) return wrong(*document, root, "version is no number");
  info.version = static_cast<std::uint32_t>(*version);
  const auto state = root.attribute("state").value_or("full");
  info.full = state == "full";
  if (!info.full && state != "partial") return wrong(*document, root, "state is full or partial");
  info.entity = uri_of(root.attribute("entity").value_or(""));
  for (const Element one : root) {
    if (local_name(one) != "dialog") continue;
    if (info.dialogs.size() == most_dialogs) return wrong(*document, one, "there are too many dialogs");
    auto dialog = read_dialog(*document, one);
    if (!dialog) return tl::unexpected(dialog.error());
    info.dialogs.push_back(std::move(*dialog));
  }
  return info;
}

bool DialogTable::take(const DialogInfo& info) {
  const auto before = std::exchange(version_, info.version);
  if (info.full) {
    dialogs_.clear();
    for (const WatchedDialog& dialog : info.dialogs) put(dialog);
    return true;
  }
  // What is older than what is known says nothing new.
  if (before && info.version <= *before) {
    version_ = before;
    return true;
  }
  for (const WatchedDialog& dialog : info.dialogs) put(dialog);
  return before && info.version == *before + 1;
}

// The last of those with one id counts.
void DialogTable::put(const WatchedDialog& dialog) {
  const auto same = std::find_if(dialogs_.begin(), dialogs_.end(),
                                 [&](const WatchedDialog& one) { return one.id == dialog.id; });
  if (dialog.state == State::Terminated) {
    if (same != dialogs_.end()) dialogs_.erase(same);
  } else if (same != dialogs_.end()) {
    *same = dialog;
  } else if (dialogs_.size() < DialogInfo::most_dialogs) {
    dialogs_.push_back(dialog);
  }
}

void DialogTable::clear() {
  version_.reset();
  dialogs_.clear();
}

const WatchedDialog* DialogTable::foremost() const {
  const auto found =
      std::max_element(dialogs_.begin(), dialogs_.end(),
                       [](const WatchedDialog& a, const WatchedDialog& b) { return weight(a) < weight(b); });
  return found == dialogs_.end() ? nullptr : &*found;
}

Lamp DialogTable::lamp() const {
  if (!version_) return Lamp::Unknown;
  const WatchedDialog* dialog = foremost();
  if (dialog == nullptr) return Lamp::Idle;
  constexpr std::array lamps{Lamp::Idle, Lamp::Held, Lamp::Busy, Lamp::Ringing};
  return lamps.at(weight(*dialog));
}

}  // namespace handset::ua
