#include "phone/model.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

TEST(Model, TheDefaultIsTheColourPhone) {
  const Model& model = default_model();
  EXPECT_EQ(model.name, "SPA525G2");
  EXPECT_EQ(model.lines, 5u);
  EXPECT_EQ(model.screen, ScreenKind::Colour);
  EXPECT_EQ(model.width, 320u);
  EXPECT_EQ(model.height, 240u);
}

TEST(Model, EachHasItsNumberOfLines) {
  EXPECT_EQ(find_model("SPA501G")->lines, 8u);
  EXPECT_EQ(find_model("SPA502G")->lines, 1u);
  EXPECT_EQ(find_model("SPA504G")->lines, 4u);
  EXPECT_EQ(find_model("SPA508G")->lines, 8u);
  EXPECT_EQ(find_model("SPA509G")->lines, 12u);
}

TEST(Model, IsFoundWithoutCaseAndWithoutItsFamilyName) {
  EXPECT_EQ(find_model("spa525g2"), &default_model());
  EXPECT_EQ(find_model("504G"), find_model("SPA504G"));
}

TEST(Model, UnknownNamesFindNothing) {
  EXPECT_EQ(find_model("SPA941"), nullptr);
  EXPECT_EQ(find_model(""), nullptr);
}

TEST(Model, OnlyTheOneWithoutAScreenHasNoPixelsAndNoCells) {
  for (const Model& model : models()) {
    const bool has_screen = model.screen != ScreenKind::None;
    EXPECT_EQ(has_screen, model.name != "SPA501G") << model.name;
    EXPECT_EQ(has_screen, model.width > 0 && model.height > 0) << model.name;
    EXPECT_EQ(has_screen, model.columns > 0 && model.text_rows > 0) << model.name;
  }
}

}  // namespace
}  // namespace handset::phone
