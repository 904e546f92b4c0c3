// SPDX-License-Identifier: Apache-2.0
#include "cost/self_host.hpp"

#include "core/error.hpp"

#include <algorithm>

namespace rackrate::cost {
namespace {

constexpr double months_a_year = 12;
constexpr double weeks_a_year = 52;
constexpr double days_a_year = 365;

Amount& at(Amounts& amounts, Part part) { return amounts[static_cast<std::size_t>(part)]; }

Usd hourly(UsdPerHour rate) { return rate * hour; }

}  // namespace

int gpus_paid_for(const FleetSize& fleet, int sold_in) {
  const int needed = (fleet.replicas + fleet.spare_replicas) * fleet.gpus_per_replica;
  return (needed + sold_in - 1) / sold_in * sold_in;
}

// Rented or owned, a GPU costs the same idle or busy, so utilisation appears once: in how the
// hours divide into busy and idle.
Amounts self_host_amounts(const FleetSize& fleet, const GpuRate& rate, const Terms& t) {
  check(fleet.busy_replicas <= fleet.replicas, "more busy replicas than there are");
  const double hours = month.in_hours();
  const double gpus = gpus_paid_for(fleet, rate.sold_in);
  const double busy = fleet.busy_replicas * fleet.gpus_per_replica;
  const double spare = fleet.spare_replicas * fleet.gpus_per_replica;
  Amounts a;
  at(a, Part::busy) = {busy * hours, hourly(rate.hire)};
  at(a, Part::idle) = {(gpus - busy - spare) * hours, hourly(rate.hire)};
  at(a, Part::spare) = {spare * hours, hourly(rate.hire)};
  if (rate.owned) {
    const double down = t.failures_per_year * t.replacement_days / days_a_year;
    at(a, Part::failed) = {gpus * hours * down, hourly(rate.hire)};
    at(a, Part::power) = {gpus * hours, hourly(rate.power)};
    at(a, Part::facility) = {gpus * hours, hourly(rate.facility)};
    at(a, Part::support) = {gpus * hours, hourly(rate.support)};
  }
  const Usd engineer = Usd::dollars(t.loaded_cost);
  at(a, Part::engineers) = {t.engineers, engineer / months_a_year};
  at(a, Part::on_call) = {t.on_call, engineer / months_a_year};
  const double updates = t.updates_per_year / months_a_year;
  at(a, Part::update_work) = {updates * t.update_weeks, engineer / weeks_a_year};
  at(a, Part::evaluation) = {updates * t.evaluation_gpu_hours, hourly(rate.all())};
  const double copies = fleet.replicas + fleet.spare_replicas;
  at(a, Part::weights) = {fleet.weights.in_tb() * copies, Usd::dollars(t.block_price)};
  const Bytes logs = Bytes::bytes(fleet.served.as_count() * t.log_bytes_per_token);
  at(a, Part::objects) = {(fleet.weights * t.versions + logs).in_tb(),
                          Usd::dollars(t.object_price)};
  const Bytes sent = Bytes::bytes(fleet.output.as_count() * t.bytes_per_output_token);
  at(a, Part::egress) = {sent.in_tb(), Usd::dollars(t.egress_price)};
  at(a, Part::gateway) = {1, Usd::dollars(t.gateway)};
  return a;
}

Usd total(const Amounts& amounts) {
  Usd sum = Usd::zero();
  for (const Amount& amount : amounts) {
    sum += amount.monthly();
  }
  return sum;
}

}  // namespace rackrate::cost
