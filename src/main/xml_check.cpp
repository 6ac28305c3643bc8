// handset xml check: what a strict phone would say to a document, and how each display shows it. The phone
// that shows it is a whole one: it asks for the document once, as it would for anybody, fetches its pictures
// and runs its items. What it was given is what is judged (lab/document_check.h).
#include <array>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/fetch.h"
#include "base/log.h"
#include "base/text.h"
#include "base/xml_escape.h"
#include "draw/painter.h"
#include "io/world.h"
#include "lab/document_check.h"
#include "lab/fetch_witness.h"
#include "main/commands.h"
#include "main/terminal.h"
#include "main/text_file.h"
#include "phone/station.h"
#include "phone/switchboard.h"
#include "phone/text_render.h"
#include "xml/profile.h"

namespace handset::program {
namespace {

namespace fs = std::filesystem;

constexpr std::array profiles = {xml::Profile::Spa, xml::Profile::Mpp, xml::Profile::Series79};

constexpr Duration deadline = seconds(60);  // a page and each of its pictures have 20 s

// The document that a phone was given.
struct Page {
  std::string content_type;
  std::string body;
};

std::string execute_of(const std::string& url) {
  std::string document = "<CiscoIPPhoneExecute><ExecuteItem URL=\"";
  append_xml_escaped(document, url);
  return document + "\"/></CiscoIPPhoneExecute>";
}

// What the phone has to say of the document is said by the findings.
class WarningsOnly final : public Log {
 public:
  explicit WarningsOnly(Log& log) : log_(log) {}
  [[nodiscard]] bool enabled(LogLevel level) const override {
    return level >= LogLevel::Warning && log_.enabled(level);
  }
  void write(LogLevel level, std::string_view area, std::string_view text) override {
    if (enabled(level)) log_.write(level, area, text);
  }

 private:
  Log& log_;
};

// A phone that nobody calls: its documents come from here.
class Viewer {
 public:
  Viewer(io::IoWorld& io, const phone::Model& model, const settings::SnapshotPtr& settings)
      : io_(io),
        log_(io.world().log),
        witness_(io.world().fetcher),
        switchboard_(world()),
        station_(world(), switchboard_, options_of(model), settings) {}

  // The page at that address, asked for and shown as such a phone does it.
  Attempt<Page> open(const std::string& url);
  // What the phone says to a document, and then shows; nothing: it took too long.
  std::optional<phone::HttpPushAnswer> show(const std::string& document);
  [[nodiscard]] phone::Screen screen() { return station_.phone().screen(); }

 private:
  static phone::StationOptions options_of(const phone::Model& model) {
    phone::StationOptions options;
    options.model = &model;
    options.identity.model = model.name;
    options.loopback = true;  // a web server under test is often beside the phone
    return options;
  }
  World world() {
    const World world = io_.world();
    return {world.clock, world.network, witness_, world.resolver, world.random, world.store, log_};
  }

  io::IoWorld& io_;
  WarningsOnly log_;
  lab::FetchWitness witness_;
  phone::Switchboard switchboard_;
  phone::Station station_;
};

Attempt<Page> Viewer::open(const std::string& url) {
  show(execute_of(url));
  const std::optional<FetchResult>& came = witness_.first();
  if (!came) return tl::unexpected(url + " was not fetched.");
  const std::string words = prompt_words(*came);
  std::string line = came->url + ": ";
  line += words.empty() ? "HTTP status " + std::to_string(came->status) : words;
  if (!came->detail.empty()) line += " (" + came->detail + ")";
  if (!words.empty()) return tl::unexpected(line + ".");
  line += ", " + (came->content_type.empty() ? "no Content-Type" : came->content_type);
  line += ", " + std::to_string(came->body.size()) + " bytes\n";
  if (!came->refresh.empty()) line += "Refresh: " + came->refresh + "\n";
  if (!came->expires.empty()) line += "Expires: " + came->expires + "\n";
  say(line);
  return Page{came->content_type, came->body};
}

std::optional<phone::HttpPushAnswer> Viewer::show(const std::string& document) {
  auto answer = station_.post({{IpAddress::v4(127, 0, 0, 1), 0}, document});
  const bool done = io_.loop().run_until([&] { return !station_.phone().busy(); }, deadline);
  return done ? std::optional(std::move(answer)) : std::nullopt;
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

// --- One display after the other

bool is_address(const std::string& what) {
  return starts_with_ignoring_case(what, "http://") || starts_with_ignoring_case(what, "https://");
}

// Looks at the document of each display: a server may send another one to each.
class Check {
 public:
  Check(io::IoWorld& io, const XmlCheckOptions& options, xml::Profile profile)
      : io_(io), options_(options), profile_(profile), settings_(settings_of(profile)) {}

  // Whether a strict phone takes all that came.
  Attempt<bool> run();

 private:
  static settings::SnapshotPtr settings_of(xml::Profile profile);
  Attempt<void> on_display(const phone::Model& model);
  void judge(const Page& page);
  void tell_items(const std::optional<phone::HttpPushAnswer>& answer);
  Attempt<void> picture(const phone::Screen& screen, const phone::Model& model);

  io::IoWorld& io_;
  const XmlCheckOptions& options_;
  xml::Profile profile_;
  settings::SnapshotPtr settings_;
  draw::Painter painter_;
  std::optional<std::string> judged_;  // the document that the findings are of
  lab::DocumentFindings findings_;
  bool strict_takes_all_ = true;
};

settings::SnapshotPtr Check::settings_of(xml::Profile profile) {
  const std::vector<settings::Assignment> assignments = {
      {"XML_Profile", std::string(xml::profile_name(profile))}};
  const auto applied = settings::Snapshot{}.with(assignments, {settings::Origin::CommandLine, WallTime{}});
  return applied ? applied->snapshot : std::make_shared<const settings::Snapshot>();
}

Attempt<bool> Check::run() {
  for (const phone::Model* model : displays(options_.model)) {
    if (const auto shown = on_display(*model); !shown) return tl::unexpected(shown.error());
    if (!findings_.friendly_takes_it) break;
  }
  return strict_takes_all_;
}

Attempt<void> Check::on_display(const phone::Model& model) {
  Viewer viewer(io_, model, settings_);
  if (is_address(options_.what)) {
    const auto page = viewer.open(options_.what);
    if (!page) return tl::unexpected(page.error());
    judge(*page);
  } else {
    const auto text = read_text_file(options_.what);
    if (!text) return tl::unexpected(text.error());
    const bool first = !judged_;
    judge({"text/xml", *text});
    if (!findings_.friendly_takes_it) return {};
    const auto answer = viewer.show(*text);
    if (first) tell_items(answer);
  }
  if (!findings_.friendly_takes_it) return {};
  const phone::Screen screen = viewer.screen();
  say("\nOn the " + std::string(model.name) + ":\n" + phone::to_text(screen));
  return picture(screen, model);
}

void Check::judge(const Page& page) {
  if (judged_ == page.body) return;
  judged_ = page.body;
  findings_ = lab::check_document(page.content_type, page.body, profile_);
  for (const auto& remark : findings_.remarks) say(remark + "\n");
  say(findings_.verdict + "\n");
  strict_takes_all_ = strict_takes_all_ && findings_.strict_takes_it;
}

void Check::tell_items(const std::optional<phone::HttpPushAnswer>& answer) {
  if (!answer || !*answer) return;
  for (const auto& item : (*answer)->items)
    if (!item.url.empty()) say(item.url + ": " + item.data + "\n");
}

Attempt<void> Check::picture(const phone::Screen& screen, const phone::Model& model) {
  if (options_.png.empty() || model.screen == phone::ScreenKind::None) return {};
  const fs::path path =
      fs::path(options_.png) / (stem_of(options_.what) + "-" + std::string(model.name) + ".png");
  if (const auto written = write_file(path, painter_.png(screen, model)); !written) return written;
  say(path.string() + "\n");
  return {};
}

// --- The command

std::optional<xml::Profile> find_profile(const std::string& name) {
  for (const xml::Profile profile : profiles)
    if (equal_ignoring_case(name, xml::profile_name(profile))) return profile;
  return std::nullopt;
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
  const auto io = io::IoWorld::open();
  if (!io) return failed("xml check", std::string(io.error().what) + ".");
  (*io)->loop().on_signal([&] { (*io)->loop().stop(); });
  const auto taken = Check(**io, options, *profile).run();
  if (!taken) return failed("xml check", taken.error());
  return *taken ? ExitStatus::Done : ExitStatus::Failed;
}

}  // namespace handset::program
