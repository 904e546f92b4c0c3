// SPDX-License-Identifier: Apache-2.0
// The amounts of self-hosting in words.
#include "core/units_format.hpp"
#include "cost/self_host.hpp"

#include <fmt/format.h>

#include <initializer_list>

namespace rackrate::cost {
namespace {

using Ids = std::vector<std::string_view>;

struct Wording {
  Part part;
  Group group;
  std::string_view item;
  std::string_view unit;
  std::initializer_list<std::string_view> ids;
};

const std::array<Wording, part_count> wordings = {{
    {Part::busy,
     Group::gpus,
     "GPUs, busy",
     "GPU-hours",
     {"serving.rate_factor", "fleet.router_skew"}},
    {Part::idle,
     Group::idle,
     "GPUs, idle",
     "GPU-hours",
     {"serving.rate_factor", "fleet.router_skew"}},
    {Part::spare, Group::redundancy, "spare replicas", "GPU-hours", {"fleet.spare_replicas"}},
    {Part::failed,
     Group::redundancy,
     "GPUs awaiting replacement",
     "GPU-hours",
     {"capital.failure_rate", "capital.replacement_days"}},
    {Part::power,
     Group::power,
     "electricity",
     "GPU-hours",
     {"power.load_factor", "power.pue", "power.price", "power.node_overhead"}},
    {Part::facility, Group::facility, "rack space and cooling", "GPU-hours", {"colo.price"}},
    {Part::support, Group::support, "hardware support", "GPU-hours", {"capital.support"}},
    {Part::engineers,
     Group::people,
     "engineers",
     "engineer-months",
     {"people.engineers", "people.loaded_cost"}},
    {Part::on_call,
     Group::people,
     "on-call duty",
     "engineer-months",
     {"people.on_call", "people.loaded_cost"}},
    {Part::update_work,
     Group::updates,
     "model updates",
     "engineer-weeks",
     {"updates.per_year", "updates.engineer_weeks", "people.loaded_cost"}},
    {Part::evaluation,
     Group::updates,
     "evaluation runs",
     "GPU-hours",
     {"updates.per_year", "updates.evaluation_gpu_hours"}},
    {Part::weights, Group::storage, "weights beside replicas", "TB", {"storage.block_price"}},
    {Part::objects,
     Group::storage,
     "weights kept, logs",
     "TB",
     {"storage.object_price", "storage.versions", "storage.log_bytes_per_token"}},
    {Part::egress,
     Group::network,
     "egress",
     "TB",
     {"network.egress_price", "network.bytes_per_output_token"}},
    {Part::gateway, Group::network, "load balancer", "months", {"network.gateway"}},
}};

bool pays_for_hardware(Part part) {
  return part == Part::busy || part == Part::idle || part == Part::spare || part == Part::failed;
}

std::string fleet_in_words(const FleetSize& fleet) {
  return fmt::format("{} replicas of {} GPU{}", fleet.replicas, fleet.gpus_per_replica,
                     fleet.gpus_per_replica == 1 ? "" : "s");
}

std::string hardware_why(Part part, const FleetSize& fleet, const Supply& supply) {
  const std::string paid = describe(supply);
  switch (part) {
    case Part::busy:
      return fmt::format("the load keeps {:.2f} of {} busy on average; {}", fleet.busy_replicas,
                         fleet_in_words(fleet), paid);
    case Part::idle:
      return fmt::format("{} are there for the peak and cost the same when idle; {}",
                         fleet_in_words(fleet), paid);
    case Part::spare:
      return fmt::format("{} beyond the peak's need, for failures and updates; {}",
                         fleet.spare_replicas, paid);
    default: return "failed GPUs cost their capital until they are replaced";
  }
}

std::string why(Part part, const FleetSize& fleet, const Supply& supply, const Terms& t) {
  if (pays_for_hardware(part)) {
    return hardware_why(part, fleet, supply);
  }
  const double kw = node_power(*supply.gpu, t).in_kw();
  switch (part) {
    case Part::power:
      return fmt::format("{:.3f} kW per GPU x {} of rated power x PUE {} x {} $/kWh", kw,
                         t.load_factor_fraction, t.pue, t.power_price);
    case Part::facility:
      return fmt::format("{:.3f} kW per GPU contracted at {} $/kW-month", kw, t.colo_price);
    case Part::support:
      return fmt::format("{} of the price per year", format_percent(t.support_fraction));
    case Part::engineers: return "to run the fleet, beyond what calling an API needs";
    case Part::on_call: return "round-the-clock duty";
    case Part::update_work:
      return fmt::format("{} versions a year, {} engineer-weeks each", t.updates_per_year,
                         t.update_weeks);
    case Part::evaluation:
      return fmt::format("{} versions a year, {} GPU-hours each", t.updates_per_year,
                         t.evaluation_gpu_hours);
    case Part::weights: return fmt::format("{} a copy, one per replica", format_gb(fleet.weights));
    case Part::objects:
      return fmt::format("{} versions, and {} bytes of log per token", t.versions,
                         t.log_bytes_per_token);
    case Part::egress: return fmt::format("{} bytes per output token", t.bytes_per_output_token);
    default: return "in front of the replicas";
  }
}

std::string sources(const Wording& w, const Supply& supply) {
  return pays_for_hardware(w.part) || w.part == Part::evaluation
             ? source(supply)
             : fmt::format("{}", fmt::join(w.ids, ", "));
}

}  // namespace

std::vector<LineItem> self_host_lines(const FleetSize& fleet, const Supply& supply,
                                      const Terms& terms) {
  const Amounts amounts = self_host_amounts(fleet, gpu_rate(supply, terms), terms);
  std::vector<LineItem> lines;
  for (const Wording& w : wordings) {
    const Amount& amount = amounts[static_cast<std::size_t>(w.part)];
    if (amount.quantity == 0 && w.part != Part::idle) {
      continue;
    }
    LineItem line;
    line.group = w.group;
    line.item = std::string(w.item);
    line.quantity = amount.quantity;
    line.unit = std::string(w.unit);
    line.unit_price = amount.unit_price;
    line.why = why(w.part, fleet, supply, terms);
    line.source = sources(w, supply);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string_view> terms_of(Part part, bool owned) {
  Ids ids = wordings[static_cast<std::size_t>(part)].ids;
  if (pays_for_hardware(part) && owned) {
    ids.insert(ids.end(), {"capital.gpu_price_factor", "capital.server_uplift", "capital.life",
                           "capital.residual", "capital.wacc"});
  } else if (pays_for_hardware(part)) {
    ids.push_back("gpu.price_factor");
  }
  return ids;
}

}  // namespace rackrate::cost
