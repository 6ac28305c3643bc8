#include "lab/gallery_server.h"

#include <utility>

#include "lab/gallery.h"

namespace handset::lab {

Result<GalleryServer> GalleryServer::start(const Endpoint& local, Further further) {
  auto slow = std::make_unique<SlowAnswers>();
  auto server = io::HttpServer::start(local, [answers = slow.get(), further = std::move(further)](
                                                 const io::HttpRequest& request, io::Responder respond) {
    if (further && further(request, respond)) return;
    const auto delay = delay_of(request);
    if (delay.count() == 0) {
      respond(answer_from_gallery(request));
    } else {
      answers->answer_after(delay, answer_from_gallery(request), std::move(respond));
    }
  });
  if (!server) return tl::unexpected(server.error());
  return GalleryServer(std::move(slow), std::move(*server));
}

std::string GalleryServer::url(std::string_view path) const {
  return "http://" + endpoint().to_string() + std::string(path);
}

}  // namespace handset::lab
