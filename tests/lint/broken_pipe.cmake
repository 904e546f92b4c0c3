# A reader that goes away ends the program quietly, as `rackrate ... | head -1` expects.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND "${RACKRATE}" prices list --json - COMMAND sh -c "exit 0"
                RESULTS_VARIABLE results ERROR_VARIABLE errors OUTPUT_QUIET)
list(GET results 0 result)
if(NOT result EQUAL 0 OR NOT errors STREQUAL "")
  message(FATAL_ERROR "exit code ${result}, expected 0 and silence:\n${errors}")
endif()
