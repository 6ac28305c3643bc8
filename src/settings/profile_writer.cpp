#include "base/text.h"
#include "base/xml_escape.h"
#include "settings/profile.h"
#include "settings/snapshot.h"

namespace handset::settings {
namespace {

constexpr std::string_view n_mark = "<n>";

// As the real phones spell tabs and sections in a group: "SIP Timer Values (sec)" -> SIP_Timer_Values__sec_
std::string spelled(std::string_view name) {
  std::string out;
  for (const char c : name) out += is_alnum(c) || c == '-' ? c : '_';
  return out;
}

std::string with_number(std::string text, unsigned number) {
  if (const auto at = text.find(n_mark); at != std::string::npos)
    text.replace(at, n_mark.size(), std::to_string(number));
  return text;
}

// "System/VLAN_Settings", "Ext_3/Dial_Plan", "Phone/Line_Key_2".
std::string group_of(const Row& row, unsigned number) {
  std::string tab(row.tab);
  if (tab == "Ext") tab += " " + std::to_string(number);
  return spelled(tab) + "/" + spelled(with_number(std::string(row.section), number));
}

constexpr std::string_view profile_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<flat-profile>\n";
constexpr std::string_view profile_end = "</flat-profile>\n";

void append_element(std::string& out, std::string_view tag, std::string_view right, std::string_view group,
                    std::string_view value) {
  out += "  <";
  out += tag;
  if (!right.empty()) {
    out += " ua=\"";
    out += right;
    out += '"';
  }
  out += " group=\"";
  append_xml_escaped(out, group);
  out += "\">";
  append_xml_escaped(out, value);
  out += "</";
  out += tag;
  out += ">\n";
}

// What the user account may change always says so; else the factory's right goes without saying.
std::string_view shown_right(const Snapshot& snapshot, Address address) {
  const UserRight right = snapshot.right(address);
  const bool factory = right == factory_right(rows()[address.row]);
  return factory && right != UserRight::ReadWrite ? std::string_view{} : right_name(right);
}

// Rows of pages or sections that exist once per number: all of one number stand before those of the next.
bool is_numbered(const Row& row) {
  return row.tab == "Ext" || row.section.find(n_mark) != std::string_view::npos;
}
bool stand_together(const Row& row, const Row& next) {
  if (!is_numbered(row) || row.tab != next.tab || row.scope != next.scope) return false;
  return row.tab == "Ext" || row.section == next.section;
}

void append_setting(std::string& out, const Snapshot& snapshot, Address address) {
  const Row& row = rows()[address.row];
  if (!row.settable() || row.secret()) return;
  const unsigned number =
      row.scope == Scope::UnitKey ? (address.index - 1U) / keys_per_unit + 1 : address.index;
  append_element(out, tag_of(address), shown_right(snapshot, address), group_of(row, number),
                 snapshot.text(address));
}

}  // namespace

std::string write_profile_changes(const Snapshot& snapshot) {
  std::string out(profile_head);
  for (const Address address : differences(Snapshot(), snapshot)) append_setting(out, snapshot, address);
  return out += profile_end;
}

std::string write_profile(const Snapshot& snapshot, std::span<const StatusValue> status) {
  std::string out(profile_head);
  for (const StatusValue& value : status)
    append_element(out, value.tag, {}, "Info/" + spelled(value.group), value.value);
  for (RowId first = 0; first < rows().size();) {
    RowId end = first + 1;
    while (end < rows().size() && stand_together(rows()[first], rows()[end])) ++end;
    for (unsigned i = 1; i <= rows()[first].instances(); ++i) {
      const auto index = static_cast<std::uint8_t>(rows()[first].scope == Scope::Phone ? 0 : i);
      for (RowId id = first; id < end; ++id) append_setting(out, snapshot, {id, index});
    }
    first = end;
  }
  return out += profile_end;
}

}  // namespace handset::settings
