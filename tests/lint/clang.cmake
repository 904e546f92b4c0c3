# clang accepts every source file too (the build itself uses the system's compiler).
cmake_minimum_required(VERSION 3.25)
find_program(clang NAMES clang++-14 clang++ REQUIRED)
execute_process(
  COMMAND bash -c "find src -name '*.cpp' -print0 | xargs -0 -n 8 -P 2 '${clang}' -std=c++20 \
-fsyntax-only -Wall -Wextra -Werror -DFMT_SHARED -DRACKRATE_VERSION='\"lint\"' -Isrc \
-I'${BUILD}/generated'"
  WORKING_DIRECTORY "${ROOT}" RESULT_VARIABLE result ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
  string(SUBSTRING "${errors}" 0 4000 errors)
  message(FATAL_ERROR "clang does not accept the sources\n${errors}")
endif()
