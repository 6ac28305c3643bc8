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
endfunction()
