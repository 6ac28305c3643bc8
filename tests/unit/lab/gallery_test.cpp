#include "lab/gallery.h"

#include <future>
#include <gtest/gtest.h>
#include <string>

#include "lab/slow_answers.h"
#include "xml/object.h"

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

// The phones that the pages are written for would show every one of them.
TEST(Gallery, the_pages_that_are_meant_to_be_right_are_so_in_strict_mode) {
  for (const char* path : {"/welcome", "/form", "/staff", "/messages", "/image", "/image-file",
                           "/graphic-menu", "/graphic-file-menu", "/icon-menu", "/icon-file-menu", "/status",
                           "/status-file", "/status-end", "/text", "/long", "/hundred", "/execute"}) {
    const auto response = answer_from_gallery(get(path));
    const auto parsed = xml::parse_content(field(response, "Content-Type"), response.body, xml::Mode::Strict);
    ASSERT_TRUE(parsed) << path << ": " << parsed.error().log_words();
    EXPECT_TRUE(parsed->notes.empty()) << path << ": " << parsed->notes.front().log_words();
  }
}

TEST(Gallery, what_phones_answer_is_no_page_of_theirs) {
  for (const char* path : {"/response", "/error-object"}) {
    const auto response = answer_from_gallery(get(path));
    const auto parsed = xml::parse_content(field(response, "Content-Type"), response.body, xml::Mode::Strict);
    ASSERT_FALSE(parsed) << path;
    EXPECT_EQ(parsed.error().prompt_words(), "XML Error [5]") << path;
  }
}

TEST(Gallery, the_pictures_are_whole) {
  const auto response = answer_from_gallery(get("/image"));
  const auto parsed = xml::parse_content("text/xml", response.body, xml::Mode::Strict);
  ASSERT_TRUE(parsed);
  const auto& pixels = std::get<xml::Image>(parsed->object).pixels;
  EXPECT_EQ(pixels.width, 24U);
  EXPECT_EQ(pixels.height, 16U);
  for (const char* path : {"/plan.png", "/icon.png"}) {
    const auto file = answer_from_gallery(get(path));
    EXPECT_EQ(field(file, "Content-Type"), "image/png");
    EXPECT_TRUE(file.body.starts_with("\x89PNG\r\n\x1a\n")) << path;
  }
}

io::HttpRequest get(std::string_view path, std::string_view query) {
  io::HttpRequest request = get(path);
  request.query = std::string(query);
  return request;
}

TEST(Gallery, the_form_leads_to_an_answer_that_tells_the_values_but_the_pin) {
  EXPECT_NE(answer_from_gallery(get("/form")).body.find("<URL>http://192.0.2.7:8081/order</URL>"),
            std::string::npos);
  const std::string body =
      answer_from_gallery(get("/order", "guest=Jo%20%3CAnn%3E&room=12&phone=&sum=1%2B1&pin=4711")).body;
  for (const char* words : {"Guest: Jo &lt;Ann&gt;", "Room: 12", "Call back: (nothing)", "Breakfasts: 1+1"})
    EXPECT_NE(body.find(words), std::string::npos) << words;
  EXPECT_EQ(body.find("4711"), std::string::npos);
  EXPECT_NE(body.find("4 digits"), std::string::npos);
}

TEST(Gallery, the_pages_of_the_directory_lead_round_by_next) {
  EXPECT_EQ(field(answer_from_gallery(get("/staff")), "Refresh"), "0; url=http://192.0.2.7:8081/staff-2");
  EXPECT_EQ(field(answer_from_gallery(get("/staff-2")), "Refresh"), "0; url=http://192.0.2.7:8081/staff");
}

TEST(Gallery, a_soft_key_tells_what_it_did_with_which_message) {
  EXPECT_NE(answer_from_gallery(get("/message", "do=Erase&id=2")).body.find("Erase message 2."),
            std::string::npos);
}

TEST(Gallery, the_countdown_ends) {
  EXPECT_EQ(field(answer_from_gallery(get("/ticker")), "Refresh"), "2; url=http://192.0.2.7:8081/ticker?n=9");
  EXPECT_EQ(field(answer_from_gallery(get("/ticker", "n=0")), "Refresh"), "");
}

TEST(Gallery, only_the_slow_page_is_slow) {
  EXPECT_GT(delay_of(get(slow_path)).count(), 0);
  EXPECT_EQ(delay_of(get(menu_path)).count(), 0);
}

TEST(SlowAnswers, come_in_the_order_of_their_times) {
  std::promise<std::string> done;
  std::string order;
  SlowAnswers slow;
  const auto note = [&](std::string name, bool last) {
    return io::Responder([&order, &done, name, last](const io::HttpResponse&) {
      order += name;
      if (last) done.set_value(order);
    });
  };
  using std::chrono::milliseconds;
  slow.answer_after(milliseconds(60), {}, note("b", true));
  slow.answer_after(milliseconds(1), {}, note("a", false));
  EXPECT_EQ(done.get_future().get(), "ab");
}

TEST(SlowAnswers, are_given_up_at_the_end) {
  bool answered = false;
  {
    SlowAnswers slow;
    slow.answer_after(std::chrono::hours(1), {}, io::Responder([&](const io::HttpResponse& response) {
                        answered = response.status == 500;
                      }));
  }
  EXPECT_TRUE(answered);
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
