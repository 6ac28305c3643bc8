// What a line knows of the features that its server has for it: do-not-disturb and forwarding (Feature Key
// Sync). A value; any thread.
#pragma once

#include <string>

#include "ua/feature_state.h"

namespace handset::phone {

// For floors that know nothing of ua.
using ForwardWhen = ua::ForwardWhen;
using Forwarding = ua::Forwarding;

struct LineFeatures {
  ua::FeatureState told{};  // empty: nothing is known
  std::string trouble{};    // why the server tells nothing, without a full stop; empty: all is well

  friend bool operator==(const LineFeatures&, const LineFeatures&) = default;
};

// Of what keeps all calls from the phone, for the screen: "DND", "Fwd to 105"; empty: nothing does, as far as
// is known.
[[nodiscard]] std::string feature_words(const ua::FeatureState& told);
// All that is known: "DND off, all calls to 105, busy off, no answer to 106 after 3 rings"; "nothing is
// known".
[[nodiscard]] std::string feature_list(const ua::FeatureState& told);

}  // namespace handset::phone
