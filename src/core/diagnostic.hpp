// SPDX-License-Identifier: Apache-2.0
// What the user is told when their input is wrong: one shape for every message.
#pragma once

#include "core/exit_code.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate {

enum class Severity { error, warning, note };

/// Where in the user's input. Without a file it is the command line.
struct Location {
  std::string file;        ///< as the user wrote it; "-" is standard input; empty: command line
  std::size_t line = 0;    ///< from 1; 0 = the file as a whole
  std::size_t column = 0;  ///< from 1, in bytes; 0 = the line as a whole
  std::string excerpt;     ///< the source line, or part of a long one, without its end of line
  std::size_t excerpt_start = 0;  ///< bytes of the line before the excerpt
};

/// One message. Every slot but `why` and `hint` must be filled (see missing_slot).
struct Diagnostic {
  Severity severity = Severity::error;
  Location where;
  std::string field;     ///< dotted key, `--flag`, `column 'x'`, `row 17`
  std::string expected;  ///< in the user's words, with an example
  std::string got;       ///< verbatim; quoted() for text of theirs, "nothing" if missing
  std::string code;      ///< stable, e.g. "unknown-gpu"; listed in rackrate-files(5)
  std::string why;       ///< where the expectation came from
  std::string hint;      ///< one thing to do, the literal text to type
};

/// The message as the user sees it, without colour, ending in a newline:
///   plan.toml:14:13: error: workload.peak_rate: expected a rate, got '12' [unit-missing]
///     peak_rate = 12
///                 ^
///     hint: write peak_rate = "12/s"
std::string render(const Diagnostic& diagnostic);

/// User text for the `got` slot: in quotes, control characters shown as \xNN, cut at 60 characters.
std::string quoted(std::string_view text);
// Nearer than std::quoted, which a call with a std::string would find as well.
inline std::string quoted(const std::string& text) { return quoted(std::string_view(text)); }
inline std::string quoted(const char* text) { return quoted(std::string_view(text)); }

/// The name of a required slot that is empty, or nothing. Tests refuse such messages.
std::optional<std::string_view> missing_slot(const Diagnostic& diagnostic);

/// The user's input is wrong. Carries every message of the phase that found it.
class InputError : public std::runtime_error {
 public:
  /// `code` is ExitCode::usage or ExitCode::input_data (or stale_prices).
  InputError(ExitCode code, std::vector<Diagnostic> diagnostics);
  InputError(ExitCode code, Diagnostic diagnostic);

  ExitCode code() const { return code_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

 private:
  ExitCode code_;
  std::vector<Diagnostic> diagnostics_;
};

/// Collects messages through a phase, so that one run shows all that is wrong.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  bool has_errors() const { return errors_ > 0; }
  const std::vector<Diagnostic>& all() const { return all_; }
  /// Throws InputError with everything collected if there is an error among it.
  void throw_if_errors(ExitCode code) const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

}  // namespace rackrate
