#include "lab/gallery.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::lab {
namespace {

io::HttpRequest get(std::string_view path) {
  io::HttpRequest request;
  request.method = "GET";
  request.target = request.path = std::string(path);
  request.local = {IpAddress::v4(192, 0, 2, 7), 8081};
  return request;
}

std::string_view field(const io::HttpResponse& response, std::string_view name) {
  for (const HttpField& one : response.fields)
    if (one.name == name) return one.value;
  return {};
}

TEST(Gallery, the_menu_links_to_every_page_at_the_address_that_was_asked) {
  const auto response = answer_from_gallery(get(menu_path));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(field(response, "Content-Type"), "text/xml; charset=utf-8");
  for (const GalleryPage& page : gallery_pages())
    EXPECT_NE(response.body.find("<URL>http://192.0.2.7:8081" + std::string(page.path) + "</URL>"),
              std::string::npos)
        << page.path;
}

TEST(Gallery, links_of_an_ipv6_address_have_brackets) {
  auto request = get(menu_path);
  request.local = *Endpoint::parse("[::1]:80");
  EXPECT_NE(answer_from_gallery(request).body.find("http://[::1]:80/welcome"), std::string::npos);
}

TEST(Gallery, the_welcome_page_leads_on_and_out) {
  const std::string body = answer_from_gallery(get(welcome_path)).body;
  EXPECT_NE(body.find("<Title>Welcome to Handset</Title>"), std::string::npos);
  EXPECT_NE(body.find("<URL>http://192.0.2.7:8081/</URL>"), std::string::npos);
  EXPECT_NE(body.find("<URL>SoftKey:Exit</URL>"), std::string::npos);
}

TEST(Gallery, a_page_that_is_not_there_is_404) {
  EXPECT_EQ(answer_from_gallery(get("/missing")).status, 404);
  EXPECT_EQ(answer_from_gallery(get("/welcome/")).status, 404);
}

TEST(Gallery, a_redirect_names_the_page_behind_it) {
  const auto response = answer_from_gallery(get("/redirect"));
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(field(response, "Location"), "http://192.0.2.7:8081/text");
}

TEST(Gallery, the_latin1_page_says_so_and_is_no_utf8) {
  const auto response = answer_from_gallery(get("/latin1"));
  EXPECT_EQ(field(response, "Content-Type"), "text/xml; charset=ISO-8859-1");
  EXPECT_NE(response.body.find("Gr\xFC\xDF"), std::string::npos);
}

TEST(Gallery, nothing_can_be_posted) {
  auto request = get("/text");
  request.method = "POST";
  const auto response = answer_from_gallery(request);
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(field(response, "Allow"), "GET, HEAD");
}

}  // namespace
}  // namespace handset::lab
