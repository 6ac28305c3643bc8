# handset_precompile(TARGET)
#
# What nearly every file includes of the standard library is parsed once, on the first floor, and not by each
# file. Every file still includes what it uses: clang-tidy and the sanitized build know nothing of this.
function(handset_precompile target)
  if(NOT HANDSET_PRECOMPILE OR target STREQUAL handset_draw) # pango wants -pthread, which makes it another one
    return()
  elseif(target STREQUAL handset_base)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <chrono> <cstddef> <cstdint> <functional> <map>
                              <memory> <optional> <string> <string_view> <tl/expected.hpp> <utility> <variant> <vector>)
  else()
    target_precompile_headers(${target} REUSE_FROM handset_base)
  endif()
  # g++ 12 forgets that what is precompiled is the system's, and warns of the insides of std::string.
  target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endfunction()

# handset_floor(NAME [BELOW floor...] [PRIVATE_LIBRARIES target...])
#
# Makes the library handset_NAME of all sources in src/NAME. BELOW names the floors whose headers it may
# include; PRIVATE_LIBRARIES are foreign libraries that only its own files see. It is built when a program
# needs it.
function(handset_floor name)
  cmake_parse_arguments(floor "" "" "BELOW;PRIVATE_LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_library(handset_${name} STATIC EXCLUDE_FROM_ALL ${sources})
  target_include_directories(handset_${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  foreach(below ${floor_BELOW})
    if(TARGET handset_${below})
      target_link_libraries(handset_${name} PUBLIC handset_${below})
    endif()
  endforeach()
  target_link_libraries(handset_${name} PRIVATE ${floor_PRIVATE_LIBRARIES})
  handset_precompile(handset_${name})
endfunction()
