// Tones, cadences and rings.
#include "settings/value_checks.h"

namespace handset::settings {
namespace {

constexpr std::size_t most_frequencies = 6;
constexpr std::uint64_t highest_frequency = 4000;  // half the sampling rate of narrowband speech
constexpr std::uint64_t built_in_waveforms = 6;
constexpr std::uint64_t cadences = 9;

// Seconds, or * for ever.
bool take_length(ScriptScan& scan) {
  return scan.take('*') || scan.take_decimal();
}

// on/off
Fault take_on_off(ScriptScan& scan) {
  if (!take_length(scan)) return scan.wrong("the time on is missing");
  if (!scan.take('/')) return scan.wrong("a / stands between the times on and off");
  if (!take_length(scan)) return scan.wrong("the time off is missing");
  return {};
}

// 350@-19,440@-19
Fault take_frequencies(ScriptScan& scan, std::size_t& count) {
  do {
    const auto frequency = parse_decimal(scan.take_digits(), highest_frequency);
    if (!frequency || *frequency == 0) return scan.wrong("a frequency is a number of hertz from 1 to 4000");
    if (!scan.take('@')) return scan.wrong("an @ stands between frequency and level");
    scan.take('-');
    if (!scan.take_decimal()) return scan.wrong("the level in dBm is missing");
    if (++count > most_frequencies) return scan.wrong("a tone has six frequencies at most");
  } while (scan.take(','));
  return {};
}

// 0 for silence, or indices of frequencies: 1+2
Fault take_which(ScriptScan& scan, std::size_t frequencies) {
  if (!scan.take('/')) return scan.wrong("a / stands before the frequencies to play");
  do {
    if (!parse_decimal(scan.take_digits(), frequencies))
      return scan.wrong("frequencies are named by their place in the script, 0 for silence");
  } while (scan.take('+'));
  return {};
}

// length(segment,segment), the segments of a tone with the frequencies to play.
Fault take_section(ScriptScan& scan, std::size_t frequencies) {
  if (!take_length(scan)) return scan.wrong("the length of a section is missing");
  if (!scan.take('(')) return scan.wrong("the segments of a section stand in parentheses");
  do {
    if (Fault fault = take_on_off(scan)) return fault;
    if (frequencies > 0)
      if (Fault fault = take_which(scan, frequencies)) return fault;
  } while (scan.take(','));
  return scan.take(')') ? Fault{} : scan.wrong("the section's closing parenthesis is missing");
}

Fault take_sections(ScriptScan& scan, std::size_t frequencies) {
  do {
    if (Fault fault = take_section(scan, frequencies)) return fault;
  } while (scan.take(';') && !scan.done());
  return scan.done() ? Fault{} : scan.wrong("a ; stands between sections");
}

Fault check_ring_field(ScriptScan& scan, char key, std::string_view field) {
  const bool number = !field.empty() && field.find_first_not_of("0123456789") == std::string_view::npos;
  if (field.empty()) return scan.wrong("nothing stands behind the =");
  if (key == 'w' && number && parse_decimal(field, built_in_waveforms).value_or(0) == 0)
    return scan.wrong("waveforms count from 1 to 6");
  if (key == 'c' && (!number || parse_decimal(field, cadences).value_or(0) == 0))
    return scan.wrong("cadences count from 1 to 9");
  return {};
}

}  // namespace

Fault check_tone(std::string_view value) {
  ScriptScan scan(value);
  std::size_t frequencies = 0;
  if (Fault fault = take_frequencies(scan, frequencies)) return fault;
  if (!scan.take(';')) return scan.wrong("a ; stands between frequencies and sections");
  return take_sections(scan, frequencies);
}

Fault check_cadence(std::string_view value) {
  ScriptScan scan(value);
  return take_sections(scan, 0);
}

Fault check_ring(std::string_view value) {
  ScriptScan scan(value);
  while (!scan.done()) {
    const char key = scan.peek();
    if (key != 'n' && key != 'w' && key != 'c')
      return scan.wrong("a ring has n= (name), w= (waveform) and c= (cadence)");
    scan.take(key);
    if (!scan.take('=')) return scan.wrong("an = follows n, w and c");
    const std::string_view field = scan.take_while([](char c) { return c != ';'; });
    if (Fault fault = check_ring_field(scan, key, field)) return fault;
    scan.take(';');
    scan.skip_space();
  }
  return {};
}

}  // namespace handset::settings
