// handset xml check: what a strict phone would say to a document, and how each display shows it. The phone
// that shows it is a whole one, which fetches its pictures and runs its items like any other.
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/charset.h"
#include "base/text.h"
#include "base/xml_escape.h"
#include "draw/painter.h"
#include "io/world.h"
#include "main/commands.h"
#include "main/terminal.h"
#include "main/text_file.h"
#include "phone/station.h"
#include "phone/switchboard.h"
#include "phone/text_render.h"
#include "xml/object.h"

namespace handset::program {
namespace {

namespace fs = std::filesystem;

constexpr std::array profiles = {xml::Profile::Spa, xml::Profile::Mpp, xml::Profile::Series79};

constexpr Duration deadline = seconds(60);  // a page and each of its pictures have 20 s

struct Page {
  std::string content_type;
  std::string body;
  std::string url{};  // empty: out of a file
};

std::string execute_of(const std::string& url) {
  std::string document = "<CiscoIPPhoneExecute><ExecuteItem URL=\"";
  append_xml_escaped(document, url);
  return document + "\"/></CiscoIPPhoneExecute>";
}

// A phone that nobody calls: its documents come from here.
class Viewer final : private FetchHandler {
 public:
  Viewer(io::IoWorld& io, const phone::Model& model, const settings::SnapshotPtr& settings)
      : io_(io), switchboard_(io.world()), station_(io.world(), switchboard_, options_of(model), settings) {}

  Attempt<Page> fetch(const std::string& url);
  // What it says to the document, and then shows.
  phone::HttpPushAnswer show(const Page& page);
  [[nodiscard]] phone::Screen screen() { return station_.phone().screen(); }

 private:
  static phone::StationOptions options_of(const phone::Model& model) {
    phone::StationOptions options;
    options.model = &model;
    options.identity.model = model.name;
    options.loopback = true;  // a web server under test is often beside the phone
    return options;
  }
  void on_fetched(FetchId, FetchResult result) override { fetched_ = std::move(result); }

  io::IoWorld& io_;
  phone::Switchboard switchboard_;
  phone::Station station_;
  std::optional<FetchResult> fetched_;
};

Attempt<Page> Viewer::fetch(const std::string& url) {
  FetchRequest request;
  request.url = url;
  request.policy = station_.fetch_policy();
  const FetchId id = io_.world().fetcher.fetch(std::move(request), *this);
  if (!io_.loop().run_until([this] { return fetched_.has_value(); }, deadline)) {
    io_.world().fetcher.cancel(id);
    return tl::unexpected(url + " was not fetched.");
  }
  const std::string words = prompt_words(*fetched_);
  std::string line = url + ": ";
  line += words.empty() ? "HTTP status " + std::to_string(fetched_->status) : words;
  if (!fetched_->detail.empty()) line += " (" + fetched_->detail + ")";
  if (!words.empty()) return tl::unexpected(line + ".");
  line += ", " + (fetched_->content_type.empty() ? "no Content-Type" : fetched_->content_type);
  line += ", " + std::to_string(fetched_->body.size()) + " bytes\n";
  if (!fetched_->refresh.empty()) line += "Refresh: " + fetched_->refresh + "\n";
  if (!fetched_->expires.empty()) line += "Expires: " + fetched_->expires + "\n";
  say(line);
  return Page{fetched_->content_type, std::move(fetched_->body), url};
}

phone::HttpPushAnswer Viewer::show(const Page& page) {
  phone::HttpPush push;
  push.client = {IpAddress::v4(127, 0, 0, 1), 0};
  push.document = page.body;
  push.charset = charset_of(page.content_type);
  // What came from a server is fetched as the phone would, with all that the server says of it.
  if (!page.url.empty()) push.document = execute_of(page.url);
  auto answer = station_.post(push);
  io_.loop().run_until([&] { return !station_.phone().busy(); }, deadline);
  return answer;
}

// --- What is wrong with it

struct Findings {
  std::vector<std::string> remarks;
  bool strict_takes_it = false;
  bool friendly_takes_it = false;
};

Findings judge(const Page& page, xml::Profile profile) {
  Findings findings;
  const auto friendly = xml::parse_content(page.content_type, page.body, {xml::Mode::Friendly, profile});
  const auto strict = xml::parse_content(page.content_type, page.body, {xml::Mode::Strict, profile});
  findings.friendly_takes_it = friendly.has_value();
  findings.strict_takes_it = strict.has_value();
  if (!friendly) {
    findings.remarks.push_back(friendly.error().log_words());
    return findings;
  }
  for (const auto& note : friendly->notes) findings.remarks.push_back(note.log_words());
  if (!strict && friendly->notes.empty()) findings.remarks.push_back(strict.error().log_words());
  return findings;
}

std::string verdict(const Findings& findings, const Page& page, xml::Profile profile) {
  const std::string name(xml::profile_name(profile));
  if (findings.strict_takes_it)
    return findings.remarks.empty() ? "A strict phone takes it as it is.\n"
                                    : "A strict phone takes it, but does not do all of it.\n";
  const auto strict = xml::parse_content(page.content_type, page.body, {xml::Mode::Strict, profile});
  const std::string words(strict.error().prompt_words());
  if (findings.friendly_takes_it)
    return "A strict phone refuses it (" + words + "); a friendly one makes the best of it.\n";
  return "Every phone of the profile " + name + " refuses it (" + words + ").\n";
}

// --- How it looks

std::vector<const phone::Model*> displays(const std::string& only) {
  std::vector<const phone::Model*> out;
  if (const phone::Model* model = phone::find_model(only)) return {model};
  for (const phone::Model& model : phone::models()) {
    const bool seen = !out.empty() && out.back()->width == model.width && out.back()->height == model.height;
    if (model.screen != phone::ScreenKind::None && !seen) out.push_back(&model);
  }
  return out;
}

std::string stem_of(const std::string& what) {
  const std::string_view path = std::string_view(what).substr(0, what.find_first_of("?#"));
  std::string stem = fs::path(path).stem().string();
  return stem.empty() || stem == "." ? "page" : stem;
}

Attempt<void> write_file(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) return tl::unexpected("Cannot write " + path.string() + ".");
  return {};
}

Attempt<void> draw(io::IoWorld& io, const Page& page, const XmlCheckOptions& options,
                   const settings::SnapshotPtr& settings) {
  draw::Painter painter;
  bool told = false;
  for (const phone::Model* model : displays(options.model)) {
    Viewer viewer(io, *model, settings);
    const auto answer = viewer.show(page);
    if (answer && page.url.empty() && !std::exchange(told, true)) {
      for (const auto& item : answer->items)
        if (!item.url.empty()) say(item.url + ": " + item.data + "\n");
    }
    const phone::Screen screen = viewer.screen();
    say("\nOn the " + std::string(model->name) + ":\n" + phone::to_text(screen));
    if (options.png.empty() || model->screen == phone::ScreenKind::None) continue;
    const fs::path path =
        fs::path(options.png) / (stem_of(options.what) + "-" + std::string(model->name) + ".png");
    if (const auto written = write_file(path, painter.png(screen, *model)); !written) return written;
    say(path.string() + "\n");
  }
  return {};
}

// --- The command

std::optional<xml::Profile> find_profile(const std::string& name) {
  for (const xml::Profile profile : profiles)
    if (equal_ignoring_case(name, xml::profile_name(profile))) return profile;
  return std::nullopt;
}

settings::SnapshotPtr settings_of(xml::Profile profile) {
  const std::vector<settings::Assignment> assignments = {
      {"XML_Profile", std::string(xml::profile_name(profile))}};
  const auto applied = settings::Snapshot{}.with(assignments, {settings::Origin::CommandLine, WallTime{}});
  return applied ? applied->snapshot : std::make_shared<const settings::Snapshot>();
}

Attempt<Page> find_page(io::IoWorld& io, const std::string& what, const settings::SnapshotPtr& settings) {
  if (starts_with_ignoring_case(what, "http://") || starts_with_ignoring_case(what, "https://"))
    return Viewer(io, phone::default_model(), settings).fetch(what);
  auto text = read_text_file(what);
  if (!text) return tl::unexpected(text.error());
  return Page{"text/xml", *std::move(text)};
}

}  // namespace

ExitStatus check_xml(const XmlCheckOptions& options) {
  if (!options.model.empty() && phone::find_model(options.model) == nullptr)
    return failed("xml check", "There is no model \"" + options.model + "\".", ExitStatus::Usage);
  if (!options.png.empty() && !fs::is_directory(options.png))
    return failed("xml check", options.png + " is no folder.", ExitStatus::Usage);
  const auto profile = find_profile(options.profile);
  if (!profile)
    return failed("xml check", "\"" + options.profile + "\" is no profile: SPA, MPP and 79xx are.",
                  ExitStatus::Usage);
  const settings::SnapshotPtr settings = settings_of(*profile);
  const auto io = io::IoWorld::open();
  if (!io) return failed("xml check", std::string(io.error().what) + ".");
  (*io)->loop().on_signal([&] { (*io)->loop().stop(); });
  const auto page = find_page(**io, options.what, settings);
  if (!page) return failed("xml check", page.error());

  const Findings findings = judge(*page, *profile);
  for (const auto& remark : findings.remarks) say(remark + "\n");
  say(verdict(findings, *page, *profile));
  if (findings.friendly_takes_it) {
    if (const auto drawn = draw(**io, *page, options, settings); !drawn)
      return failed("xml check", drawn.error());
  }
  return findings.strict_takes_it ? ExitStatus::Done : ExitStatus::Failed;
}

}  // namespace handset::program
