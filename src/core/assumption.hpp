// SPDX-License-Identifier: Apache-2.0
// The assumption register: every number and choice that the plan rests on and the user's data
// does not give, with its range and its source. It travels inside every plan.
#pragma once

#include "core/provenance.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate {

/// Who set the value that is in force.
enum class Origin { profile, scenario, flag };

struct Assumption {
  std::string id;    ///< dotted, e.g. "people.engineers"
  std::string what;  ///< one line for people
  double value = 0;  ///< NaN: nobody has stated it
  double low = 0;    ///< low and high: an 80 % range, low <= value <= high
  double high = 0;
  std::string unit;  ///< e.g. "usd/year", "fraction", "fte"
  Provenance provenance;
  Origin origin = Origin::profile;
  std::string set_at;  ///< where the user set it: file:line or the flag; empty for the profile
  bool exact = false;  ///< the user stated one value and no range: taken at their word
  std::optional<double> least;       ///< nothing below makes sense, beyond what the unit says
  std::vector<std::string> used_by;  ///< cost lines and stages that read it

  bool known() const { return value == value; }
};

/// A named alternative rather than a number, such as "may this data leave: yes, no, unknown".
struct Choice {
  std::string id;
  std::string what;
  std::string value;
  std::vector<std::string> options;
  Origin origin = Origin::profile;
  std::string set_at;
};

/// The assumptions in force, in the order of their profile. Looking up an id that the profile
/// does not define, or in another unit than it is stored in, is a BugError: profiles are checked
/// when they are loaded.
class Register {
 public:
  void add(Assumption assumption);
  void add(Choice choice);
  /// Adds, or replaces the assumption of the same id.
  void put(Assumption assumption);

  const Assumption& assumption(std::string_view id) const;
  const Choice& choice(std::string_view id) const;
  bool has(std::string_view id) const;

  /// The value in force, checked to be in `unit` and known.
  double value(std::string_view id, std::string_view unit) const;
  /// The same for entries that nobody need state.
  std::optional<double> maybe_value(std::string_view id, std::string_view unit) const;
  /// A copy in which `id` has `value`; low and high stay. For sensitivities and draws.
  Register with(std::string_view id, double value) const;
  void set(std::string_view id, double value, Origin origin, std::string set_at);
  void set_range(std::string_view id, double low, double high);
  void mark_used(std::string_view id, std::string_view by);
  void choose(std::string_view id, std::string value, Origin origin, std::string set_at);

  const std::vector<Assumption>& assumptions() const { return assumptions_; }
  const std::vector<Choice>& choices() const { return choices_; }

 private:
  std::vector<Assumption> assumptions_;
  std::vector<Choice> choices_;
  std::map<std::string, std::size_t, std::less<>> assumption_index_;
  std::map<std::string, std::size_t, std::less<>> choice_index_;
};

constexpr const char* name(Origin origin) {
  switch (origin) {
    case Origin::profile: return "profile";
    case Origin::scenario: return "scenario";
    case Origin::flag: return "flag";
  }
  return "profile";
}

}  // namespace rackrate
