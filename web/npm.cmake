# handset_npm_ci(VARIABLE): the packages that package-lock.json of the calling folder names, in its build folder.
#
# VARIABLE is set to their node_modules, VARIABLE_STAMP to a file that is made with them. No script of a package
# runs, and nothing else is downloaded.
find_program(HANDSET_NODE node)
find_program(HANDSET_NPM npm)
if(NOT HANDSET_SANITIZE AND (NOT HANDSET_NODE OR NOT HANDSET_NPM))
  message(FATAL_ERROR "node and npm are missing, which bundle the pages (tools/install build)")
endif()

function(handset_npm_ci variable)
  set(lock ${CMAKE_CURRENT_SOURCE_DIR}/package.json ${CMAKE_CURRENT_SOURCE_DIR}/package-lock.json)
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/node_modules.stamp)
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -E copy ${lock} ${CMAKE_CURRENT_BINARY_DIR}
    COMMAND ${HANDSET_NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${lock}
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}
    COMMENT "Fetching what package-lock.json names"
    VERBATIM)
  set(${variable} ${CMAKE_CURRENT_BINARY_DIR}/node_modules PARENT_SCOPE)
  set(${variable}_STAMP ${stamp} PARENT_SCOPE)
endfunction()
