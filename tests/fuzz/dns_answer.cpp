// What a name server answered: limits, names that are names, and records that written anew are read the same.
#include "io/dns_answer.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "fuzz/property.h"
#include "unit/io/dns_maker.h"

namespace handset::io {
namespace {

using fuzz::require;
using testing::DnsMaker;
using testing::DnsType;

void check_name(std::string_view name) {
  if (name == ".") return;
  require(!name.empty() && name.size() <= 253, "a name is no longer than it may be");
  require(std::all_of(name.begin(), name.end(),
                      [](char c) { return is_alnum(c) || c == '-' || c == '_' || c == '.'; }),
          "a name has letters of names alone");
  while (!name.empty()) {
    const Split split = split_once(name, '.');
    require(!split.before.empty() && split.before.size() <= 63, "a label is no longer than it may be");
    require(!split.found || !split.after.empty(), "a name does not end in a dot");
    name = split.after;
  }
}

void check(const SrvRecord& record) {
  check_name(record.target);
}

void check(const NaptrRecord& record) {
  check_name(record.replacement);
  for (const std::string* text : {&record.flags, &record.service, &record.regexp})
    require(text->size() <= 255, "a string is no longer than it may be");
}

template <class Record>
void check_answer(std::string_view bytes, DnsType type, Result<RecordSet<Record>> (*read)(std::string_view)) {
  const auto answer = read(bytes);
  if (!answer) {
    require(answer.error().at <= bytes.size() && !answer.error().what.empty(),
            "an error says what and where");
    return;
  }
  require(!answer->records.empty() && answer->records.size() <= 256, "there are records, and not too many");
  require(answer->ttl >= Duration{} && answer->ttl <= seconds(INT32_MAX), "the time to live is in its range");
  DnsMaker again("example.org", type);
  for (const Record& record : answer->records) {
    check(record);
    again.add("example.org", type, static_cast<std::uint32_t>(answer->ttl / seconds(1)),
              testing::dns_data(record));
  }
  const auto read_again = read(again.bytes());
  require(read_again && *read_again == *answer, "records that are written anew are read the same");
}

}  // namespace
}  // namespace handset::io

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset::io;
  const auto bytes = handset::fuzz::text_of(data, size);
  check_answer(bytes, DnsType::Srv, &read_srv_answer);
  check_answer(bytes, DnsType::Naptr, &read_naptr_answer);
  return 0;
}
