#include "web/settings_schema.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <string_view>

#include "base/gzip.h"
#include "base/hash.h"
#include "base/text.h"
#include "phone/macros.h"
#include "settings/row.h"
#include "settings/row_words.h"
#include "web/json.h"
#include "web/negotiation.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using settings::Row;

json::array texts(std::span<const std::string_view> all) {
  json::array out;
  for (const std::string_view text : all) out.push_back(json_text(text));
  return out;
}

std::string_view access_name(settings::Access access) {
  switch (access) {
    case settings::Access::ReadOnly:
      return "read-only";
    case settings::Access::Admin:
      return "admin";
    case settings::Access::User:
      break;
  }
  return "user";
}

json::object row_object(const Row& row) {
  json::object out{{"tag", json_text(row.tag)},
                   {"label", json_text(row.label)},
                   {"scope", json_text(settings::scope_name(row.scope))},
                   {"type", json_text(settings::type_name(row.type))},
                   {"access", json_text(access_name(row.access))},
                   {"state", json_text(settings::state_name(row.state))}};
  const auto add_text = [&out](std::string_view name, std::string_view text) {
    if (!text.empty()) out[json_text(name)] = json_text(text);
  };
  const auto add_flag = [&out](std::string_view name, bool on) {
    if (on) out[json_text(name)] = true;
  };
  if (row.settable()) add_text("expects", settings::expectation(row));
  add_text("default", row.default_value);
  if (!row.indexed_default.empty()) out["defaults"] = texts(row.indexed_default);
  if (!row.members.empty()) out["members"] = texts(row.members);
  add_flag("secret", row.secret());
  add_flag("blank", row.blank);
  add_flag("basic", row.basic);
  add_flag("restart", row.restart);
  add_text("reason", row.reason);
  add_text("help", row.help);
  return out;
}

}  // namespace

std::string settings_schema_json() {
  json::array tabs;
  std::string_view tab;
  std::string_view section;
  for (const Row& row : settings::rows()) {
    if (tabs.empty() || tab != row.tab) {
      tabs.push_back(json::object{{"name", json_text(row.tab)}, {"sections", json::array()}});
      section = {};
    }
    json::array& sections = tabs.back().as_object().at("sections").as_array();
    if (sections.empty() || section != row.section)
      sections.push_back(json::object{{"name", json_text(row.section)}, {"rows", json::array()}});
    sections.back().as_object().at("rows").as_array().push_back(row_object(row));
    tab = row.tab;
    section = row.section;
  }
  return json::serialize(json::object{{"version", json_text(phone::PhoneIdentity{}.version)},
                                      {"tabs", std::move(tabs)}}) +
         '\n';
}

SettingsSchema::SettingsSchema() : plain_(settings_schema_json()), packed_(gzip(plain_)) {
  constexpr std::size_t letters = 32;
  etag_ = "\"" + std::string(hex_digest(DigestAlgorithm::Sha256, {plain_}).view().substr(0, letters)) + "\"";
}

io::HttpResponse SettingsSchema::answer(const io::HttpRequest& request) const {
  const bool packed = accepts_gzip(request);
  const std::string etag = packed ? etag_.substr(0, etag_.size() - 1) + "-gzip\"" : etag_;
  io::HttpResponse out;
  out.fields = {{"Cache-Control", "no-cache"}, {"ETag", etag}, {"Vary", "Accept-Encoding"}};
  if (has_already(request, etag)) {
    out.status = 304;
    return out;
  }
  out.fields.push_back({"Content-Type", "application/json"});
  if (packed) out.fields.push_back({"Content-Encoding", "gzip"});
  out.body = packed ? packed_ : plain_;
  return out;
}

}  // namespace handset::web
