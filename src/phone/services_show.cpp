// What Services makes of an answer: a window of it, or one that says what is wrong.
#include <type_traits>
#include <utility>

#include "base/text.h"
#include "base/web_url.h"
#include "phone/message_window.h"
#include "phone/page_headers.h"
#include "phone/service_pages.h"
#include "phone/services.h"
#include "phone/text_render.h"
#include "xml/object.h"

namespace handset::phone {
namespace {

template <class Object>
constexpr bool is_status = std::is_same_v<Object, xml::Status> || std::is_same_v<Object, xml::StatusFile>;

PageApp app_of(const xml::Common& common) {
  return {common.app_id,       common.on_focus_lost, common.on_focus_gained,
          common.on_minimized, common.on_closed,     common.keypad_target};
}

// A Refresh may name a page as seen from its own.
std::string absolute(std::string_view url, const std::string& page) {
  const auto base = WebUrl::parse(page);
  if (url.empty() || !base || xml::parse_uri(url).scheme != xml::Scheme::None) return std::string(url);
  return base->follow(url);
}

bool is_audio(std::string_view content_type) {
  return equal_ignoring_case(media_type(content_type), "audio/basic");
}

}  // namespace

// What came is to be heard, not seen.
void Services::play_answer(const Page& page, const FetchResult& result) {
  const xml::Outcome outcome =
      host_.sound().play_clip(std::string_view(result.body).substr(0, most_clip_bytes));
  if (outcome.status == 0) return follow_sound(page, result);
  world_.log.write(LogLevel::Info, "audio", page.words() + ": " + outcome.data);
  show_trouble(page, outcome.data, "There is no sound to play this with.");
}

// The page that it was loaded in the place of is the one that changes; from elsewhere, another one opens.
void Services::follow_sound(const Page& page, const FetchResult& result) {
  const auto refresh = parse_refresh(result.refresh);
  if (!refresh || refresh->after <= Duration::zero()) return;
  Page next = page;
  if (!refresh->url.empty()) {
    next.url = absolute(refresh->url, result.url);
    next.shown.clear();
  }
  next.unasked = windows_.is_open(next.replaces);
  after_sound_ = std::make_unique<AfterSound>(AfterSound{windows_.top(), std::move(next), refresh->after});
  watched_.reset();
}

void Services::show_answer(const Page& page, const FetchResult& result) {
  if (is_audio(result.content_type)) return play_answer(page, result);
  const auto parsed = xml::parse_content(result.content_type, result.body, options_.notify.dialect());
  if (!parsed) {
    world_.log.write(LogLevel::Warning, "xml", page.words() + ": " + parsed.error().log_words());
    if (push_log_ != nullptr)
      push_log_->document_trouble(page.push, page.is_secret() ? std::string(parsed.error().prompt_words())
                                                              : parsed.error().log_words());
    show_trouble(page, std::string(parsed.error().prompt_words()), parsed.error().log_words());
    return;
  }
  if (push_log_ != nullptr && !page.is_secret()) push_log_->document_notes(page.push, parsed->notes);
  for (const auto& note : parsed->notes)
    world_.log.write(LogLevel::Info, "xml",
                     page.words() + ": a strict phone refuses this: " + note.log_words());
  show_object(page, source_of(page, result), parsed->object);
}

void Services::show_object(const Page& page, PageSource source, const xml::Object& object) {
  std::visit(
      [&](const auto& shown) {
        if constexpr (std::is_same_v<std::decay_t<decltype(shown)>, xml::Execute>) {
          run_page(page, shown);
        } else if constexpr (is_status<std::decay_t<decltype(shown)>>) {
          pictures_.show(shown);
          show_status(page, shown.words.text);
        } else {
          source.app = app_of(shown.common);
          open_window(page, make_page(*options_.model, std::move(source), shown));
        }
      },
      object);
}

PageSource Services::source_of(const Page& page, const FetchResult& result) const {
  PageSource source;
  source.url = page.url;
  source.title = page.title;
  source.shown = page.shown;
  source.typed = page.typed;
  if (const auto refresh = parse_refresh(result.refresh)) {
    source.next = absolute(refresh->url, result.url);
    source.refresh = refresh->after;
  }
  source.expires = parse_expires(result.expires);
  source.came_expired = source.expires && *source.expires <= world_.clock.wall();
  return source;
}

void Services::open_window(const Page& page, std::unique_ptr<Window> window) {
  if (windows_.is_open(page.replaces)) {
    windows_.replace(page.replaces, std::move(window));
    pictures_.opened(page.replaces);
  } else {
    pictures_.opened(windows_.push(std::move(window)));
  }
  if (world_.trace == nullptr && (push_log_ == nullptr || page.push == PushId{})) return;
  if (page.is_secret()) return trace(page.push, "phone", "screen", "page");
  const Screen screen = windows_.screen();
  if (push_log_ != nullptr) push_log_->shown(page.push, screen.title);
  trace(page.push, "phone", "screen", "page \"" + screen.title + "\"", to_text(screen));
}

// It lies beside the pages: none is opened, and none closed.
void Services::show_status(const Page& page, const std::string& words) {
  if (page.is_secret()) return trace(page.push, "phone", "screen", "status");
  if (push_log_ != nullptr) push_log_->shown(page.push, words.empty() ? "Status" : words);
  trace(page.push, "phone", "screen", "status \"" + words + "\"");
}

void Services::show_trouble(const Page& page, std::string prompt, std::string_view text) {
  // The page is still there, and may be better next time.
  if (page.unasked) return windows_.note(std::move(prompt));
  windows_.push(std::make_unique<MessageWindow>(
      *options_.model, page.title.empty() ? "XML service" : page.title, prompt, text));
  if (world_.trace != nullptr || push_log_ != nullptr)
    trace(page.push, "phone", "screen", "trouble",
          page.is_secret() ? std::string() : to_text(windows_.screen()));
}

void Services::show_call_trouble(std::string title, std::string_view number, const std::string& words) {
  std::string text(number.substr(0, number.find(':', number.starts_with("sip") ? 5 : 0)));
  windows_.push(std::make_unique<MessageWindow>(*options_.model, title.empty() ? "Dial" : std::move(title),
                                                words, text + " was not called."));
}

}  // namespace handset::phone
