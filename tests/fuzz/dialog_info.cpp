// What a notifier says of somebody's calls: limits, texts of one line, and a lamp that follows from them.
#include "ua/dialog_info.h"

#include <algorithm>

#include "base/utf8.h"
#include "fuzz/property.h"

namespace handset::ua {
namespace {

using fuzz::require;

void check_text(const std::string& text) {
  require(text.size() <= DialogInfo::longest_text && is_valid_utf8(text),
          "a text is UTF-8, and not too long");
  require(std::none_of(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; }),
          "a text has one line");
}

void check(const DialogInfo& info) {
  require(info.dialogs.size() <= DialogInfo::most_dialogs, "there are not too many dialogs");
  check_text(info.entity);
  for (const WatchedDialog& dialog : info.dialogs) {
    require(!dialog.id.empty() && dialog.id.size() <= DialogInfo::longest_text, "a dialog has an id");
    for (const DialogParty* party : {&dialog.local, &dialog.remote}) {
      check_text(party->display);
      check_text(party->uri);
    }
  }
  DialogTable table;
  require(table.lamp() == DialogTable::Lamp::Unknown, "nothing is known before");
  table.take(info);
  require(table.lamp() != DialogTable::Lamp::Unknown, "something is known then");
  require((table.lamp() == DialogTable::Lamp::Idle) == (table.foremost() == nullptr),
          "who is idle has no dialog, and nobody else");
  const auto lamp = table.lamp();
  table.take(info);
  require(table.lamp() == lamp, "the same once more changes nothing");
}

}  // namespace
}  // namespace handset::ua

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  const auto info = ua::DialogInfo::parse(fuzz::text_of(data, size));
  if (info)
    ua::check(*info);
  else
    fuzz::require(!info.error().message.empty(), "an error says what");
  return 0;
}
