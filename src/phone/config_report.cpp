#include "phone/config_report.h"

#include <memory>
#include <utility>

#include "phone/station.h"
#include "settings/profile.h"

namespace handset::phone {
namespace {

// A person who sets up a phone changes several things.
constexpr Duration quiet_time = seconds(10);

}  // namespace

ConfigReport::~ConfigReport() {
  if (fetch_) station_.world().fetcher.cancel(*fetch_);
}

void ConfigReport::note_change() {
  if (!station_.settings()->report_rule().empty()) station_.world().clock.arm(changed_, quiet_time);
}

void ConfigReport::send(const IpAddress& asker) {
  changed_.cancel();
  const settings::Snapshot& settings = *station_.settings();
  const StationOptions& options = station_.options();
  if (settings.report_rule().empty() || !settings.provision_enable()) return;
  Log& log = station_.world().log;
  auto target = parse_resync_source(settings.report_rule(), asker, phone_macros(options.identity, settings),
                                    RuleUse::Report);
  if (!target) return log.write(LogLevel::Warning, "report", "Report Rule: " + target.error());
  url_ = target->url();
  if (target->scheme == "tftp")
    return log.write(LogLevel::Warning, "report", "Report Rule: reports go by http or https, not by tftp");
  if (fetch_) station_.world().fetcher.cancel(*std::exchange(fetch_, std::nullopt));
  const auto policy = FetchPolicy::parse("", options.loopback || asker.is_loopback(), options.listeners);
  FetchRequest request;
  request.url = url_;
  request.fields = {{"User-Agent", agent_of(options.identity)}};
  request.policy = std::make_shared<const FetchPolicy>(*policy);
  request.login = std::move(target->login);
  request.upload = FetchUpload{
      .body = target->delta ? settings::write_profile_changes(settings) : settings::write_profile(settings),
      .content_type = "text/xml",
      .put = settings.http_report_method() == settings::HttpReportMethod::Put};
  fetch_ = station_.world().fetcher.fetch(std::move(request), *this);
}

void ConfigReport::on_fetched(FetchId, FetchResult result) {
  fetch_.reset();
  const bool taken = result.error == FetchError::None && result.status >= 200 && result.status < 300;
  std::string words = "the configuration was reported to " + url_;
  if (!taken) words = "the configuration could not be reported to " + url_ + ": " + prompt_words(result);
  station_.world().log.write(taken ? LogLevel::Info : LogLevel::Warning, "report", words);
}

}  // namespace handset::phone
