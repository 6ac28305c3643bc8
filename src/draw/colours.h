// The colours of the colour screen, each named by what it is for. Words keep a contrast of 4.5 to 1 or more.
#pragma once

#include "draw/canvas.h"

namespace handset::draw::colours {

inline constexpr Colour frame{0x13263a};  // title bar and the strip of the soft keys
inline constexpr Colour frame_ink{0xffffff};
inline constexpr Colour frame_faint{0xb3c7da};
inline constexpr Colour key{0x2a4661};
inline constexpr Colour key_edge{0x3d5f80};
inline constexpr Colour empty_key{0x1b3148};

inline constexpr Colour paper{0xfafbfd};
inline constexpr Colour blank{0xffffff};  // under the pictures of services
inline constexpr Colour ink{0x17212d};
inline constexpr Colour faint_ink{0x5b6b7e};
inline constexpr Colour rule{0xdfe5ec};
inline constexpr Colour prompt_strip{0xeef2f6};
inline constexpr Colour prompt_ink{0x3a4b5e};

inline constexpr Colour accent{0x1b66d2};
inline constexpr Colour on_accent{0xffffff};
inline constexpr Colour on_accent_faint{0xd5e5fc};
inline constexpr Colour halo{0xcfe0fa};

inline constexpr Colour box{0xffffff};
inline constexpr Colour box_edge{0xb3bfcc};
inline constexpr Colour track{0xe3e9f0};
inline constexpr Colour thumb{0x8ea2b8};

inline constexpr Colour alarm{0x8c2a26};
inline constexpr Colour alarm_strip{0xfbeceb};
inline constexpr Colour alarm_ink{0x8c2a26};

inline constexpr Colour night_top{0x0f2033};  // the idle screen
inline constexpr Colour night_bottom{0x245277};
inline constexpr Colour night_ink{0xffffff};
inline constexpr Colour night_faint{0xbdd1e4};
inline constexpr Colour night_panel{0xffffff, 0.08};
inline constexpr Colour night_badge{0xffffff, 0.16};
inline constexpr Colour night_key{0xffffff, 0.14};
inline constexpr Colour night_empty_key{0xffffff, 0.05};

inline constexpr Colour veil{0x0b1622, 0.5};  // over what an overlay covers
inline constexpr Colour shadow{0x0b1622, 0.05};

}  // namespace handset::draw::colours
