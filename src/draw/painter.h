// Screens as pictures: PNG of the model's size, drawn by cairo and pango.
//
// A Painter belongs to one worker thread, never to a shard: pango and fontconfig are slow to wake up and
// keep state. Equal screens give equal bytes on one machine: hinting is off, fonts are named, and the file
// holds no date.
#pragma once

#include <memory>
#include <string>

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

 private:
  struct Fonts;
  std::unique_ptr<const Fonts> fonts_;
};

}  // namespace handset::draw
