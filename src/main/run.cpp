// handset run: one phone until it is told to end.
#include <string>

#include "main/addresses.h"
#include "main/commands.h"
#include "main/device.h"
#include "main/farewell.h"
#include "main/first_passwords.h"
#include "main/given_settings.h"
#include "main/terminal.h"
#include "main/text_file.h"

namespace handset::program {
namespace {

Attempt<const phone::Model*> find_model(const std::string& name) {
  if (const phone::Model* model = phone::find_model(name)) return model;
  std::string words = "There is no model \"" + name + "\". There are";
  for (const phone::Model& model : phone::models()) words += " " + std::string(model.name);
  return tl::unexpected(words + ".");
}

Attempt<DeviceOptions> read_options(const RunOptions& options) {
  DeviceOptions device;
  const auto model = find_model(options.model);
  const auto sip = endpoint_from(options.sip);
  const auto http = endpoint_from(options.http);
  auto command_line = given_settings(options.set);
  if (!model) return tl::unexpected(model.error());
  if (!sip) return tl::unexpected(sip.error());
  if (!http) return tl::unexpected(http.error());
  if (!command_line) return tl::unexpected(command_line.error());
  if (!options.https.empty()) {
    const auto https = endpoint_from(options.https);
    if (!https) return tl::unexpected(https.error());
    device.https = *https;
  }
  if (!options.sips.empty()) {
    const auto sips = endpoint_from(options.sips);
    if (!sips) return tl::unexpected(sips.error());
    device.sips = *sips;
  }
  if (!options.tls_ca.empty()) {
    auto authorities = read_text_file(options.tls_ca);
    if (!authorities) return tl::unexpected(authorities.error());
    device.tls_authorities = *std::move(authorities);
  }
  device.model = *model;
  device.version = HANDSET_VERSION;
  device.data = options.data;
  device.command_line = *std::move(command_line);
  device.profile = options.profile;
  device.record = options.record;
  device.sip = *sip;
  device.http = *http;
  device.advertise = options.advertise;
  return device;
}

std::string addresses(const Device& device) {
  const std::string http = "http://" + device.http().to_string();
  std::string words = "Screen and keys at " + http + "/phone, administration at " + http + "/admin/\n";
  if (device.https()) words += "Over TLS at https://" + device.https()->to_string() + "\n";
  if (device.sips()) words += "SIP over TLS at " + device.sips()->to_string() + "\n";
  if (!device.fingerprint().empty())
    words += "The certificate has the fingerprint\n  " + device.fingerprint() + "\n";
  return words;
}

std::string describe(Device& device) {
  std::string words = std::string(device.phone().options().model->name) + " with ";
  std::string lines;
  for (const phone::Line& line : device.phone().lines())
    if (line.in_use())
      lines +=
          (lines.empty() ? "sip:" : ", sip:") + std::string(line.user_id()) + "@" + device.sip().to_string();
  words += lines.empty() ? "no line in use: --set User_ID_1_=101 --set Password_1_=... makes one" : lines;
  words += "\n" + addresses(device);
  for (const settings::Issue& issue : device.left_out()) words += "Left out: " + issue.message + "\n";
  return words;
}

}  // namespace

ExitStatus run(const RunOptions& options) {
  io::IoWorldOptions io_options;
  io_options.data = options.data;
  for (const std::string& given : options.name_servers) {
    const auto server = endpoint_from(given);
    if (!server) return failed("run", server.error(), ExitStatus::Usage);
    io_options.resolver.dns.servers.push_back(*server);
  }
  const auto io = io::IoWorld::open(io_options);
  if (!io)
    return failed("run", "The folder " + options.data + " cannot be used: " + std::string(io.error().what) +
                             ". Choose another with --data.");
  io::Loop& loop = (*io)->loop();
  loop.on_signal([&] { loop.stop(); });

  auto device_options = read_options(options);
  if (!device_options) return failed("run", device_options.error(), ExitStatus::Usage);
  auto ladder = make_ladder();
  if (options.trace) device_options->trace = &ladder;
  const auto device = Device::start(**io, *device_options);
  if (!device) return failed("run", device.error());

  const auto passwords =
      hand_over_passwords((*device)->accounts(), (*io)->world().store, options.data, on_terminal());
  if (!passwords) return failed("run", passwords.error());

  // What is printed elsewhere than on a terminal is kept, and a link in it would be a password.
  const std::string link = on_terminal() ? login_words((*device)->login_link()) : std::string();
  const Farewell farewell(loop, (*device)->station());
  say(describe(**device) + *passwords + link + "Ctrl-C ends it.\n");
  loop.run();
  return ExitStatus::Done;
}

}  // namespace handset::program
