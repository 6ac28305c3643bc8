#include "draw/font_file.h"

#include <filesystem>
#include <fontconfig/fontconfig.h>
#include <memory>

#include "base/text.h"

namespace handset::draw {

namespace {

struct Destroy {
  void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
using Pattern = std::unique_ptr<FcPattern, Destroy>;

std::string_view text_of(const Pattern& pattern, const char* object) {
  FcChar8* text = nullptr;
  if (FcPatternGetString(pattern.get(), object, 0, &text) != FcResultMatch) return {};
  return reinterpret_cast<const char*>(text);
}

}  // namespace

std::optional<FontFile> find_font(std::string_view family, std::string_view usual_path) {
  std::error_code error;
  if (std::filesystem::is_regular_file(usual_path, error)) return FontFile{std::string(usual_path), 0};
  const std::string name(family);
  const Pattern wanted(FcPatternCreate());
  FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(name.c_str()));
  FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result = FcResultNoMatch;
  const Pattern found(FcFontMatch(nullptr, wanted.get(), &result));
  if (!found || !equal_ignoring_case(text_of(found, FC_FAMILY), family)) return std::nullopt;
  FontFile file{std::string(text_of(found, FC_FILE))};
  int index = 0;
  if (FcPatternGetInteger(found.get(), FC_INDEX, 0, &index) == FcResultMatch) file.index = index;
  if (file.path.empty()) return std::nullopt;
  return file;
}

}  // namespace handset::draw
