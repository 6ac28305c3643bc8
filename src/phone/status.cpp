#include "phone/status.h"

#include <algorithm>
#include <array>

#include "phone/date_text.h"

namespace handset::phone {
namespace {

// Which extension or line key a section is about, and which of its calls; 0: none.
struct Place {
  unsigned number = 0;
  unsigned call = 0;
};

constexpr unsigned calls_per_line = 2;

using Reader = std::string (*)(const StatusValues&, Place);
struct Filled {
  std::string_view tag;
  Reader read;
};

std::string traffic(const StatusValues& values, Counter ua::SipTraffic::* figure) {
  return values.traffic == nullptr ? std::string() : std::to_string(values.traffic->*figure);
}

std::string call_state(const StatusValues& values, Place place) {
  const bool used = place.number <= values.lines_in_use.size() && values.lines_in_use[place.number - 1];
  return used ? "Idle" : std::string();
}

std::string message_waiting(const StatusValues& values, Place place) {
  if (place.number > values.messages_waiting.size()) return {};
  return values.messages_waiting[place.number - 1] ? "Yes" : "No";
}

std::string registration(const StatusValues& values, Place place, std::string RegistrationWords::* word) {
  if (place.number > values.registrations.size()) return {};
  return values.registrations[place.number - 1].*word;
}

constexpr std::array filled{
    Filled{"Current_IP", [](const StatusValues& v, Place) { return v.identity.ip; }},
    Filled{"Host_Name", [](const StatusValues& v, Place) { return v.host_name; }},
    Filled{"Domain", [](const StatusValues& v, Place) { return v.domain; }},
    Filled{"Product_Name", [](const StatusValues& v, Place) { return v.identity.model; }},
    Filled{"Serial_Number", [](const StatusValues& v, Place) { return v.identity.serial; }},
    Filled{"Software_Version", [](const StatusValues& v, Place) { return v.identity.version; }},
    Filled{"Hardware_Version", [](const StatusValues& v, Place) { return v.identity.hardware; }},
    Filled{"MAC_Address", [](const StatusValues& v, Place) { return v.identity.mac; }},
    Filled{"External_IP", [](const StatusValues& v, Place) { return v.external_ip; }},
    Filled{"Current_Time", [](const StatusValues& v, Place) { return v.current_time; }},
    Filled{"Elapsed_Time", [](const StatusValues& v, Place) { return span_text(v.elapsed); }},
    Filled{"SIP_Messages_Sent",
           [](const StatusValues& v, Place) { return traffic(v, &ua::SipTraffic::messages_sent); }},
    Filled{"SIP_Bytes_Sent",
           [](const StatusValues& v, Place) { return traffic(v, &ua::SipTraffic::bytes_sent); }},
    Filled{"SIP_Messages_Recv",
           [](const StatusValues& v, Place) { return traffic(v, &ua::SipTraffic::messages_received); }},
    Filled{"SIP_Bytes_Recv",
           [](const StatusValues& v, Place) { return traffic(v, &ua::SipTraffic::bytes_received); }},
    Filled{"Call_State", call_state},
    Filled{"Registration_State",
           [](const StatusValues& v, Place p) { return registration(v, p, &RegistrationWords::state); }},
    Filled{"Last_Registration_At",
           [](const StatusValues& v, Place p) { return registration(v, p, &RegistrationWords::last_at); }},
    Filled{"Next_Registration_In",
           [](const StatusValues& v, Place p) { return registration(v, p, &RegistrationWords::next_in); }},
    Filled{"Message_Waiting", message_waiting},
    Filled{"Mapped_SIP_Port", [](const StatusValues& v,
                                 Place p) { return registration(v, p, &RegistrationWords::mapped_port); }},
};

std::string value_of(std::string_view tag, const StatusValues& values, Place place) {
  const auto found =
      std::find_if(filled.begin(), filled.end(), [tag](const Filled& each) { return each.tag == tag; });
  return found == filled.end() ? std::string() : found->read(values, place);
}

std::string section_name(std::string_view name, Place place) {
  std::string out(name);
  for (const auto& [mark, number] : {std::pair{"<n>", place.number}, std::pair{"<k>", place.call}})
    if (const auto at = out.find(mark); at != std::string::npos) out.replace(at, 3, std::to_string(number));
  return out;
}

// The rows are those of one section of the table.
StatusSection make_section(std::span<const settings::Row> rows, const StatusValues& values, Place place) {
  StatusSection section{section_name(rows.front().section, place), {}};
  for (const settings::Row& row : rows)
    section.rows.push_back({row.tag, row.label, value_of(row.tag, values, place)});
  return section;
}

}  // namespace

std::vector<StatusSection> status_sections(const StatusValues& values) {
  std::vector<settings::Row> rows;
  for (const settings::Row& row : settings::rows())
    if (row.tab == "Info") rows.push_back(row);
  std::vector<StatusSection> sections;
  for (auto begin = rows.begin(); begin != rows.end();) {
    const auto end = std::find_if(begin, rows.end(),
                                  [&](const settings::Row& row) { return row.section != begin->section; });
    const std::span<const settings::Row> group(begin, end);
    const bool numbered = begin->scope != settings::Scope::Phone;
    const unsigned calls = begin->section.find("<k>") != std::string_view::npos ? calls_per_line : 1;
    for (unsigned number = 1; number <= (numbered ? values.model->lines : 1); ++number)
      for (unsigned call = 1; call <= calls; ++call)
        sections.push_back(make_section(group, values, numbered ? Place{number, call} : Place{}));
    begin = end;
  }
  return sections;
}

}  // namespace handset::phone
