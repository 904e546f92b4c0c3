// SPDX-License-Identifier: Apache-2.0
// The register's numbers that costs rest on, read once: looking each up by its name would take
// longer than the arithmetic, and uncertainty repeats that ten thousand times.
#pragma once

#include "core/assumption.hpp"

#include <array>
#include <string_view>

namespace rackrate::cost {

/// Each in the unit of the register, see term_rows.
struct Terms {
  double spare_replicas = 0;
  double router_skew_fraction = 0;
  double rate_factor = 1;
  double gpu_price_factor = 1;
  double engineers = 0;
  double loaded_cost = 0;
  double on_call = 0;
  double updates_per_year = 0;
  double update_weeks = 0;
  double evaluation_gpu_hours = 0;
  double object_price = 0;
  double block_price = 0;
  double versions = 0;
  double log_bytes_per_token = 0;
  double egress_price = 0;
  double bytes_per_output_token = 0;
  double gateway = 0;
  double purchase_factor = 1;
  double server_uplift = 1;
  double life_years = 1;
  double residual_fraction = 0;
  double wacc_fraction = 0;
  double support_fraction = 0;
  double failures_per_year = 0;
  double replacement_days = 0;
  double node_overhead = 1;
  double load_factor_fraction = 1;
  double pue = 1;
  double power_price = 0;
  double colo_price = 0;
  double price_drift = 0;
};

struct TermRow {
  std::string_view id;
  std::string_view unit;
  double Terms::*field;
};

inline constexpr std::array<TermRow, 31> term_rows = {{
    {"fleet.spare_replicas", "replicas", &Terms::spare_replicas},
    {"fleet.router_skew", "fraction", &Terms::router_skew_fraction},
    {"serving.rate_factor", "ratio", &Terms::rate_factor},
    {"gpu.price_factor", "ratio", &Terms::gpu_price_factor},
    {"people.engineers", "fte", &Terms::engineers},
    {"people.loaded_cost", "usd/year", &Terms::loaded_cost},
    {"people.on_call", "fte", &Terms::on_call},
    {"updates.per_year", "1/year", &Terms::updates_per_year},
    {"updates.engineer_weeks", "weeks", &Terms::update_weeks},
    {"updates.evaluation_gpu_hours", "gpu_hours", &Terms::evaluation_gpu_hours},
    {"storage.object_price", "usd/tb_month", &Terms::object_price},
    {"storage.block_price", "usd/tb_month", &Terms::block_price},
    {"storage.versions", "copies", &Terms::versions},
    {"storage.log_bytes_per_token", "bytes", &Terms::log_bytes_per_token},
    {"network.egress_price", "usd/tb", &Terms::egress_price},
    {"network.bytes_per_output_token", "bytes", &Terms::bytes_per_output_token},
    {"network.gateway", "usd/month", &Terms::gateway},
    {"capital.gpu_price_factor", "ratio", &Terms::purchase_factor},
    {"capital.server_uplift", "ratio", &Terms::server_uplift},
    {"capital.life", "years", &Terms::life_years},
    {"capital.residual", "fraction", &Terms::residual_fraction},
    {"capital.wacc", "1/year", &Terms::wacc_fraction},
    {"capital.support", "1/year", &Terms::support_fraction},
    {"capital.failure_rate", "1/year", &Terms::failures_per_year},
    {"capital.replacement_days", "days", &Terms::replacement_days},
    {"power.node_overhead", "ratio", &Terms::node_overhead},
    {"power.load_factor", "fraction", &Terms::load_factor_fraction},
    {"power.pue", "ratio", &Terms::pue},
    {"power.price", "usd/kwh", &Terms::power_price},
    {"colo.price", "usd/kw_month", &Terms::colo_price},
    {"api.price_drift", "1/year", &Terms::price_drift},
}};

/// Reads every row, checking its unit.
Terms terms(const Register& assumptions);

}  // namespace rackrate::cost
