#include "lab/gallery_samples.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/text.h"
#include "base/utf8.h"

namespace handset::lab {

namespace {

using io::HttpResponse;

struct Field {
  std::string_view name;
  std::string_view parameter;
  std::string_view flags;
  std::string_view value;
};

constexpr std::array<Field, 5> order_fields{{
    {"Guest", "guest", "A", ""},
    {"Room", "room", "N", "101"},
    {"Call back", "phone", "T", ""},
    {"Breakfasts", "sum", "E", "1+1"},
    {"PIN", "pin", "NP", ""},
}};

struct Person {
  std::string_view name;
  std::string_view number;
};

constexpr std::array<Person, 12> people{{
    {"Ada Byron", "201"},
    {"Blaise Pascal", "202"},
    {"Božena Němcová", "203"},
    {"Claude Shannon", "+1 908 555 0104"},
    {"Émilie du Châtelet", "205"},
    {"François Viète", "206"},
    {"Grace Hopper", "207"},
    {"Hedy Lamarr", "+43 1 555 0108"},
    {"Ivan Puluj", "209"},
    {"Joan Clarke", "210"},
    {"Karel Čapek", "211"},
    {"紫 式部", "212"},
}};

HttpResponse directory(std::string_view prompt, std::size_t first, std::size_t end) {
  std::string body = "<CiscoIPPhoneDirectory>\n" + element("Title", "Staff") + element("Prompt", prompt);
  for (std::size_t i = first; i < end; ++i) {
    body += "\n<DirectoryEntry>" + element("Name", people.at(i).name) +
            element("Telephone", people.at(i).number) + "</DirectoryEntry>";
  }
  return document(body + "\n</CiscoIPPhoneDirectory>\n");
}

HttpResponse with_refresh(HttpResponse response, std::string value) {
  response.fields.push_back({"Refresh", std::move(value)});
  return response;
}

}  // namespace

HttpResponse order_form(const GalleryWriter& pages) {
  std::string body = "<CiscoIPPhoneInput>\n" + element("Title", "Room service") +
                     element("Prompt", "# changes the letters") + element("URL", pages.link("/order"));
  for (const Field& field : order_fields) {
    body += "\n<InputItem>" + element("DisplayName", field.name) +
            element("QueryStringParam", field.parameter) + element("InputFlags", field.flags);
    if (!field.value.empty()) body += element("DefaultValue", field.value);
    body += "</InputItem>";
  }
  return document(body + "\n</CiscoIPPhoneInput>\n");
}

HttpResponse order_answer(const GalleryWriter& pages) {
  std::string words = "This came in:\n";
  for (const Field& field : order_fields) {
    const std::string value = pages.value(field.parameter);
    words += "\n" + std::string(field.name) + ": ";
    if (field.parameter == "pin") {
      words += std::to_string(count_code_points(value)) + " digits, kept to ourselves";
    } else {
      words += value.empty() ? "(nothing)" : value;
    }
  }
  return document(GalleryWriter::text("Thank you", "Back changes the form", words,
                                      GalleryWriter::soft_key(1, "Gallery", pages.link("/")) +
                                          GalleryWriter::soft_key(2, "Back", "SoftKey:Back") +
                                          GalleryWriter::soft_key(4, "Exit", "SoftKey:Exit")));
}

HttpResponse staff(const GalleryWriter& pages) {
  return with_refresh(directory("1 to 8 of 12", 0, 8), "0; url=" + pages.link("/staff-2"));
}

HttpResponse more_staff(const GalleryWriter& pages) {
  return with_refresh(directory("9 to 12 of 12", 8, people.size()), "0; url=" + pages.link("/staff"));
}

HttpResponse messages(const GalleryWriter& pages) {
  std::string body = GalleryWriter::menu_head("Voice messages", "3 new");
  constexpr std::array<std::string_view, 3> rows{"08:12 from 204", "09:40 from outside", "10:05 from 207"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    body += "<MenuItem>" + element("Name", rows.at(i)) +
            element("URL", "QueryStringParam:id=" + std::to_string(i + 1)) + "</MenuItem>\n";
  }
  constexpr std::array<std::string_view, 5> keys{"Hear", "Erase", "Keep", "Reply", "Forward"};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    body += GalleryWriter::soft_key(static_cast<int>(i) + 1, keys.at(i),
                                    pages.link("/message?do=" + std::string(keys.at(i))));
  }
  body += GalleryWriter::soft_key(static_cast<int>(keys.size()) + 1, "Exit", "SoftKey:Exit");
  return document(body + "\n</CiscoIPPhoneMenu>\n");
}

HttpResponse message_answer(const GalleryWriter& pages) {
  return document(GalleryWriter::text(pages.value("do"), "From the soft key and the row",
                                      pages.value("do") + " message " + pages.value("id") + "."));
}

// Each page leads to the next, and the last to none.
HttpResponse ticker(const GalleryWriter& pages) {
  constexpr std::uint64_t last = 10;
  const std::uint64_t count = parse_decimal(pages.value("n"), last).value_or(last);
  HttpResponse response = document(
      GalleryWriter::text("Countdown", "Refresh: 2", count == 0 ? "Lift off." : std::to_string(count)));
  if (count == 0) return response;
  return with_refresh(std::move(response), "2; url=" + pages.link("/ticker?n=" + std::to_string(count - 1)));
}

}  // namespace handset::lab
