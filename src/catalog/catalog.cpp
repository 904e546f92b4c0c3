// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.hpp"

#include "catalog/embedded.hpp"
#include "core/error.hpp"
#include "core/spelling.hpp"
#include "io/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace rackrate::catalog {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> files{
    "models.toml",  "licences.toml",  "accelerators.toml", "engines.toml",
    "kernels.toml", "api_prices.csv", "gpu_prices.csv",    "gpu_purchase.csv"};

void refuse_folder(const fs::path& folder, std::string got, std::string code) {
  Diagnostic d;
  d.field = "--data";
  d.expected = "a folder with catalog files, e.g. api_prices.csv";
  d.got = std::move(got);
  d.code = std::move(code);
  d.hint = fmt::format("check the path {}", rackrate::quoted(folder.string()));
  throw InputError(ExitCode::usage, std::move(d));
}

// A misspelt file name would leave the embedded catalog in force without a word.
void refuse_unknown_files(const fs::path& folder) {
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (entry.is_regular_file() && (extension == ".toml" || extension == ".csv")) {
      found.push_back(entry.path().filename().string());
    }
  }
  std::sort(found.begin(), found.end());
  Diagnostics sink;
  const std::vector<std::string> known(files.begin(), files.end());
  for (const std::string& name : found) {
    if (std::find(known.begin(), known.end(), name) != known.end()) {
      continue;
    }
    const std::string meant = did_you_mean(name, known);
    sink.add({Severity::error,
              {},
              "--data",
              "files named as a catalog file",
              rackrate::quoted(name),
              "unknown-file",
              "",
              meant.empty() ? fmt::format("known: {}", fmt::join(known, ", ")) : meant});
  }
  sink.throw_if_errors(ExitCode::usage);
}

/// Hands out the files of the catalog and keeps track of what was handed out.
class Shelf {
 public:
  explicit Shelf(const std::optional<fs::path>& overlay) : overlay_(overlay) {
    if (!overlay_) {
      return;
    }
    if (!fs::exists(*overlay_)) {
      refuse_folder(*overlay_, "no such folder", "no-file");
    }
    if (!fs::is_directory(*overlay_)) {
      refuse_folder(*overlay_, "a file", "not-a-folder");
    }
    refuse_unknown_files(*overlay_);
  }

  io::Source take(std::string_view name) {
    io::Source source = open(name);
    digest_.add(name);
    digest_.add(std::string_view("\0", 1));
    digest_.add(source.text());
    return source;
  }

  std::string sha256() const { return digest_.hex(); }
  std::vector<std::string> replaced() const { return replaced_; }

 private:
  io::Source open(std::string_view name) {
    if (overlay_ && fs::exists(*overlay_ / name)) {
      replaced_.emplace_back(name);
      return io::Source::open(*overlay_ / name, ExitCode::usage);
    }
    const auto text = embedded_file(name);
    check(text.has_value(), "a catalog file is not in the program");
    return io::Source::from_static(std::string(name), *text);
  }

  std::optional<fs::path> overlay_;
  io::Sha256 digest_;
  std::vector<std::string> replaced_;
};

PriceDates dates_of(const Catalog& catalog) {
  std::vector<Date> dates;
  for (const Offer& offer : catalog.offers) {
    for (const auto& [tier, prices] : offer.tiers) {
      for (const TokenPrice& price : prices) {
        dates.push_back(price.provenance.as_of);
      }
    }
  }
  for (const GpuPrice& price : catalog.gpu_prices) {
    dates.push_back(price.provenance.as_of);
  }
  for (const PurchasePrice& price : catalog.purchases) {
    dates.push_back(price.provenance.as_of);
  }
  if (dates.empty()) {
    return {};
  }
  const auto [oldest, newest] = std::minmax_element(dates.begin(), dates.end());
  return {*oldest, *newest};
}

}  // namespace

Catalog load_catalog(const std::optional<fs::path>& overlay) {
  Shelf shelf(overlay);
  Catalog catalog;
  catalog.models = load_models(shelf.take("models.toml"));
  catalog.licences = load_licences(shelf.take("licences.toml"));
  catalog.accelerators = load_accelerators(shelf.take("accelerators.toml"));
  catalog.engines = load_engines(shelf.take("engines.toml"));
  catalog.kernels = load_kernels(shelf.take("kernels.toml"));
  catalog.offers = load_offers(shelf.take("api_prices.csv"));
  catalog.gpu_prices = load_gpu_prices(shelf.take("gpu_prices.csv"), catalog.accelerators);
  catalog.purchases = load_purchase_prices(shelf.take("gpu_purchase.csv"), catalog.accelerators);
  catalog.price_dates = dates_of(catalog);
  catalog.sha256 = shelf.sha256();
  catalog.replaced = shelf.replaced();
  return catalog;
}

}  // namespace rackrate::catalog
