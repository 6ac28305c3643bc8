#include "web/execute_answer.h"

#include <string>
#include <utility>

namespace handset::web {
namespace {

io::HttpResponse xml_answer(int status, std::string body) {
  return {status, {{"Content-Type", "text/xml; charset=utf-8"}}, std::move(body)};
}

}  // namespace

io::HttpResponse execute_answer(const phone::HttpPushAnswer& answer) {
  if (answer) return xml_answer(200, xml::write_response(*answer));
  return execute_error(200, answer.error().number, answer.error().words);
}

io::HttpResponse execute_error(int status, xml::PushError number, std::string_view words) {
  return xml_answer(status, xml::write_error(number, words));
}

}  // namespace handset::web
