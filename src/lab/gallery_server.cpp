#include "lab/gallery_server.h"

#include <utility>

#include "lab/gallery.h"

namespace handset::lab {

Result<GalleryServer> GalleryServer::start(const Endpoint& local) {
  auto server = io::HttpServer::start(local, [](const io::HttpRequest& request, io::Responder respond) {
    respond(answer_from_gallery(request));
  });
  if (!server) return tl::unexpected(server.error());
  return GalleryServer(std::move(*server));
}

std::string GalleryServer::url(std::string_view path) const {
  return "http://" + endpoint().to_string() + std::string(path);
}

}  // namespace handset::lab
