// The Info tab: what the phone says of itself, section by section as the table of settings has them, each
// value as text. Plain values, so a page, the API and the export show the same. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "phone/macros.h"
#include "phone/model.h"
#include "settings/snapshot.h"
#include "ua/sip_door.h"

namespace handset::phone {

struct RegistrationWords {
  std::string state;    // "Registered", "Not Registered", "Registration Failed", as the reference has them
  std::string last_at;  // local date and time; empty: never
  std::string next_in;  // seconds; empty: none is due
  std::string mapped_port{};  // of the public address that it names; empty: it names its own
};

// What the sections are filled from. What is empty or nothing is shown blank.
struct StatusValues {
  const Model* model = &default_model();
  PhoneIdentity identity;
  std::string external_ip{};  // the public address
  std::string host_name;
  std::string domain;
  std::string current_time;                 // local date and time
  Duration elapsed{};                       // since the phone was started
  const ua::SipTraffic* traffic = nullptr;  // of the shard
  std::vector<bool> lines_in_use;           // by extension, from the first
  std::vector<bool> messages_waiting;
  std::vector<RegistrationWords> registrations;  // by extension, too
};

struct StatusRow {
  std::string_view tag;  // as in the table
  std::string_view label;
  std::string value;

  friend bool operator==(const StatusRow&, const StatusRow&) = default;
};

struct StatusSection {
  std::string name;  // "Ext 1 Status"
  std::vector<StatusRow> rows;

  friend bool operator==(const StatusSection&, const StatusSection&) = default;
};

// Every status row of the table, in its order; as many extensions and line keys as the model has, two calls
// on each. Rows that nothing fills stay in, blank.
[[nodiscard]] std::vector<StatusSection> status_sections(const StatusValues& values);

}  // namespace handset::phone
