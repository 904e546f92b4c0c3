// SPDX-License-Identifier: Apache-2.0
// One assumption at a time: its low and its high, and the value at which the verdict changes.
#include "catalog/amount.hpp"
#include "decide/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

namespace rackrate::decide {
namespace {

using PointAt = std::function<Point(double)>;

constexpr int grid = 240;           // points searched for a change of sign
constexpr double reach = 10;        // times the high end of the range
constexpr double negligible = 0.5;  // dollars a month

/// Where a flip is looked for.
struct Reach {
  double from = 0;
  double to = 0;
};

/// Prices two options along one assumption.
class Axis {
 public:
  Axis(const Assumption& assumption, const Priced& own, const Priced& api, const Load& load,
       PointAt at, Reach reach_of_flip)
      : assumption_(&assumption),
        own_(&own),
        api_(&api),
        load_(&load),
        at_(std::move(at)),
        reach_(reach_of_flip) {}

  Sensitivity run() const {
    const Point low = at_(assumption_->low);
    const Point high = at_(assumption_->high);
    Sensitivity s{assumption_->id, cost_at(*own_, *load_, low), cost_at(*own_, *load_, high),
                  cost_at(*api_, *load_, low), cost_at(*api_, *load_, high)};
    s.swing_usd = std::abs(
        (s.self_host_at_high - s.api_at_high - s.self_host_at_low + s.api_at_low).in_dollars());
    if (s.swing_usd > negligible) {
      s.flips_at = flip();
    }
    return s;
  }

 private:
  bool own_wins(double x) const {
    const Point point = at_(x);
    return cost_at(*own_, *load_, point) < cost_at(*api_, *load_, point);
  }

  bool possible(double x) const { return !catalog::amount_fault(x, assumption_->unit).has_value(); }

  // The nearest value, on either side, at which the winner changes.
  std::optional<double> flip() const {
    const Assumption& a = *assumption_;
    const std::optional<double> down = flip_towards(reach_.from);
    const std::optional<double> up = flip_towards(reach_.to);
    if (down && up) {
      return a.value - *down < *up - a.value ? down : up;
    }
    return down ? down : up;
  }

  std::optional<double> flip_towards(double end) const {
    const bool wins = own_wins(assumption_->value);
    double before = assumption_->value;
    for (int i = 1; i <= grid; ++i) {
      // Steps that grow with the distance: fine near the value, coarse far away.
      const double share = static_cast<double>(i) / grid;
      const double x = assumption_->value + (end - assumption_->value) * share * share;
      if (!possible(x)) {
        return std::nullopt;
      }
      if (own_wins(x) != wins) {
        return bisect(before, x, wins);
      }
      before = x;
    }
    return std::nullopt;
  }

  double bisect(double same, double other, bool wins) const {
    for (int i = 0; i < 60; ++i) {
      const double middle = 0.5 * (same + other);
      (own_wins(middle) == wins ? same : other) = middle;
    }
    return other;
  }

  const Assumption* assumption_;
  const Priced* own_;
  const Priced* api_;
  const Load* load_;
  PointAt at_;
  Reach reach_;
};

}  // namespace

std::vector<Sensitivity> sensitivities(const Priced& own, const Priced& api, const World& world) {
  std::vector<Sensitivity> all;
  const auto add = [&](const Assumption& assumption, PointAt at, Reach flip) {
    if (!(assumption.low < assumption.high)) {
      return;
    }
    Sensitivity s = Axis(assumption, own, api, *world.load, std::move(at), flip).run();
    if (s.swing_usd > negligible) {
      all.push_back(std::move(s));
    }
  };
  for (const cost::TermRow& row : cost::term_rows) {
    const Assumption& a = world.assumptions->assumption(row.id);
    const auto at = [&world, field = row.field](double x) {
      Point point = world.base;
      point.terms.*field = x;
      return point;
    };
    add(a, at, {std::min(0.0, a.low), reach * std::max(a.high, 0.0)});
  }
  for (const Response& response : *world.responses) {
    const auto at = [&world, &response](double x) {
      Point point = world.base;
      apply(factors_at(response, x), point);
      return point;
    };
    // Beyond the ends the response is not computed, so no flip is claimed there.
    add(world.assumptions->assumption(response.assumption), at, {response.low, response.high});
  }
  std::stable_sort(all.begin(), all.end(), [](const Sensitivity& a, const Sensitivity& b) {
    return a.swing_usd > b.swing_usd;
  });
  return all;
}

}  // namespace rackrate::decide
