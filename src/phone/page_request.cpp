#include "phone/page_request.h"

#include <utility>

#include "base/web_url.h"
#include "phone/pane.h"
#include "phone/service_account.h"

namespace handset::phone {
namespace {

// What the phone calls itself to servers, which look at its beginning: a phone of that family with the same
// kind of screen.
std::string model_name(const PhoneOptions& options) {
  const bool colour = options.model->screen == ScreenKind::Colour;
  switch (options.notify.profile) {
    case xml::Profile::Spa:
      break;
    case xml::Profile::Mpp:
      return colour ? "CP-8841" : "CP-7841";
    case xml::Profile::Series79:
      return colour ? "CP-7970G" : "CP-7960G";
  }
  return std::string(options.model->name);
}

// A phone of MPP tells which objects it has; the others have all.
std::string accepted(xml::Profile profile) {
  if (profile != xml::Profile::Mpp) return "x-CiscoIPPhone/*;version=3.3.4, text/*, image/png, audio/basic";
  std::string out;
  for (const std::string_view object :
       {"Menu", "Text", "Input", "Directory", "Image", "ImageFile", "GraphicMenu", "IconMenu", "IconFileMenu",
        "Status", "StatusFile", "Execute"})
    out.append("x-CiscoIPPhone/").append(object).append(";version=3.3.4, ");
  return out + "text/*, image/png";
}

std::vector<HttpField> request_fields(const PhoneOptions& options) {
  const Model& model = *options.model;
  const Pane pane = services_pane(model);
  std::string display = std::to_string(pane.width) + ", " + std::to_string(pane.height) +
                        (model.screen == ScreenKind::Colour ? ", 16, C" : ", 1, G");
  return {{"User-Agent", "Handset (" + std::string(model.name) + ")"},
          {"Accept", accepted(options.notify.profile)},
          {"Accept-Language", options.locale},
          {"Accept-Charset", "utf-8, iso-8859-1;q=0.8"},
          {"x-CiscoIPPhoneModelName", model_name(options)},
          {"x-CiscoIPPhoneSDKVersion", "3.3.4"},
          {"x-CiscoIPPhoneDisplay", std::move(display)}};
}

}  // namespace

FetchRequest page_request(const PhoneOptions& options, const std::string& url) {
  FetchRequest request;
  request.url = url;
  request.fields = request_fields(options);
  request.login = service_credentials(options, url);
  request.policy = options.fetch;
  return request;
}

std::string with_device_name(const PhoneOptions& options, std::string_view url) {
  constexpr std::string_view tag = "#DEVICENAME#";
  std::string out(url);
  if (options.notify.profile != xml::Profile::Series79 || options.device_name.empty()) return out;
  for (auto at = out.find(tag); at != std::string::npos; at = out.find(tag, at + options.device_name.size()))
    out.replace(at, tag.size(), options.device_name);
  return out;
}

std::string origin_words(std::string_view url) {
  const auto parsed = WebUrl::parse(url);
  return parsed ? parsed->origin() : without_credentials(url);
}

}  // namespace handset::phone
