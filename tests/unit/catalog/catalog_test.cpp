// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.hpp"

#include "catalog/embedded.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

namespace fs = std::filesystem;

// A folder of its own for one test, removed at its end.
class Folder {
 public:
  explicit Folder(const char* name) : path_(fs::temp_directory_path() / name) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  void write(const char* name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string complaint(const fs::path& overlay) {
  try {
    load_catalog(overlay);
  } catch (const InputError& e) {
    std::string out;
    for (const Diagnostic& d : e.diagnostics()) {
      CHECK_FALSE(missing_slot(d).has_value());
      out += render(d);
    }
    return out;
  }
  return "";
}

}  // namespace

TEST_CASE("catalog: everything is in the program") {
  const Catalog catalog = load_catalog();
  CHECK(catalog.models.size() >= 30);
  CHECK(catalog.accelerators.size() >= 24);
  CHECK(catalog.engines.size() == 7);
  CHECK(catalog.offers.size() >= 170);
  CHECK(catalog.gpu_prices.size() >= 96);
  CHECK(catalog.purchases.size() >= 10);
  CHECK_FALSE(catalog.kernels.accelerators.empty());
  CHECK(catalog.replaced.empty());
  CHECK(catalog.sha256.size() == 64);
  CHECK(load_catalog().sha256 == catalog.sha256);
  CHECK(catalog.price_dates.oldest < catalog.price_dates.newest);
  CHECK(to_string(catalog.price_dates.newest) == "2026-08-21");
}

TEST_CASE("catalog: the files refer to each other without loose ends") {
  const Catalog catalog = load_catalog();
  for (const Model& model : catalog.models) {
    CAPTURE(model.id);
    CHECK(find_licence(catalog.licences, model.licence) != nullptr);
  }
  for (const KernelConstants& constants : catalog.kernels.accelerators) {
    CAPTURE(constants.accelerator);
    CHECK(find_accelerator(catalog.accelerators, constants.accelerator) != nullptr);
  }
  for (const EngineConstants& constants : catalog.kernels.engines) {
    CAPTURE(constants.engine);
    CHECK(find_engine(catalog.engines, constants.engine) != nullptr);
  }
}

TEST_CASE("catalog: a file of the user's folder replaces the one in the program") {
  const Folder folder("rackrate_catalog_overlay");
  folder.write("api_prices.csv",
               "model,provider,provider_model,region,tier,component,unit,price_usd,ctx_from,ctx_to,"
               "ctx_op,time_window,effective_from,effective_to,min_commit,source,as_of,confidence,"
               "derived\n"
               "m,us,m,r,standard,input,per_1m_tokens,1,,,,,,,,contract,2026-11-01,high,0\n");
  const Catalog catalog = load_catalog(folder.path());
  REQUIRE(catalog.offers.size() == 1);
  CHECK(catalog.offers[0].provider == "us");
  CHECK(catalog.replaced == std::vector<std::string>{"api_prices.csv"});
  CHECK(catalog.sha256 != load_catalog().sha256);
  CHECK(to_string(catalog.price_dates.newest) == "2026-11-01");
}

TEST_CASE("catalog: a folder that cannot be meant is refused") {
  const Folder folder("rackrate_catalog_typo");
  folder.write("api_price.csv", "x\n");
  folder.write("notes.txt", "anything\n");
  const std::string text = complaint(folder.path());
  CHECK(text.starts_with(
      "rackrate: error: --data: expected files named as a catalog file, got 'api_price.csv' "
      "[unknown-file]\n  hint: did you mean 'api_prices.csv'"));
  CHECK(text.find("notes.txt") == std::string::npos);
  CHECK(complaint(folder.path() / "nowhere").find("[no-file]") != std::string::npos);
  CHECK(complaint(folder.path() / "notes.txt").find("[not-a-folder]") != std::string::npos);
  folder.write("engines.toml", "[[engine]\n");
  fs::remove(folder.path() / "api_price.csv");
  CHECK(complaint(folder.path()).find("[bad-toml]") != std::string::npos);
}
