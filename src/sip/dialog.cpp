#include "sip/dialog.h"

#include "sip/header_values.h"
#include "sip/name_addr.h"
#include "sip/uri.h"

namespace handset::sip {
namespace {

bool usable(const NameAddr& address, std::size_t longest) {
  return !address.star && address.uri_text.size() <= longest &&
         address.text.find_first_of("\r\n") == std::string_view::npos;
}

// The URI of the only Contact; empty: there is no sound one.
std::string_view target_of(const Message& message) {
  if (message.count(Field::Contact) != 1) return {};
  const auto contact = NameAddr::parse(message.value(Field::Contact));
  if (!contact || contact->more || !usable(*contact, Dialog::longest_uri)) return {};
  const auto uri = contact->uri();
  return uri && uri->is_sip() && !uri->host.empty() ? contact->uri_text : std::string_view{};
}

}  // namespace

Result<Dialog> Dialog::accepted(const Message& request, std::string_view local_tag) {
  const auto& from = request.from();
  const auto& to = request.to();
  if (!from || !to || from->tag.empty()) return fail(Errc::Malformed, "From has no tag");
  if (!usable(*from, longest_uri) || !usable(*to, longest_uri))
    return fail(Errc::TooLarge, "From or To is too long, or folded");
  const std::string_view target = target_of(request);
  if (target.empty()) return fail(Errc::Malformed, "Contact is no SIP URI");
  Dialog dialog;
  if (const auto routes = dialog.take_routes(request); !routes) return tl::unexpected(routes.error());
  dialog.call_id_ = request.value(Field::CallId);
  dialog.local_tag_ = local_tag;
  dialog.remote_tag_ = from->tag;
  dialog.local_uri_ = to->uri_text;
  dialog.remote_uri_ = from->uri_text;
  dialog.remote_target_ = target;
  if (const auto cseq = CSeq::parse(request.value(Field::CSeq))) dialog.remote_cseq_ = cseq->number;
  return dialog;
}

// In their order: who is asked keeps the set as it came (12.1.1).
Result<void> Dialog::take_routes(const Message& request) {
  for (const auto* line = request.find(Field::RecordRoute); line != nullptr; line = request.next(*line)) {
    std::string_view rest = line->value;
    for (bool more = true; more;) {
      const auto one = NameAddr::parse(rest);
      const auto uri = one ? one->uri() : tl::unexpected(one.error());
      if (!uri || !uri->is_sip() || uri->host.empty())
        return fail(Errc::Malformed, "Record-Route is no list of SIP URIs");
      if (!usable(*one, longest_uri) || one->text.size() > longest_uri || routes_.size() == most_routes)
        return fail(Errc::TooLarge, "Record-Route is too long, or folded");
      routes_.push_back(
          {std::string(one->text), std::string(one->uri_text), uri->parameter("lr").has_value()});
      rest = one->rest;
      more = one->more;
    }
  }
  return {};
}

bool Dialog::owns(const Message& request) const {
  const auto& from = request.from();
  const auto& to = request.to();
  return from && to && request.value(Field::CallId) == call_id_ && to->tag == local_tag_ &&
         from->tag == remote_tag_;
}

Dialog::Order Dialog::take_cseq(std::uint32_t number) {
  if (remote_cseq_ && number == *remote_cseq_) return Order::Same;
  if (remote_cseq_ && number < *remote_cseq_) return Order::Older;
  remote_cseq_ = number;
  return Order::Newer;
}

void Dialog::refresh_target(const Message& message) {
  if (const auto target = target_of(message); !target.empty()) remote_target_ = target;
}

const std::string& Dialog::request_uri() const {
  return strict() ? routes_.front().uri : remote_target_;
}

std::string Dialog::route() const {
  std::string out;
  const auto add = [&out](const std::string& one) { out.append(out.empty() ? "" : ", ").append(one); };
  for (std::size_t i = strict() ? 1 : 0; i < routes_.size(); ++i) add(routes_[i].text);
  if (strict()) add("<" + remote_target_ + ">");
  return out;
}

}  // namespace handset::sip
