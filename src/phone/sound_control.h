// What the services of a phone ask of its sound, and what they are told by a phone that has none: that is
// this class itself; the sound of a phone derives from it. The Phone is handed one that outlives it
// (PhoneParts); shard's thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "xml/executor.h"
#include "xml/uri_arguments.h"

namespace handset::phone {

// Of audio/basic, 8000 bytes a second: a page plays five seconds at most.
inline constexpr std::size_t most_clip_bytes = 40000;

class SoundControl {
 public:
  SoundControl() = default;
  virtual ~SoundControl() = default;
  SoundControl(const SoundControl&) = delete;
  SoundControl& operator=(const SoundControl&) = delete;

  // A ring file, by its name; or stop.
  virtual xml::Outcome play(const xml::PlayArgument&) { return none(); }
  // Streams of RTP, by one of the schemes RTPRx, RTPTx, RTPMRx and RTPMTx.
  virtual xml::Outcome stream(xml::Scheme, const xml::RtpArgument&) { return none(); }
  // G.711 mu-law without a header.
  virtual xml::Outcome play_clip(std::string_view) { return none(); }

 private:
  static xml::Outcome none() { return xml::Outcome::failed("Sound not built yet"); }
};

}  // namespace handset::phone
