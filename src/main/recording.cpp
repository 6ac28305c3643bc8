#include "main/recording.h"

#include <utility>

namespace handset::program {

Attempt<std::unique_ptr<Recording>> Recording::start(const std::string& path, const World& world,
                                                     std::string_view version) {
  auto file = io::RecordFile::create(path, world.log);
  if (!file)
    return tl::unexpected("The record " + path + " cannot be made: " + std::string(file.error().what) + ".");
  return std::unique_ptr<Recording>(new Recording(*std::move(file), world, version));
}

void Recording::watch(phone::Station& station) {
  screen_ = std::make_unique<phone::StationScreen>(station);
  recorder_.set_screen(screen_.get());
}

}  // namespace handset::program
