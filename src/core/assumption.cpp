// SPDX-License-Identifier: Apache-2.0
#include "core/assumption.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <utility>

namespace rackrate {
namespace {

std::size_t index_of(const std::map<std::string, std::size_t, std::less<>>& index,
                     std::string_view id) {
  const auto found = index.find(id);
  check(found != index.end(), ("no such assumption: " + std::string(id)).c_str());
  return found->second;
}

}  // namespace

void Register::add(Assumption assumption) {
  check(assumption_index_.emplace(assumption.id, assumptions_.size()).second, "id added twice");
  assumptions_.push_back(std::move(assumption));
}

void Register::add(Choice choice) {
  check(choice_index_.emplace(choice.id, choices_.size()).second, "id added twice");
  choices_.push_back(std::move(choice));
}

void Register::put(Assumption assumption) {
  const auto found = assumption_index_.find(assumption.id);
  if (found == assumption_index_.end()) {
    add(std::move(assumption));
  } else {
    assumptions_[found->second] = std::move(assumption);
  }
}

const Assumption& Register::assumption(std::string_view id) const {
  return assumptions_[index_of(assumption_index_, id)];
}

const Choice& Register::choice(std::string_view id) const {
  return choices_[index_of(choice_index_, id)];
}

bool Register::has(std::string_view id) const {
  return assumption_index_.contains(id) || choice_index_.contains(id);
}

double Register::value(std::string_view id, std::string_view unit) const {
  const std::optional<double> found = maybe_value(id, unit);
  check(found.has_value(), ("assumption read that is unknown: " + std::string(id)).c_str());
  return *found;
}

std::optional<double> Register::maybe_value(std::string_view id, std::string_view unit) const {
  const Assumption& found = assumption(id);
  check(found.unit == unit, ("assumption read in another unit: " + found.id).c_str());
  return found.known() ? std::optional(found.value) : std::nullopt;
}

Register Register::with(std::string_view id, double value) const {
  Register copy = *this;
  copy.assumptions_[index_of(assumption_index_, id)].value = value;
  return copy;
}

// A value the user states is taken at its word: `exact` keeps it out of draws. The range stays, for
// sensitivities, and moves only as far as it must to hold the value.
void Register::set(std::string_view id, double value, Origin origin, std::string set_at) {
  Assumption& a = assumptions_[index_of(assumption_index_, id)];
  a.low = a.known() ? std::min(a.low, value) : value;
  a.high = a.known() ? std::max(a.high, value) : value;
  a.value = value;
  a.exact = origin != Origin::profile;
  a.origin = origin;
  a.set_at = std::move(set_at);
}

void Register::set_range(std::string_view id, double low, double high) {
  Assumption& a = assumptions_[index_of(assumption_index_, id)];
  check(a.known() && low <= a.value && a.value <= high, "a range must hold its value");
  a.low = low;
  a.high = high;
  a.exact = false;
}

void Register::mark_used(std::string_view id, std::string_view by) {
  std::vector<std::string>& used_by = assumptions_[index_of(assumption_index_, id)].used_by;
  if (std::find(used_by.begin(), used_by.end(), by) == used_by.end()) {
    used_by.emplace_back(by);
  }
}

void Register::choose(std::string_view id, std::string value, Origin origin, std::string set_at) {
  Choice& c = choices_[index_of(choice_index_, id)];
  c.value = std::move(value);
  c.origin = origin;
  c.set_at = std::move(set_at);
}

}  // namespace rackrate
