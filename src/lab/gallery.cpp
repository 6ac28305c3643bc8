#include "lab/gallery.h"

#include <array>
#include <string>
#include <utility>

#include "lab/gallery_pictures.h"
#include "lab/gallery_samples.h"
#include "lab/gallery_writer.h"

namespace handset::lab {
namespace {

using io::HttpRequest;
using io::HttpResponse;

HttpResponse plain(int status, std::string_view words, std::string_view location = {}) {
  HttpResponse response{status, {{"Content-Type", "text/plain; charset=utf-8"}}, std::string(words) + "\n"};
  if (!location.empty()) response.fields.push_back({"Location", std::string(location)});
  return response;
}

using Pages = GalleryWriter;

HttpResponse menu(const Pages& pages) {
  std::string body = Pages::menu_head("Gallery", "Choose a page");
  for (const GalleryPage& page : gallery_pages()) body += pages.menu_item(page.name, page.path);
  return document(body + "</CiscoIPPhoneMenu>\n");
}

HttpResponse welcome(const Pages& pages) {
  return document(Pages::text(
      "Welcome to Handset", "It works: pushed over SIP",
      "Hello! A PBX has just sent this phone a NOTIFY. The phone asked for its "
      "password, got the right answer and fetched this page.\n\n"
      "Press Gallery for more pages.",
      Pages::soft_key(1, "Gallery", pages.link(menu_path)) + Pages::soft_key(4, "Exit", "SoftKey:Exit")));
}

HttpResponse short_text(const Pages&) {
  return document(Pages::text("Meeting", "From the office", "Room 4 at 10:30. Bring the numbers, please."));
}

HttpResponse long_text(const Pages&) {
  std::string text;
  for (int i = 1; i <= 40; ++i) {
    text += "Paragraph " + std::to_string(i) + " of a long story: scroll with up and down, a key at a time.";
    text += i < 40 ? "\n" : "";
  }
  return document(Pages::text("A long text", "Up and down scroll", text));
}

HttpResponse many_rows(const Pages& pages) {
  std::string body = Pages::menu_head("A hundred rows", "Digits jump to a row");
  for (int i = 1; i <= 100; ++i) body += pages.menu_item("Entry number " + std::to_string(i), "/text");
  return document(body + "</CiscoIPPhoneMenu>\n");
}

HttpResponse world_text(const Pages&) {
  return document(Pages::text("Grüße aus aller Welt", "UTF-8",
                              "Äpfel, Öl, Übung, Straße\nΚαλημέρα, Привет\n日本語 中文 한국어\n"
                              "שלום עולם\nمرحبا بالعالم\nशुभ प्रभात"));
}

HttpResponse latin1_text(const Pages&) {
  return document(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<CiscoIPPhoneText><Title>Latin-1</Title>"
      "<Prompt>ISO-8859-1</Prompt><Text>Gr\xFC\xDF"
      "e in einem Byte je Buchstabe: \xE4 \xF6 \xFC \xE9 \xF1</Text></CiscoIPPhoneText>\n",
      "text/xml; charset=ISO-8859-1");
}

HttpResponse execute(const Pages& pages) {
  return document("<CiscoIPPhoneExecute>\n<ExecuteItem Priority=\"0\" URL=\"" + pages.link("/text") +
                  "\"/>\n</CiscoIPPhoneExecute>\n");
}

HttpResponse slow(const Pages&) {
  return document(Pages::text("At last", "It took six seconds", "Whoever is impatient presses Cancel."));
}

HttpResponse redirect(const Pages& pages) {
  return plain(302, "It is over there.", pages.link("/text"));
}

HttpResponse redirect_loop(const Pages& pages) {
  return plain(302, "Round and round.", pages.link("/redirect-loop"));
}

HttpResponse broken(const Pages&) {
  return document(
      "<CiscoIPPhoneText><Title>Broken</Title><Text>This element never ends</CiscoIPPhoneText>\n");
}

HttpResponse unknown_object(const Pages&) {
  return document("<CiscoIPPhoneTeapot><Title>Short and stout</Title></CiscoIPPhoneTeapot>\n");
}

// What the phone itself answers is no page.
HttpResponse response_object(const Pages& pages) {
  return document("<CiscoIPPhoneResponse>\n<ResponseItem Status=\"0\" Data=\"Success\" URL=\"" +
                  pages.link("/text") + "\"/>\n</CiscoIPPhoneResponse>\n");
}

HttpResponse error_object(const Pages&) {
  return document("<CiscoIPPhoneError Number=\"4\">Authentication error</CiscoIPPhoneError>\n");
}

HttpResponse no_xml(const Pages&) {
  return plain(200, "Just words, no object.");
}

HttpResponse too_large(const Pages&) {
  return document(Pages::text("Too large", "Above 192 KiB", std::string(std::size_t{256} * 1024, 'x')));
}

HttpResponse missing(const Pages&) {
  return plain(404, "The gallery has no such page.");
}

HttpResponse failing(const Pages&) {
  return plain(500, "The gallery fails on purpose.");
}

struct Entry {
  GalleryPage page;
  HttpResponse (*make)(const Pages&);
};

constexpr std::array<Entry, 30> entries{{
    {{welcome_path, "Welcome"}, welcome},
    {{"/form", "A form to fill in"}, order_form},
    {{directory_path, "A directory"}, staff},
    {{"/messages", "Messages, and six soft keys"}, messages},
    {{"/ticker", "A page that goes on by itself"}, ticker},
    {{slow_path, "A slow page, to be cancelled"}, slow},
    {{"/image", "A picture (CIP data)"}, image},
    {{"/image-file", "A picture (PNG)"}, image_file},
    {{"/graphic-menu", "A picture with choices by digit"}, graphic_menu},
    {{"/graphic-file-menu", "A picture to be touched"}, graphic_file_menu},
    {{"/icon-menu", "A menu with icons"}, icon_menu},
    {{"/icon-file-menu", "A menu with icons out of files"}, icon_file_menu},
    {{"/status", "A Status window with a clock"}, status},
    {{"/status-file", "A Status window with a file"}, status_file},
    {{"/status-end", "No Status window any more"}, status_end},
    {{"/text", "A short text"}, short_text},
    {{"/long", "A long text"}, long_text},
    {{"/hundred", "A menu of a hundred rows"}, many_rows},
    {{"/world", "Letters of the world"}, world_text},
    {{"/latin1", "A page in ISO-8859-1"}, latin1_text},
    {{"/execute", "An Execute that opens a page"}, execute},
    {{"/redirect", "A redirect"}, redirect},
    {{"/redirect-loop", "Redirects without an end"}, redirect_loop},
    {{"/broken", "Broken XML"}, broken},
    {{"/unknown", "An unknown object"}, unknown_object},
    {{"/response", "A Response, which is no page"}, response_object},
    {{"/error-object", "An Error, which is no page"}, error_object},
    {{"/words", "No XML at all"}, no_xml},
    {{"/large", "A page that is too large"}, too_large},
    {{"/error", "A server error (500)"}, failing},
}};

// What those lead to.
constexpr std::array<Entry, 5> behind{{
    {{"/order", {}}, order_answer},
    {{"/staff-2", {}}, more_staff},
    {{"/message", {}}, message_answer},
    {{"/plan.png", {}}, plan_png},
    {{"/icon.png", {}}, icon_png},
}};

constexpr std::array<GalleryPage, entries.size() + 1> make_index() {
  std::array<GalleryPage, entries.size() + 1> index{};
  for (std::size_t i = 0; i < entries.size(); ++i) index[i] = entries[i].page;
  index.back() = {"/missing", "A page that is missing (404)"};
  return index;
}
constexpr auto index_path = make_index();

}  // namespace

std::span<const GalleryPage> gallery_pages() {
  return index_path;
}

HttpResponse answer_from_gallery(const HttpRequest& request) {
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = plain(405, "The gallery is for looking only.");
    response.fields.push_back({"Allow", "GET, HEAD"});
    return response;
  }
  const Pages pages(request);
  if (request.path == menu_path) return menu(pages);
  for (const Entry& entry : entries)
    if (entry.page.path == request.path) return entry.make(pages);
  for (const Entry& entry : behind)
    if (entry.page.path == request.path) return entry.make(pages);
  return missing(pages);
}

std::chrono::milliseconds delay_of(const HttpRequest& request) {
  return std::chrono::seconds(request.path == slow_path ? 6 : 0);
}

}  // namespace handset::lab
