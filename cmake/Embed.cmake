# Puts every file of data/ and profiles/ into the binary, so that it runs from any folder.
# The assembler reads the bytes; a generated table gives each its name ("models.toml",
# "profiles/default.toml").
file(GLOB embedded_files CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}"
     "${CMAKE_SOURCE_DIR}/data/*.toml" "${CMAKE_SOURCE_DIR}/data/*.csv"
     "${CMAKE_SOURCE_DIR}/profiles/*.toml")

set(assembly "    .section .rodata\n")
set(declarations "")
set(entries "")
set(index 0)
foreach(file IN LISTS embedded_files)
  string(REGEX REPLACE "^data/" "" shown "${file}")
  string(APPEND assembly
    "    .balign 16\n    .global rackrate_file_${index}\nrackrate_file_${index}:\n"
    "    .incbin \"${CMAKE_SOURCE_DIR}/${file}\"\n    .byte 0\n"
    "    .global rackrate_file_${index}_end\nrackrate_file_${index}_end:\n")
  string(APPEND declarations
    "extern \"C\" const char rackrate_file_${index}[];\n"
    "extern \"C\" const char rackrate_file_${index}_end[];\n")
  string(APPEND entries
    "    {\"${shown}\", rackrate_file_${index}, rackrate_file_${index}_end},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND assembly "    .section .note.GNU-stack,\"\",%progbits\n")

set(generated "${CMAKE_BINARY_DIR}/generated")
file(CONFIGURE OUTPUT "${generated}/embedded_files.s" CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT "${generated}/embedded_table.inc" CONTENT "${entries}" @ONLY)
file(CONFIGURE OUTPUT "${generated}/embedded_declarations.inc" CONTENT "${declarations}" @ONLY)
list(TRANSFORM embedded_files PREPEND "${CMAKE_SOURCE_DIR}/" OUTPUT_VARIABLE embedded_paths)
set_source_files_properties("${generated}/embedded_files.s" PROPERTIES
  LANGUAGE ASM OBJECT_DEPENDS "${embedded_paths}")

add_library(embedded_data STATIC "${generated}/embedded_files.s")
target_include_directories(embedded_data INTERFACE "${generated}")
