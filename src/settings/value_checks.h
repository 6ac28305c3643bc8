// The checks behind value_types.h, one per kind of text. Each takes a value without blanks around it that is
// not empty, and gives the fault or nothing. Internal to src/settings.
#pragma once

#include <string_view>

#include "settings/script_scan.h"

namespace handset::settings {

// network_values.cpp
[[nodiscard]] Fault check_host(std::string_view value);
[[nodiscard]] Fault check_host_port(std::string_view value);
[[nodiscard]] Fault check_ip(std::string_view value);
[[nodiscard]] Fault check_ipv4(std::string_view value);
[[nodiscard]] Fault check_netmask(std::string_view value);
[[nodiscard]] Fault check_group(std::string_view value);
[[nodiscard]] Fault check_user_host(std::string_view value);
[[nodiscard]] Fault check_proxy(std::string_view value);
[[nodiscard]] Fault check_keep_alive_dest(std::string_view value);
[[nodiscard]] Fault check_networks(std::string_view value);
[[nodiscard]] Fault check_url(std::string_view value);
// Macros: $NAME, $(NAME), $(NAME:p:q), $$.
[[nodiscard]] Fault check_macros(std::string_view value);

// rule_values.cpp
[[nodiscard]] Fault check_rule(std::string_view value);
[[nodiscard]] Fault check_condition(std::string_view value);

// dial_values.cpp
[[nodiscard]] Fault check_dial_plan(std::string_view value);
[[nodiscard]] Fault check_dial_map(std::string_view value);
[[nodiscard]] Fault check_star_code(std::string_view value);
[[nodiscard]] Fault check_star_codes(std::string_view value);
[[nodiscard]] Fault check_announcements(std::string_view value);

// sound_values.cpp
[[nodiscard]] Fault check_tone(std::string_view value);
[[nodiscard]] Fault check_cadence(std::string_view value);
[[nodiscard]] Fault check_ring(std::string_view value);

// key_values.cpp
[[nodiscard]] Fault check_led(std::string_view value);
[[nodiscard]] Fault check_key_list(std::string_view value);
[[nodiscard]] Fault check_function(std::string_view value);
[[nodiscard]] Fault check_paging(std::string_view value);

// time_values.cpp
[[nodiscard]] Fault check_day_time(std::string_view value);
[[nodiscard]] Fault check_date(std::string_view value);
[[nodiscard]] Fault check_time(std::string_view value);
[[nodiscard]] Fault check_time_offset(std::string_view value);
[[nodiscard]] Fault check_daylight_rule(std::string_view value);

}  // namespace handset::settings
