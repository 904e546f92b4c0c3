# One static library per folder of src/, in rank order. A folder links the folders it may include;
# tests/lint/layers.cmake refuses any other #include.
function(add_layer name)
  cmake_parse_arguments(LAYER "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/${name}/*.cpp")
  if(NOT sources)
    message(FATAL_ERROR "src/${name} holds no source files")
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(${name} PUBLIC ${LAYER_PUBLIC} PRIVATE rackrate_flags ${LAYER_PRIVATE})
endfunction()

add_layer(core PRIVATE fmt::fmt)
add_layer(io PUBLIC core nlohmann_json::nlohmann_json
          PRIVATE fmt::fmt tomlplusplus::tomlplusplus simdjson::simdjson ZLIB::ZLIB
                  PkgConfig::zstd PkgConfig::zip OpenSSL::Crypto)
add_layer(catalog PUBLIC io PRIVATE fmt::fmt embedded_data)
add_layer(ingest PUBLIC catalog PRIVATE fmt::fmt Threads::Threads)
add_layer(workload PUBLIC ingest PRIVATE fmt::fmt)
add_layer(sizing PUBLIC workload PRIVATE fmt::fmt)
add_layer(serving PUBLIC sizing PRIVATE fmt::fmt)
add_layer(cost PUBLIC serving PRIVATE fmt::fmt)
add_layer(decide PUBLIC cost PRIVATE fmt::fmt)
add_layer(report PUBLIC decide PRIVATE fmt::fmt)
add_layer(cli PUBLIC report PRIVATE fmt::fmt CLI11::CLI11)
target_compile_definitions(cli PRIVATE RACKRATE_VERSION="${PROJECT_VERSION}")
