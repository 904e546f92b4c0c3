# Language level, warnings and sanitizers, as interface targets that only our own code links.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(rackrate_flags INTERFACE)
target_compile_options(rackrate_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wunused -Wcast-align
  # Same bits on every machine: no fused multiply-add that the source does not ask for.
  -ffp-contract=off)
# gcc 12 sees overlaps and uninitialised bytes in std::string that are not there once it optimises
# (GCC bugs 105329 and 105562). The dev build keeps both warnings.
target_compile_options(rackrate_flags INTERFACE
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-maybe-uninitialized>)
if(RACKRATE_WERROR)
  target_compile_options(rackrate_flags INTERFACE -Werror)
endif()
if(RACKRATE_SANITIZE)
  target_compile_options(rackrate_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(rackrate_flags INTERFACE -fsanitize=address,undefined)
endif()
if(RACKRATE_FUZZ)
  target_compile_options(rackrate_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
