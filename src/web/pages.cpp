#include "web/pages.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "web/json.h"
#include "web/negotiation.h"

namespace handset::web {
namespace {

constexpr std::string_view administration = "/index.html";
constexpr std::string_view phone = "/phone.html";
constexpr std::string_view phone_address = "/phone";

struct Page {
  std::string_view address;
  std::string_view document;
};
constexpr std::array pages = {
    Page{"/basic", administration},       Page{"/advanced", administration},
    Page{"/admin", administration},       Page{"/admin/", administration},
    Page{"/admin/basic", administration}, Page{"/admin/advanced", administration},
    Page{phone_address, phone},
};

bool is_document(std::string_view path) {
  return path == administration || path == phone;
}

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// "/assets/app-2F3KQ7ZD.js": its name says what is in it, so it never changes.
bool is_named_by_content(std::string_view path) {
  constexpr std::size_t letters = 8;
  if (!path.starts_with("/assets/")) return false;
  const auto name = path.substr(0, path.find('.'));
  const auto dash = name.rfind('-');
  if (dash == std::string_view::npos || name.size() - dash - 1 != letters) return false;
  return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(dash) + 1, name.end(),
                     [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
}

std::string_view caching(std::string_view path) {
  if (is_document(path)) return "no-store";
  return is_named_by_content(path) ? "public, max-age=31536000, immutable" : "no-cache";
}

// Two forms of a document have two tags (RFC 9110, 8.8.3.3).
std::string tag_of_gzip(std::string_view etag) {
  return std::string(etag.substr(0, etag.size() - 1)) + "-gzip\"";
}

io::HttpResponse document_answer(const io::HttpRequest& request, std::span<const Asset> assets,
                                 std::string_view document) {
  if (const Asset* page = find_asset(assets, document)) return asset_answer(request, *page);
  return error_answer(404, "This build has no pages; the API under /api/v1/ is there.");
}

}  // namespace

io::HttpResponse asset_answer(const io::HttpRequest& request, const Asset& asset) {
  const bool gzip = !asset.gzip.empty() && accepts_gzip(request);
  const std::string etag = gzip ? tag_of_gzip(asset.etag) : std::string(asset.etag);
  io::HttpResponse answer;
  answer.fields = {{"Cache-Control", std::string(caching(asset.path))}, {"ETag", etag}};
  if (!asset.gzip.empty()) answer.fields.push_back({"Vary", "Accept-Encoding"});
  if (is_document(asset.path)) answer.fields.push_back({"Content-Security-Policy", std::string(page_policy)});
  if (has_already(request, etag)) {
    answer.status = 304;
    return answer;
  }
  answer.fields.push_back({"Content-Type", std::string(asset.content_type)});
  if (gzip) answer.fields.push_back({"Content-Encoding", "gzip"});
  answer.body = gzip ? asset.gzip : asset.bytes;
  return answer;
}

io::HttpResponse page_answer(const io::HttpRequest& request, std::span<const Asset> assets) {
  return document_answer(request, assets, administration);
}

void add_page_routes(std::vector<Route>& routes, std::span<const Asset> assets) {
  const auto at_phone = [](const Request&) {
    return io::HttpResponse{
        302, {{"Location", std::string(phone_address)}, {"Cache-Control", "no-store"}}, {}};
  };
  routes.push_back({"GET", "/", Access::Open, AtOnce{at_phone}});
  for (const Page& page : pages)
    routes.push_back({"GET", std::string(page.address), Access::Open,
                      AtOnce{[assets, document = page.document](const Request& request) {
                        return document_answer(request.http, assets, document);
                      }}});
  for (const Asset& asset : assets) {
    if (is_document(asset.path)) continue;
    routes.push_back({"GET", std::string(asset.path), Access::Open, AtOnce{[&asset](const Request& request) {
                        return asset_answer(request.http, asset);
                      }}});
  }
}

}  // namespace handset::web
