#include "web/information_doors.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "base/text.h"
#include "base/xml_text.h"
#include "phone/station.h"
#include "web/html_page.h"
#include "web/json.h"
#include "web/shard_door.h"

namespace handset::web {
namespace {

using phone::InformationKind;
using ShardStep = std::variant<ShardWork, io::HttpResponse>;

enum class Form : std::uint8_t { Html, Xml };

bool has_numbers(InformationKind kind) {
  return kind == InformationKind::Port || kind == InformationKind::Log || kind == InformationKind::Streaming;
}

// "3", and as some programs have it "n3". Of a kind that there is once, whatever stands there is none.
tl::expected<std::optional<unsigned>, io::HttpResponse> number_of(InformationKind kind,
                                                                  std::string_view query) {
  if (query.empty() || !has_numbers(kind)) return std::nullopt;
  if (query.front() == 'n') query.remove_prefix(1);
  if (query.empty() || !std::all_of(query.begin(), query.end(), is_digit))
    return tl::unexpected(error_answer(400, "A number of a port or stream stands behind the question mark."));
  // One that is too large to be kept is one that there is not.
  return static_cast<unsigned>(parse_decimal(query, UINT32_MAX).value_or(UINT32_MAX));
}

OnShard show(InformationKind kind, Form form) {
  return {[kind, form](const Request& request) -> ShardStep {
    auto number = number_of(kind, request.http.query);
    if (!number) return std::move(number.error());
    return ShardWork([kind, form, number = *number](phone::Station& station) -> Finish {
      return [kind, form, number, values = station.information()](Easel&) {
        const auto page = phone::information_page(kind, values, number);
        if (!page) return error_answer(404, "This phone has none of that number.");
        return form == Form::Xml ? information_xml(*page) : information_html(*page);
      };
    });
  }};
}

OnShard state(std::string (*write)(const PhoneSnapshot&)) {
  return {[write](const Request&) -> ShardStep {
    return ShardWork([write](phone::Station& station) -> Finish {
      return [write, phone = std::make_shared<const PhoneSnapshot>(take_snapshot(station))](Easel&) {
        return io::HttpResponse{200, {{"Content-Type", "text/xml; charset=utf-8"}}, write(*phone)};
      };
    });
  }};
}

// What every state begins with.
XmlText begin_state(std::string_view root, const PhoneSnapshot& phone) {
  XmlText xml;
  xml.begin(root);
  xml.element("Prompt", phone.screen.prompt);
  xml.element("Notify",
              phone.screen.overlay ? std::string_view(phone.screen.overlay->text) : std::string_view());
  xml.element("Status", {});
  return xml;
}

void add_field(XmlText& xml, std::string_view name, std::string_view value) {
  xml.begin("CiscoIPPhoneFields");
  xml.element("FieldType", "0");
  xml.element("FieldAttr", {});
  xml.element("fieldHelpIndex", "0");
  xml.element("FieldName", name);
  xml.element("FieldValue", value);
  xml.end();
}

}  // namespace

void add_information_routes(std::vector<Route>& routes) {
  const auto add = [&](std::string path, OnShard handler) {
    routes.push_back({"GET", std::move(path), Access::Onlooker, std::move(handler)});
  };
  struct Named {
    const char* path;
    InformationKind kind;
  };
  for (const auto& [path, kind] :
       {Named{"/DeviceInformation", InformationKind::Device},
        Named{"/NetworkConfiguration", InformationKind::Network},
        Named{"/EthernetInformation", InformationKind::Ethernet},
        Named{"/PortInformation", InformationKind::Port}, Named{"/DeviceLog", InformationKind::Log},
        Named{"/StreamingStatistics", InformationKind::Streaming}}) {
    add(path, show(kind, Form::Html));
    add(std::string(path) + "X", show(kind, Form::Xml));
  }
  add("/CGI/CallInfo", state(call_info));
  add("/CGI/LineInfo", state(line_info));
  add("/CGI/SettingsInfo", state(settings_info));
  add("/CGI/ModeInfo", state(mode_info));
}

io::HttpResponse information_xml(const phone::InformationPage& page) {
  XmlText xml;
  xml.begin(page.root);
  for (const phone::InformationField& field : page.fields) xml.element(field.tag, field.value);
  return {200, {{"Content-Type", "text/xml; charset=utf-8"}}, xml.take()};
}

io::HttpResponse information_html(const phone::InformationPage& page) {
  XmlText html = begin_page(page.title);
  if (page.fields.empty()) {
    html.element("p", "There is nothing to tell.");
  } else {
    html.begin("table");
    for (const phone::InformationField& field : page.fields) {
      html.begin("tr");
      html.element("th", field.label);
      html.element("td", field.value);
      html.end();
    }
    html.end();
  }
  return page_response(200, std::move(html));
}

std::string call_info(const PhoneSnapshot& phone) {
  XmlText xml = begin_state("CiscoIPPhoneCallLineInfo", phone);
  xml.element("LineDirNum",
              phone.lines.empty() ? std::string_view() : std::string_view(phone.lines.front().user_id));
  xml.element("LineState", "ONHOOK");
  xml.begin("VisibleFeatureList");
  for (std::size_t i = 0; i < phone.screen.soft_keys.size(); ++i)
    if (!phone.screen.soft_keys.at(i).empty())
      xml.empty("Feature", {{"Position", std::to_string(i + 1)},
                            {"Enabled", "true"},
                            {"Label", phone.screen.soft_keys.at(i)}});
  xml.end();
  return xml.take();
}

std::string line_info(const PhoneSnapshot& phone) {
  XmlText xml = begin_state("CiscoIPPhoneLineInfo", phone);
  for (const LineSnapshot& line : phone.lines) {
    if (line.user_id.empty()) continue;
    xml.begin("CiscoIPPhoneLines");
    xml.element("LineType", "9");  // a line, not a speed dial
    xml.element("lineDirNum", line.user_id);
    xml.element("MessageWaiting", line.message_waiting ? "YES" : "NO");
    xml.element("RingerName", {});
    xml.element("LineLabel", line.label);
    xml.element("LineIconState", "ONHOOK");
    xml.end();
  }
  return xml.take();
}

std::string settings_info(const PhoneSnapshot& phone) {
  XmlText xml = begin_state("CiscoIPPhoneSettingsInfo", phone);
  add_field(xml, "Name", phone.name);
  add_field(xml, "Model", phone.model->name);
  add_field(xml, "Lines", std::to_string(phone.model->lines));
  add_field(xml, "Contrast", std::to_string(phone.screen.contrast));
  return xml.take();
}

std::string mode_info(const PhoneSnapshot& phone) {
  XmlText xml;
  xml.begin("CiscoIPPhoneModeInfo");
  xml.element("PlaneTitle", phone.screen.title);
  xml.element("PlaneFieldCount", std::to_string(phone.screen.rows.size()));
  xml.element("PlaneSoftKeyIndex", "0");
  xml.element("PlaneSoftKeyMask", "0");
  xml.element("Prompt", phone.screen.prompt);
  xml.element("Notify",
              phone.screen.overlay ? std::string_view(phone.screen.overlay->text) : std::string_view());
  xml.element("Status", {});
  for (const phone::ScreenRow& row : phone.screen.rows)
    add_field(xml, row.text, row.field ? std::string_view(row.field->text) : std::string_view(row.right));
  return xml.take();
}

}  // namespace handset::web
