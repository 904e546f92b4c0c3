# Every source file is as clang-format writes it (./dev format).
cmake_minimum_required(VERSION 3.25)
find_program(clang_format NAMES clang-format-14 clang-format REQUIRED)
file(GLOB_RECURSE files "${ROOT}/src/*.hpp" "${ROOT}/src/*.cpp" "${ROOT}/tests/*.hpp"
     "${ROOT}/tests/*.cpp")
execute_process(COMMAND "${clang_format}" --dry-run --Werror ${files}
                RESULT_VARIABLE result ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
  string(SUBSTRING "${errors}" 0 4000 errors)
  message(FATAL_ERROR "not formatted; run ./dev format\n${errors}")
endif()
