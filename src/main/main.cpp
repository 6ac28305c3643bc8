// The `handset` program: reads the command line and calls the command. The only file that knows CLI11.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <functional>

#include "main/commands.h"

namespace handset::program {
namespace {

using Command = std::function<ExitStatus()>;

void add_record(CLI::App& command, std::string& record) {
  command
      .add_option("--record", record,
                  "Keep all that happens to the phone in a new file, for `handset replay`; its passwords are "
                  "sealed, the key is in FILE.key")
      ->type_name("FILE");
}

void add_run(CLI::App& app, RunOptions& options, Command& chosen) {
  CLI::App* command = app.add_subcommand("run", "One phone, until Ctrl-C");
  command->add_option("--data", options.data, "Folder of what the phone keeps")->type_name("DIR")->required();
  command->add_option("--sip", options.sip, "Listen for SIP there, over UDP and TCP")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command
      ->add_option("--sips", options.sips,
                   "Listen for SIP over TLS there as well, with a certificate made at the first start")
      ->type_name("HOST:PORT");
  command
      ->add_option(
          "--tls-ca", options.tls_ca,
          "Lines over TLS believe who is signed by these as well, beside whom the system trusts (PEM)")
      ->type_name("FILE");
  command->add_option("--http", options.http, "Serve the API and the pages there")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command
      ->add_option("--https", options.https,
                   "Serve them there over TLS, with a certificate made at the first start")
      ->type_name("HOST:PORT");
  command
      ->add_option("--advertise", options.advertise,
                   "The name or address by which others reach the phone, when it is not the one that it has")
      ->type_name("HOST");
  command->add_option("--model", options.model, "Which phone it is")
      ->type_name("NAME")
      ->capture_default_str();
  command->add_option("--set", options.set, "A setting, such as User_ID_1_=101; may be given often")
      ->type_name("TAG=VALUE|TAG=@FILE")
      ->allow_extra_args(false);
  command->add_option("--profile", options.profile, "A flat profile to apply at the start, gzip or not")
      ->type_name("FILE");
  command
      ->add_option("--name-server", options.name_servers,
                   "Ask this one for SIP servers, and not the system's; may be given often")
      ->type_name("HOST:PORT")
      ->allow_extra_args(false);
  command->add_flag("--trace", options.trace, "Print each push as a ladder");
  add_record(*command, options.record);
  command->callback([&] { chosen = [&] { return run(options); }; });
}

void add_push(CLI::App& app, PushOptions& options, Command& chosen) {
  CLI::App* command = app.add_subcommand("push", "Send an authenticated XML-Service NOTIFY to a phone");
  command->add_option("uri", options.uri, "The line: sip:USER@HOST:PORT")->type_name("URI")->required();
  command->add_option("what", options.what, "The page to open, or a file that is sent as the document itself")
      ->type_name("URL|FILE")
      ->required();
  command->add_option("--user", options.user, "User name of the digest (default: the one of the URI)");
  command->add_option("--password", options.password, "Its password (default: HANDSET_PASSWORD)")
      ->type_name("PASSWORD|@FILE");
  command->add_option("--algorithm", options.algorithm, "Take no other digest than MD5 or SHA-256")
      ->type_name("NAME");
  command->add_flag("--tcp", options.tcp, "Over TCP instead of UDP");
  command->add_flag("--trace", options.trace, "Print the ladder");
  command->callback([&] { chosen = [&] { return push(options); }; });
}

void add_lab(CLI::App& app, LabOptions& options, Command& chosen) {
  CLI::App* command =
      app.add_subcommand("lab", "A PBX to register at, and XML pages, for trying a phone out");
  command->add_option("--sip", options.sip, "The PBX listens there, over UDP and TCP")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command
      ->add_option("--sips", options.sips,
                   "It listens there as well, over TLS, with a certificate made at each start")
      ->type_name("HOST:PORT");
  command
      ->add_option("--certificate", options.certificate,
                   "Put that certificate into a file, for `handset run --tls-ca`")
      ->type_name("FILE");
  command
      ->add_option("--account", options.accounts,
                   "Who may register; may be given often (default: 101 to 105, with fresh passwords)")
      ->type_name("USER=PASSWORD|USER=@FILE")
      ->allow_extra_args(false);
  command->add_option("--digest", options.digest, "The digest algorithms of the PBX, best first")
      ->type_name("NAMES")
      ->capture_default_str();
  command->add_option("--http", options.http, "Serve the pages there")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command->add_option("--dns", options.dns, "Be a name server there, over UDP and TCP")
      ->type_name("HOST:PORT");
  command
      ->add_option("--record", options.records,
                   "A record of it: A, AAAA, CNAME, SRV or NAPTR, as in a zone file; may be given often")
      ->type_name("\"NAME [TTL] TYPE DATA\"")
      ->allow_extra_args(false);
  command->callback([&] { chosen = [&] { return lab(options); }; });
}

void add_demo(CLI::App& app, DemoOptions& options, Command& chosen) {
  CLI::App* command = app.add_subcommand("demo", "A phone, XML pages and a push in one process");
  command->add_flag("--once", options.once, "Leave after the page is shown: exit status 0, or 1");
  command->add_option("--data", options.data, "Folder of what the phone keeps")->type_name("DIR");
  add_record(*command, options.record);
  command->callback([&] { chosen = [&] { return demo(options); }; });
}

void add_replay(CLI::App& app, ReplayOptions& options, Command& chosen) {
  CLI::App* command = app.add_subcommand(
      "replay",
      "Run a recorded phone again, in no time: exit status 0 when it does and shows the same, else 1");
  command->add_option("file", options.file, "What --record has written")->type_name("FILE")->required();
  command->add_flag("--screens", options.screens, "Print the screens, and what led to them");
  command->add_flag("--trace", options.trace, "Print each push as a ladder");
  command->callback([&] { chosen = [&] { return replay(options); }; });
}

void add_xml(CLI::App& app, XmlCheckOptions& options, Command& chosen) {
  CLI::App* group = app.add_subcommand("xml", "For who writes XML services");
  group->require_subcommand(1);
  CLI::App* command = group->add_subcommand(
      "check",
      "Say what a strict phone would refuse in a document, and show how the displays have it: exit status 0 "
      "when it refuses nothing, else 1. The items of an Execute are run: what they address is fetched or "
      "told");
  command->add_option("what", options.what, "The document, or the page of a web server")
      ->type_name("FILE|URL")
      ->required();
  command->add_option("--profile", options.profile, "The family of phones: SPA, MPP or 79xx")
      ->type_name("NAME")
      ->capture_default_str();
  command->add_option("--model", options.model, "Show it on that phone alone")->type_name("NAME");
  command->add_option("--png", options.png, "Put pictures of the displays into that folder")
      ->type_name("DIR");
  command->callback([&] { chosen = [&] { return check_xml(options); }; });
}

ExitStatus main_of(int argc, char** argv) {
  CLI::App app("Handset, a SIP desk phone in software", "handset");
  app.set_version_flag("--version", "handset " HANDSET_VERSION);
  app.require_subcommand(1);
  Command chosen;
  RunOptions run_options;
  PushOptions push_options;
  LabOptions lab_options;
  DemoOptions demo_options;
  ReplayOptions replay_options;
  XmlCheckOptions xml_check_options;
  demo_options.program = argv[0];
  add_run(app, run_options, chosen);
  add_push(app, push_options, chosen);
  add_lab(app, lab_options, chosen);
  add_demo(app, demo_options, chosen);
  add_replay(app, replay_options, chosen);
  add_xml(app, xml_check_options, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitStatus::Done : ExitStatus::Usage;
  }
  return chosen();
}

}  // namespace
}  // namespace handset::program

int main(int argc, char** argv) {
  try {
    return static_cast<int>(handset::program::main_of(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "handset: %s\n", error.what());
    return static_cast<int>(handset::program::ExitStatus::Failed);
  }
}
