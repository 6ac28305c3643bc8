// Screens as pictures of the model's size: pixels, and PNG files of them.
//
// A Painter belongs to one worker thread, never to a shard: pango and fontconfig are slow to wake up and
// keep state. It finds and loads its fonts once. Equal screens give equal bytes on one machine: fonts are
// named, and the file holds no date.
#pragma once

#include <memory>
#include <string>

#include "draw/picture.h"
#include "phone/model.h"
#include "phone/screen.h"

namespace handset::draw {

class Painter {
 public:
  Painter();
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  // The bytes of a PNG file; empty for a model without a screen.
  [[nodiscard]] std::string png(const phone::Screen& screen, const phone::Model& model);
  // What is in that file.
  [[nodiscard]] Picture pixels(const phone::Screen& screen, const phone::Model& model);

 private:
  struct Faces;
  std::unique_ptr<Faces> faces_;
};

}  // namespace handset::draw
