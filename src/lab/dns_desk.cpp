#include "lab/dns_desk.h"

#include <memory>
#include <string>

#include "lab/desk_answers.h"
#include "lab/dns_json.h"
#include "lab/dns_page.h"

namespace handset::lab {
namespace {

constexpr std::string_view state_path = "/api/v1/dns";
constexpr std::string_view records_path = "/api/v1/dns/records";
constexpr std::string_view faults_path = "/api/v1/dns/faults";
constexpr std::string_view script_path = "/dns.js";

}  // namespace

bool DnsDesk::take(const io::HttpRequest& request, io::Responder& respond) {
  if (request.path == dns_path || request.path == script_path) {
    if (!is_get(request))
      respond(wrong_method("GET, HEAD"));
    else if (request.path == dns_path)
      respond(with_text(200, "text/html; charset=utf-8", std::string(dns_page_html())));
    else
      respond(with_text(200, "text/javascript; charset=utf-8", std::string(dns_page_js())));
    return true;
  }
  if (request.path != state_path && request.path != records_path && request.path != faults_path) return false;
  // A std::function is copied, a Responder is not.
  post_([this, request, carried = std::make_shared<io::Responder>(std::move(respond))] {
    (*carried)(answer(request));
  });
  return true;
}

io::HttpResponse DnsDesk::answer(const io::HttpRequest& request) {
  const bool records = request.path == records_path;
  const bool faults = request.path == faults_path;
  if ((records && request.method == "PUT") || (faults && request.method == "POST")) {
    if (auto refusal = refuse_order(request)) return *std::move(refusal);
    return records ? set_records(request) : set_faults(request);
  }
  if (!is_get(request)) {
    if (records) return wrong_method("GET, HEAD, PUT");
    return wrong_method(faults ? "GET, HEAD, POST" : "GET, HEAD");
  }
  if (records) return with_json(200, dns_records_json(server_));
  return with_json(200, faults ? dns_faults_json(server_.faults()) : dns_json(server_));
}

io::HttpResponse DnsDesk::set_records(const io::HttpRequest& request) {
  const auto order = read_dns_records(request.body);
  if (!order) return with_error(400, order.error());
  if (const auto set = server_.set_records(*order); !set) return with_error(400, set.error());
  return with_json(200, dns_records_json(server_));
}

io::HttpResponse DnsDesk::set_faults(const io::HttpRequest& request) {
  const auto order = read_dns_faults(request.body);
  if (!order) return with_error(400, order.error());
  server_.set_faults(*order);
  return with_json(200, dns_faults_json(server_.faults()));
}

}  // namespace handset::lab
