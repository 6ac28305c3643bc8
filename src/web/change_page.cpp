#include "web/change_page.h"

#include <string>
#include <variant>
#include <vector>

#include "settings/row.h"
#include "web/gate.h"
#include "web/html_page.h"

namespace handset::web {
namespace {

struct Item {
  std::string head;
  std::string text;
};

struct Page {
  int status = 200;
  std::string title;
  std::string words;
  std::vector<Item> items{};
};

std::string shown(std::string_view value) {
  return value.empty() ? std::string("nothing") : "\"" + std::string(value) + "\"";
}

void add_issues(Page& page, const settings::Issues& issues) {
  for (const settings::Issue& issue : issues) page.items.push_back({issue.tag, issue.message});
}

Page failed(int status, std::string words) {
  return {status, "Nothing was changed", std::move(words)};
}

struct PageOf {
  Page operator()(const io::ChangeApplied& change) const {
    Page page{200, "The settings are changed",
              restart_word(change) == "none"
                  ? "The phone obeys them from now on."
                  : "Some of them need a restart: the phone restarts as soon as it is idle."};
    for (const io::ChangedSetting& item : change.changed) {
      const SettingName name = name_of(item.address);
      page.items.push_back({name.tab + ", " + name.label,
                            "from " + shown(item.before) + " to " + shown(item.after) +
                                (item.beneath ? ", beneath the value of the command line" : "")});
    }
    for (const std::string& tag : change.elsewhere) page.items.push_back({tag, "a new password"});
    return page;
  }
  Page operator()(const io::ChangeUnchanged&) const {
    return {200, "Nothing was changed", "It is all so already."};
  }
  Page operator()(const io::ChangeInvalid& change) const {
    Page page = failed(422, "Something is not right:");
    add_issues(page, change.issues);
    return page;
  }
  Page operator()(const io::ChangeConflicts& conflicts) const {
    Page page = failed(409, "Somebody else has changed the same settings meanwhile:");
    for (const io::ConflictingSetting& item : conflicts.settings)
      page.items.push_back({settings::tag_of(item.address), "now " + shown(item.theirs)});
    return page;
  }
  Page operator()(const Error& error) const { return failed(500, std::string(error.what) + "."); }
};

Page page_of(const Refusal& refusal) {
  Page page = failed(refusal.status, refusal.sentence);
  if (refusal.needs_password) page.words += " Send it in the field current_password.";
  add_issues(page, refusal.issues);
  return page;
}

XmlText html_of(const Page& page, std::string_view back) {
  XmlText html = begin_page(page.title);
  html.element("p", page.words);
  if (!page.items.empty()) {
    html.begin("dl");
    for (const Item& item : page.items) {
      html.element("dt", item.head);
      html.element("dd", item.text);
    }
    html.end();
  }
  add_link(html, back, "Back to the settings");
  return html;
}

}  // namespace

io::HttpResponse change_page(const SettingsResult& result, std::string_view back) {
  const Page page = result ? std::visit(PageOf{}, *result) : page_of(result.error());
  io::HttpResponse answer = page_response(page.status, html_of(page, back));
  if (!result && result.error().wait > Duration::zero())
    answer.fields.push_back(retry_after(result.error().wait));
  return answer;
}

}  // namespace handset::web
