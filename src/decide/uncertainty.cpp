// SPDX-License-Identifier: Apache-2.0
#include "decide/uncertainty.hpp"

#include "core/random.hpp"
#include "core/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace rackrate::decide {
namespace {

// What you decide is not uncertain: limits and spares are moved one at a time, never drawn.
constexpr std::array<std::string_view, 3> decisions = {"slo.ttft_s", "slo.tpot_ms",
                                                       "fleet.spare_replicas"};

bool is_decision(std::string_view id) {
  return std::find(decisions.begin(), decisions.end(), id) != decisions.end();
}

// Keeps a draw from the thin end of a range inside what its unit allows.
double sane(double value, std::string_view unit) {
  if (unit == "fraction") {
    return std::clamp(value, 0.0, 0.95);
  }
  if (unit == "ratio" || unit == "years") {
    return std::max(value, 0.05);
  }
  return unit == "1/year" ? std::max(value, -0.9) : std::max(value, 0.0);
}

// Each deployment has an interval of its own for its rate; the register's, which is that of one of
// them, is drawn only where the reader stated it.
bool is_rate_of_each(const Assumption& a) {
  return a.id == "serving.rate_factor" && a.origin == Origin::profile;
}

struct DrawnTerm {
  double cost::Terms::*field;
  std::string_view unit;
  double value;
  double low;
  double high;
};

std::vector<DrawnTerm> drawn_terms(const Register& assumptions) {
  std::vector<DrawnTerm> terms;
  for (const cost::TermRow& row : cost::term_rows) {
    const Assumption& a = assumptions.assumption(row.id);
    if (!is_decision(row.id) && !is_rate_of_each(a) && !a.exact && a.low < a.high) {
      terms.push_back({row.field, row.unit, a.value, a.low, a.high});
    }
  }
  return terms;
}

/// One point a time, every assumption drawn independently in the same order.
class Sampler {
 public:
  explicit Sampler(const World& world)
      : world_(&world),
        terms_(drawn_terms(*world.assumptions)),
        rate_of_each_(is_rate_of_each(world.assumptions->assumption("serving.rate_factor"))),
        random_(draw_seed) {}

  Point next() {
    Point point = world_->base;
    for (const DrawnTerm& t : terms_) {
      point.terms.*t.field = sane(draw(t.value, t.low, t.high, random_.uniform()), t.unit);
    }
    for (const Response& r : *world_->responses) {
      if (!is_decision(r.assumption) && !r.exact) {
        apply(factors_at(r, draw(r.value, r.low, r.high, random_.uniform())), point);
      }
    }
    if (rate_of_each_) {
      point.speed = draw(0, -1, 1, random_.uniform());
    }
    return point;
  }

 private:
  const World* world_;
  std::vector<DrawnTerm> terms_;
  bool rate_of_each_;
  Random random_;
};

struct Interval {
  double low;
  double high;
};

Interval interval_80(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.1), quantile(values, 0.9)};
}

Comparison compared(double value, const std::vector<double>& option,
                    const std::vector<double>& api) {
  std::vector<double> ratios;
  int wins = 0;
  for (std::size_t i = 0; i < option.size(); ++i) {
    wins += option[i] < api[i] ? 1 : 0;
    ratios.push_back(option[i] / api[i]);
  }
  const Interval i = interval_80(std::move(ratios));
  return {static_cast<double>(wins) / draw_count,
          {value, std::min(value, i.low), std::max(value, i.high)}};
}

}  // namespace

double draw(double value, double low, double high, double uniform) {
  // On each side the density falls linearly to 0 at m distances: 1 - (1 - 1/m)^2 = 0.8.
  const double reach = 1 / (1 - std::sqrt(0.2));
  const bool below = uniform < 0.5;
  const double side = below ? 1 - 2 * uniform : 2 * uniform - 1;
  const double distance = reach * (1 - std::sqrt(1 - std::min(side, 1.0)));
  return below ? value - (value - low) * distance : value + (high - value) * distance;
}

Draws draws(const std::vector<Priced>& options, const Priced* own, const Priced* api,
            const World& world) {
  std::vector<std::vector<double>> costs(options.size());
  Sampler sampler(world);
  for (int i = 0; i < draw_count; ++i) {
    const Point point = sampler.next();
    for (std::size_t o = 0; o < options.size(); ++o) {
      costs[o].push_back(cost_at(options[o], *world.load, point).in_dollars());
    }
  }
  Draws out;
  const auto against_api = [&](const Priced* option) {
    if (option == nullptr || api == nullptr) {
      return Comparison{};
    }
    const double value = option->option.monthly.value / api->option.monthly.value;
    const auto costs_of = [&](const Priced* p) -> const std::vector<double>& {
      return costs[static_cast<std::size_t>(p - options.data())];
    };
    return compared(value, costs_of(option), costs_of(api));
  };
  out.own = against_api(own);
  out.hybrid = against_api(cheapest_of(options, OptionKind::hybrid, false));
  for (std::size_t o = 0; o < options.size(); ++o) {
    const Usd value = options[o].option.monthly.value;
    const Interval i = interval_80(std::move(costs[o]));
    out.monthly.push_back(
        {value, std::min(value, Usd::dollars(i.low)), std::max(value, Usd::dollars(i.high))});
  }
  return out;
}

}  // namespace rackrate::decide
