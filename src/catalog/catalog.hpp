// SPDX-License-Identifier: Apache-2.0
// All catalogs together, as one plan uses them: from the program, each file replaceable by one of
// the same name in a folder of the user's.
#pragma once

#include "catalog/accelerator.hpp"
#include "catalog/engine.hpp"
#include "catalog/gpu_price.hpp"
#include "catalog/kernel_constants.hpp"
#include "catalog/licence.hpp"
#include "catalog/model_catalog.hpp"
#include "catalog/price_book.hpp"
#include "catalog/purchase_price.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rackrate::catalog {

/// The dates of the oldest and newest price in force or announced, over APIs, rental and purchase.
struct PriceDates {
  Date oldest;
  Date newest;
};

struct Catalog {
  std::vector<Model> models;
  std::vector<Licence> licences;
  std::vector<Accelerator> accelerators;
  std::vector<Engine> engines;
  KernelTable kernels;
  std::vector<Offer> offers;
  std::vector<GpuPrice> gpu_prices;
  std::vector<PurchasePrice> purchases;
  PriceDates price_dates;
  std::string sha256;                 ///< of the files' names and bytes
  std::vector<std::string> replaced;  ///< files taken from the user's folder
};

/// Reads the embedded files, with those of `overlay` instead where it has them. Throws InputError:
/// what is wrong in a file, `no-file` or `not-a-folder` for the folder itself, `unknown-file` for a
/// TOML or CSV file in it that no catalog has.
Catalog load_catalog(const std::optional<std::filesystem::path>& overlay = std::nullopt);

}  // namespace rackrate::catalog
