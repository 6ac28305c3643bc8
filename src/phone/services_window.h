// What all pages of XML services have in common: title, prompt, soft keys, where the page came from, and
// what Exit, Back, Update and Next do.
//
// A custom soft key removes all default ones; `SoftKey:` URIs bring their functions back. A page that came
// with a Refresh URL has Next where another has Update.
#pragma once

#include <string>
#include <vector>

#include "phone/soft_key.h"
#include "phone/window.h"

namespace handset::phone {

// A key that the document has taken: a digit, the cursor or the back key.
struct PageKey {
  Key key;
  std::string uri;
  std::string uri_down{};  // as SoftKey::uri_down
};

struct PageHead {
  std::string title;
  std::string prompt;
  SoftKeyBar soft_keys;
  std::vector<PageKey> keys{};
};

class ServicesWindow : public Window {
 public:
  // Arrows, and the soft key that deletes letters.
  [[nodiscard]] bool repeats(Key key) const override;
  KeyResult on_key(Key key) override;
  KeyResult on_soft_key(SoftKeyFunction function) override;
  [[nodiscard]] const PageSource* source() const override { return &source_; }
  [[nodiscard]] PagePosition position() const override;
  void restore(const PagePosition& position) override;

 protected:
  // The row that a soft key is about; empty where there are no rows.
  struct RowInView {
    std::string uri;
    std::string name;
  };

  ServicesWindow(PageSource source, PageHead head);

  void show_head(Screen& screen) const;
  // Keys that are neither soft keys nor ways back.
  virtual KeyResult on_page_key(Key key) = 0;
  [[nodiscard]] virtual RowInView row_in_view() const { return {}; }

 private:
  KeyResult on_bar(unsigned place);
  KeyResult press_and_release(const std::string& uri_down, const std::string& uri);
  KeyResult open_uri(const std::string& written);
  // Of what a page without a title is opened from.
  [[nodiscard]] std::string title_from(const std::string& row_name) const;

  PageSource source_;
  PageHead head_;
};

}  // namespace handset::phone
