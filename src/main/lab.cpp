// handset lab: the gallery of XML pages for a phone somewhere.
#include <string>

#include "io/loop.h"
#include "lab/gallery.h"
#include "lab/gallery_server.h"
#include "main/addresses.h"
#include "main/commands.h"
#include "main/terminal.h"

namespace handset::program {

ExitStatus lab(const LabOptions& options) {
  const auto address = endpoint_from(options.http);
  if (!address) return failed("lab", address.error(), ExitStatus::Usage);
  io::Loop loop;
  loop.on_signal([&] { loop.stop(); });
  const auto gallery = lab::GalleryServer::start(*address);
  if (!gallery) return failed("lab", cannot_listen(*address, "--http", gallery.error()));

  std::string words = "The gallery of XML pages, for a phone to open or to be pushed to:\n";
  for (const auto& page : lab::gallery_pages())
    words += "  " + gallery->url(page.path) + "  " + std::string(page.name) + "\n";
  say(words + "  " + gallery->url(lab::menu_path) + "  the menu of them all\nCtrl-C ends it.\n");
  loop.run();
  return ExitStatus::Done;
}

}  // namespace handset::program
