#include "lab/dns_reply.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include "base/text.h"

namespace handset::lab {
namespace {

constexpr std::uint16_t internet = 1;
constexpr std::uint16_t room_without_edns = 512;
constexpr std::uint16_t room_of_ours = 1232;

constexpr std::uint16_t is_answer = 0x8000;
constexpr std::uint16_t is_authoritative = 0x0400;
constexpr std::uint16_t is_cut_short = 0x0200;
constexpr unsigned lower_code_bits = 4;

// The name of the question, where it stands: RFC 1035 4.1.4. Those inside of SRV and NAPTR stay whole (RFC
// 3597 4).
constexpr std::string_view name_of_question("\xc0\x0c", 2);

void put_u16(std::string& out, std::uint64_t value) {
  out += static_cast<char>(value >> 8U & 0xffU);
  out += static_cast<char>(value & 0xffU);
}

void put_u32(std::string& out, std::uint32_t value) {
  put_u16(out, value >> 16U);
  put_u16(out, value);
}

void put_string(std::string& out, std::string_view text) {
  out += static_cast<char>(text.size());
  out += text;
}

void put_name(std::string& out, std::string_view name) {
  while (!name.empty() && name != ".") {
    const Split split = split_once(name, '.');
    put_string(out, split.before);
    name = split.after;
  }
  out += '\0';
}

struct DataWriter {
  std::string& out;

  void operator()(const IpAddress& address) const {
    constexpr std::size_t v4_size = 4;
    const auto& bytes = address.bytes();
    for (std::size_t i = 0; i < (address.is_v4() ? v4_size : bytes.size()); ++i)
      out += static_cast<char>(bytes[i]);
  }
  void operator()(const Alias& alias) const { put_name(out, alias.target); }
  void operator()(const SrvRecord& srv) const {
    put_u16(out, srv.priority);
    put_u16(out, srv.weight);
    put_u16(out, srv.port);
    put_name(out, srv.target);
  }
  void operator()(const NaptrRecord& naptr) const {
    put_u16(out, naptr.order);
    put_u16(out, naptr.preference);
    put_string(out, naptr.flags);
    put_string(out, naptr.service);
    put_string(out, naptr.regexp);
    put_name(out, naptr.replacement);
  }
};

void put_record(std::string& out, const DnsQuery& query, const ZoneRecord& record) {
  if (record.owner == query.name)
    out += name_of_question;
  else
    put_name(out, record.owner);
  put_u16(out, static_cast<std::uint16_t>(record.type()));
  put_u16(out, internet);
  put_u32(out, record.ttl);
  std::string data;
  std::visit(DataWriter{data}, record.data);
  put_u16(out, data.size());
  out += data;
}

// RFC 1035 3.3.13, of the root, which is all ours. Nobody is to copy the zone, and so the times say nothing.
void put_start_of_authority(std::string& out, std::uint32_t serial) {
  constexpr std::uint32_t refresh = 3600;
  constexpr std::uint32_t retry = 600;
  constexpr std::uint32_t expire = 86400;
  put_name(out, ".");
  put_u16(out, static_cast<std::uint16_t>(DnsType::Soa));
  put_u16(out, internet);
  put_u32(out, negative_ttl);
  std::string data;
  put_name(data, "lab.invalid");  // RFC 6761 6.4: nobody is ever called that
  put_name(data, "nobody.invalid");
  for (const std::uint32_t number : {serial, refresh, retry, expire, negative_ttl}) put_u32(data, number);
  put_u16(out, data.size());
  out += data;
}

void put_opt(std::string& out, DnsRcode code) {
  put_name(out, ".");
  put_u16(out, static_cast<std::uint16_t>(DnsType::Opt));
  put_u16(out, room_of_ours);
  put_u32(out, static_cast<std::uint32_t>(code) >> lower_code_bits << 24U);
  put_u16(out, 0);
}

// Whether the question finds nothing, be it behind an alias (RFC 2308 2.1, 2.2).
bool is_negative(const DnsQuery& query, const DnsReply& reply) {
  if (reply.cut_short) return false;
  if (reply.code != DnsRcode::NoError) return reply.code == DnsRcode::NxDomain;
  return reply.records.empty() || (reply.records.back()->type() == DnsType::Cname &&
                                   query.type != static_cast<std::uint16_t>(DnsType::Cname) &&
                                   query.type != static_cast<std::uint16_t>(DnsType::Any));
}

}  // namespace

std::size_t room_for_datagram(const DnsQuery& query) {
  return std::clamp(query.room.value_or(room_without_edns), room_without_edns, room_of_ours);
}

std::string write_dns_reply(const DnsQuery& query, const DnsReply& reply, std::size_t room) {
  const bool knows = reply.code == DnsRcode::NoError || reply.code == DnsRcode::NxDomain;
  const bool has_nothing = is_negative(query, reply);
  const bool asks_for_authority = query.name == "." && query.type == static_cast<std::uint16_t>(DnsType::Soa);
  const std::size_t records = reply.cut_short ? 0 : reply.records.size();

  std::string out;
  put_u16(out, query.id);
  put_u16(out, is_answer | query.flags | (knows ? is_authoritative : 0U) |
                   (reply.cut_short ? is_cut_short : 0U) | (static_cast<unsigned>(reply.code) & 0xfU));
  put_u16(out, query.question.empty() ? 0 : 1);
  put_u16(out, records + (has_nothing && asks_for_authority ? 1 : 0));
  put_u16(out, has_nothing && !asks_for_authority ? 1 : 0);
  put_u16(out, query.room ? 1 : 0);
  out += query.question;
  for (std::size_t i = 0; i < records && out.size() <= room; ++i) put_record(out, query, *reply.records[i]);
  if (has_nothing) put_start_of_authority(out, reply.serial);
  if (query.room) put_opt(out, reply.code);
  if (out.size() <= room || reply.cut_short) return out;
  DnsReply shorter = reply;
  shorter.cut_short = true;
  return write_dns_reply(query, shorter, room);
}

}  // namespace handset::lab
