// What the lab's name server is asked, and its records in text: limits, answers that fit and that the phone's
// own reader can read, and records that written anew are the same.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "fuzz/property.h"
#include "io/dns_answer.h"
#include "lab/dns_query.h"
#include "lab/dns_reply.h"
#include "lab/dns_zone.h"

namespace handset::lab {
namespace {

using fuzz::require;

const DnsZone& zone() {
  static const DnsZone zone = [] {
    std::vector<std::string> lines{"_sip._udp.example.test SRV 10 60 5060 pbx1.example.test",
                                   "pbx1.example.test A 192.0.2.1",
                                   "pbx1.example.test AAAA 2001:db8::1",
                                   "example.test NAPTR 50 10 S SIP+D2U \"\" _sip._udp.example.test",
                                   "alias.test CNAME pbx1.example.test",
                                   "round.test CNAME round.test"};
    for (int i = 0; i < 40; ++i)
      lines.push_back("many.test SRV 1 0 " + std::to_string(i) + " host.example.test");
    return DnsZone::parse(lines).value();
  }();
  return zone;
}

void check_answer(const DnsQuery& query, const DnsReply& reply, std::size_t room, std::string_view asked) {
  const std::string answer = write_dns_reply(query, reply, room);
  require(answer.size() <= std::max(room, std::size_t{512}), "an answer fits");
  require(answer.substr(0, 2) == asked.substr(0, 2), "an answer has the id of its question");
  require(!read_dns_query(answer), "an answer gets no answer");
  require(query.question.empty() || answer.substr(12).starts_with(query.question),
          "a question comes back as it was");
  const bool of_internet = query.question.ends_with(std::string_view("\0\1", 2));
  if (query.name.empty() || !of_internet) return;
  const auto read = query.type == 33 ? io::read_srv_answer(answer).map([](const auto&) {})
                                     : io::read_naptr_answer(answer).map([](const auto&) {});
  if (query.type == 33 || query.type == 35)
    require(read || read.error().code != Errc::Malformed, "the phone can read it");
}

void check_query(std::string_view bytes) {
  const auto query = read_dns_query(bytes);
  if (!query) return;
  require(query->name.size() <= 253, "a name is no longer than it may be");
  require(
      query->question.empty() == (query->refusal == DnsRcode::FormErr || query->refusal == DnsRcode::NotImp),
      "a question is there unless it cannot be read");
  DnsReply reply;
  reply.code = query->refusal;
  if (reply.code == DnsRcode::NoError) {
    const DnsFinding found = zone().find(query->name, query->type);
    require(found.records.size() <= 50, "aliases in a circle end");
    reply.records = found.records;
    if (!found.exists) reply.code = DnsRcode::NxDomain;
  }
  check_answer(*query, reply, room_for_datagram(*query), bytes);
  check_answer(*query, reply, room_on_stream, bytes);
}

void check_record(const std::string& line) {
  const auto record = ZoneRecord::parse(line);
  if (!record) {
    require(record.error().at <= line.size() && !record.error().what.empty(), "an error says what and where");
    return;
  }
  const auto again = ZoneRecord::parse(record->text());
  require(again && *again == *record, "a record that is written anew is read the same");
  const auto alone = DnsZone::parse(std::array{line});
  require(alone && alone->find(record->owner, static_cast<std::uint16_t>(record->type())).records.size() == 1,
          "a record is found under its name");
}

}  // namespace
}  // namespace handset::lab

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = handset::fuzz::text_of(data, size);
  handset::lab::check_query(bytes);
  handset::lab::check_record(std::string(bytes));
  return 0;
}
