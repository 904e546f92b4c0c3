// SPDX-License-Identifier: Apache-2.0
// The one place that turns a tree node into typed values: missing and unknown keys, wrong kinds
// and out-of-range numbers become diagnostics with position and hint.
#pragma once

#include "core/date.hpp"
#include "core/diagnostic.hpp"
#include "io/node.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::io {

/// Reads the members of one object. A fault adds a diagnostic to the sink and yields a harmless
/// value (empty, 0, nothing), so that one run finds every fault; the caller throws at the end of
/// the phase with Diagnostics::throw_if_errors.
class Fields {
 public:
  /// `path` is the dotted name of this object in messages, e.g. "model[3].config". A node that is
  /// not an object is itself a fault and reads as an empty object.
  Fields(const Document& document, const Node& node, std::string path, Diagnostics& sink);

  bool has(std::string_view key) const;  ///< present and not null

  std::string text(std::string_view key);
  std::optional<std::string> maybe_text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);  ///< absent: empty

  std::int64_t integer(std::string_view key, std::int64_t low = 0,
                       std::int64_t high = std::numeric_limits<std::int64_t>::max());
  std::optional<std::int64_t> maybe_integer(
      std::string_view key, std::int64_t low = 0,
      std::int64_t high = std::numeric_limits<std::int64_t>::max());

  /// Integers are taken too. Finite, and low <= value <= high.
  double number(std::string_view key, double low = 0,
                double high = std::numeric_limits<double>::max());
  std::optional<double> maybe_number(std::string_view key, double low = 0,
                                     double high = std::numeric_limits<double>::max());

  bool flag(std::string_view key, bool otherwise);
  /// A TOML date, or text of the form YYYY-MM-DD.
  Date date(std::string_view key);

  std::optional<Fields> object(std::string_view key);
  std::vector<Fields> objects(std::string_view key);  ///< an array of objects; absent: empty
  /// The raw node, marked as read; null if absent.
  const Node* node(std::string_view key);

  /// Every member that was not asked for becomes a diagnostic `unknown-key` with a suggestion.
  void refuse_unknown();

  /// A fault the caller found itself, at `key` (or at the object if `key` is absent).
  void fault(std::string_view key, std::string expected, std::string got, std::string code,
             std::string hint = {});

  const std::string& path() const { return path_; }
  const Node& self() const { return *node_; }
  const Document& document() const { return *document_; }

 private:
  const Node* take(std::string_view key, bool required, std::string_view expected);

  const Document* document_;
  const Node* node_;
  std::string path_;
  Diagnostics* sink_;
  std::set<std::string, std::less<>> read_;
};

}  // namespace rackrate::io
