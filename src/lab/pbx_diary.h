// What happened at the registrar lately, in words for the lab's page. Owned by whoever owns the Pbx; that
// one's thread.
#pragma once

#include <string_view>

#include "lab/diary.h"
#include "pbx/registrar.h"

namespace handset::lab {

class PbxDiary final : public Diary, public pbx::RegistrarListener {
 public:
  using Diary::Diary;

  void on_registered(std::string_view user, const pbx::Binding& binding) override;
  void on_refreshed(std::string_view user, const pbx::Binding& binding) override;
  void on_removed(std::string_view user, const pbx::Binding& binding, Removal why) override;
  void on_refused(std::string_view user, const Endpoint& source, unsigned status,
                  std::string_view reason) override;
};

}  // namespace handset::lab
