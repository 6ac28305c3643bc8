# The parameter table becomes code: a small program made first turns parameters.tsv into the schema, the typed
# readers and the page docs/parameters.md. Included by src/CMakeLists.txt.
set(settings_source ${CMAKE_CURRENT_LIST_DIR}/..)
set(settings_made ${CMAKE_CURRENT_BINARY_DIR}/made/settings)
file(MAKE_DIRECTORY ${settings_made})

add_library(handset_settings_maker STATIC EXCLUDE_FROM_ALL
  ${CMAKE_CURRENT_LIST_DIR}/table.cpp ${CMAKE_CURRENT_LIST_DIR}/schema_writer.cpp
  ${CMAKE_CURRENT_LIST_DIR}/readers_writer.cpp ${CMAKE_CURRENT_LIST_DIR}/reference_writer.cpp
  ${settings_source}/row_words.cpp)
target_include_directories(handset_settings_maker PUBLIC ${PROJECT_SOURCE_DIR}/src)
add_executable(handset_settings_generate EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/main.cpp)
target_link_libraries(handset_settings_generate PRIVATE handset_settings_maker)

add_custom_command(
  OUTPUT ${settings_made}/schema.cpp ${settings_made}/readers.h ${settings_made}/readers.cpp
         ${settings_made}/parameters.md
  COMMAND handset_settings_generate ${settings_source}/parameters.tsv ${settings_made}
  DEPENDS handset_settings_generate ${settings_source}/parameters.tsv
  COMMENT "Making the settings from parameters.tsv"
  VERBATIM)

target_sources(handset_settings PRIVATE ${settings_made}/schema.cpp ${settings_made}/readers.h
                                        ${settings_made}/readers.cpp)
target_include_directories(handset_settings PUBLIC ${CMAKE_CURRENT_BINARY_DIR}/made)

# The committed page follows the table: a test says when it does not, this target makes it anew.
set(parameters_page ${PROJECT_SOURCE_DIR}/docs/parameters.md)
add_custom_target(parameters_reference
  COMMAND ${CMAKE_COMMAND} -E copy ${settings_made}/parameters.md ${parameters_page}
  DEPENDS ${settings_made}/parameters.md)
add_test(NAME parameters_page_is_current
         COMMAND ${CMAKE_COMMAND} -E compare_files ${settings_made}/parameters.md ${parameters_page})
