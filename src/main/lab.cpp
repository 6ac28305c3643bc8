// handset lab: a PBX to register at and the gallery of XML pages, for a phone somewhere.
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "io/certificate.h"
#include "io/interfaces.h"
#include "io/store.h"
#include "io/world.h"
#include "lab/dns_desk.h"
#include "lab/dns_server.h"
#include "lab/gallery.h"
#include "lab/gallery_server.h"
#include "lab/pbx_desk.h"
#include "lab/pbx_diary.h"
#include "main/addresses.h"
#include "main/commands.h"
#include "main/terminal.h"
#include "main/text_file.h"
#include "pbx/pbx.h"

namespace handset::program {
namespace {

constexpr unsigned first_user = 101;
constexpr unsigned usual_users = 5;
constexpr std::size_t password_length = 12;
constexpr std::string_view list_of_all = "all";

Attempt<pbx::PbxOptions> pbx_options(const LabOptions& options, Random& random) {
  pbx::PbxOptions out;
  const auto algorithms = sip::DigestOffer::parse(options.digest);
  if (!algorithms) return tl::unexpected("--digest: " + std::string(algorithms.error().what) + ".");
  out.registrar.digest.algorithms = *algorithms;
  out.notifier.list = list_of_all;
  for (const std::string& given : options.accounts) {
    const auto [user, password, found] = split_once(given, '=');
    if (user.empty() || password.empty())
      return tl::unexpected("\"" + given + "\" is no account: USER=PASSWORD or USER=@FILE is.");
    auto value = value_or_file(std::string(password));
    if (!value) return tl::unexpected(value.error());
    out.registrar.accounts.push_back({std::string(user), std::move(*value)});
  }
  for (unsigned i = 0; options.accounts.empty() && i < usual_users; ++i)
    out.registrar.accounts.push_back({std::to_string(first_user + i), random.token(password_length)});
  return out;
}

// What is printed elsewhere than on a terminal is kept, so it has no secrets in it.
std::string account_words(const LabOptions& options, const pbx::PbxOptions& pbx) {
  std::string words = "Who may register:\n";
  for (const pbx::Account& account : pbx.registrar.accounts) {
    words += "  " + account.user;
    if (options.accounts.empty()) words += on_terminal() ? "  password " + account.password : "";
    words += "\n";
  }
  if (options.accounts.empty() && !on_terminal())
    words += "Their passwords are told on a terminal alone: choose your own with --account USER=PASSWORD.\n";
  return words;
}

// With a certificate of this run, for the addresses at which it listens. Gives words about it.
Attempt<std::string> listen_secured(const LabOptions& options, io::IoWorld& io, pbx::Pbx& pbx) {
  if (options.sips.empty()) return std::string();
  const auto local = endpoint_from(options.sips);
  if (!local) return tl::unexpected(local.error());
  std::vector<std::string> hosts{"localhost"};
  for (const Endpoint& endpoint : io::reachable_endpoints(*local))
    if (!endpoint.address.is_unspecified()) hosts.push_back(endpoint.address.to_string());
  io::NoStore nothing_kept;
  const auto identity = io::own_identity(nothing_kept, hosts, io.loop().wall());
  if (!identity) return tl::unexpected("The certificate: " + std::string(identity.error().what) + ".");
  if (const auto done = io.network().secure(*local, *identity); !done)
    return tl::unexpected("The certificate: " + std::string(done.error().what) + ".");
  const auto bound = pbx.listen_secured(*local);
  if (!bound) return tl::unexpected(cannot_listen(*local, "--sips", bound.error()));
  if (!options.certificate.empty()) {
    if (auto done = write_text_file(options.certificate, identity->certificate); !done)
      return tl::unexpected(done.error());
  }
  return ", " + bound->to_string() + " over TLS";
}

// Gives words about it.
Attempt<std::string> listen_for_names(const LabOptions& options, lab::DnsServer& dns) {
  if (const auto set = dns.set_records(options.records); !set)
    return tl::unexpected("--record: " + set.error());
  if (options.dns.empty()) {
    if (options.records.empty()) return std::string();
    return tl::unexpected(std::string("--record is for the name server: --dns HOST:PORT starts it."));
  }
  const auto local = endpoint_from(options.dns);
  if (!local) return tl::unexpected(local.error());
  const auto bound = dns.listen(*local);
  if (!bound) return tl::unexpected(cannot_listen(*local, "--dns", bound.error()));
  return "The name server listens on " + bound->to_string() +
         ", UDP and TCP, for `handset run --name-server`;";
}

std::string gallery_words(const lab::GalleryServer& gallery) {
  std::string words = "The gallery of XML pages, for a phone to open or to be pushed to:\n";
  for (const auto& page : lab::gallery_pages())
    words += "  " + gallery.url(page.path) + "  " + std::string(page.name) + "\n";
  return words + "  " + gallery.url(lab::menu_path) + "  the menu of them all\n";
}

}  // namespace

ExitStatus lab(const LabOptions& options) {
  const auto http = endpoint_from(options.http);
  if (!http) return failed("lab", http.error(), ExitStatus::Usage);
  const auto sip = endpoint_from(options.sip);
  if (!sip) return failed("lab", sip.error(), ExitStatus::Usage);
  const auto io = io::IoWorld::open();
  if (!io) return failed("lab", std::string(io.error().what) + ".");
  io::Loop& loop = (*io)->loop();
  loop.on_signal([&] { loop.stop(); });

  const World world = (*io)->world();
  const auto pbx_settings = pbx_options(options, world.random);
  if (!pbx_settings) return failed("lab", pbx_settings.error(), ExitStatus::Usage);
  lab::PbxDiary diary(world.clock);
  const auto pbx = std::make_unique<pbx::Pbx>(world, *pbx_settings, &diary);
  const auto bound = pbx->listen(*sip);
  if (!bound) return failed("lab", cannot_listen(*sip, "--sip", bound.error()));
  const auto secured = listen_secured(options, **io, *pbx);
  if (!secured) return failed("lab", secured.error());
  lab::DnsServer dns(world.clock, world.network);
  const auto names = listen_for_names(options, dns);
  if (!names) return failed("lab", names.error());
  const auto post = [&loop](std::function<void()> task) { loop.post(std::move(task)); };
  lab::PbxDesk desk(*pbx, diary, world.clock, post);
  lab::DnsDesk dns_desk(dns, post);
  const auto gallery =
      lab::GalleryServer::start(*http, [&](const io::HttpRequest& request, io::Responder& respond) {
        return desk.take(request, respond) || dns_desk.take(request, respond);
      });
  if (!gallery) return failed("lab", cannot_listen(*http, "--http", gallery.error()));

  const std::string names_words =
      names->empty() ? "" : *names + " its records:\n  " + gallery->url(lab::dns_path) + "\n\n";
  say("The PBX listens on " + bound->to_string() + ", UDP and TCP" + *secured +
      "; who is there, and faults on purpose:\n  " + gallery->url(lab::pbx_path) + "\n" +
      account_words(options, *pbx_settings) + "\n" + names_words + gallery_words(*gallery) +
      "Ctrl-C ends it.\n");
  loop.run();
  return ExitStatus::Done;
}

}  // namespace handset::program
