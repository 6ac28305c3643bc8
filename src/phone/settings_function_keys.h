// What the settings say of keys with a function: Extended Function of line keys, and Unit n Key k of
// attendant consoles that are enabled. Pure; any thread.
#pragma once

#include "phone/function_key.h"
#include "phone/macros.h"
#include "phone/model.h"
#include "settings/snapshot.h"

namespace handset::phone {

// Of lines that are in use the key is theirs. $PROXY and $USER are those of the extension that the key acts
// by: the one that vid= names, else the first in use.
[[nodiscard]] FunctionKeys function_keys_from(const settings::Snapshot& settings, const Model& model,
                                              const MacroValues& macros);

}  // namespace handset::phone
