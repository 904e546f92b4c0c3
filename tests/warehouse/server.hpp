// SPDX-License-Identifier: Apache-2.0
// Database servers that a test starts for itself, in a folder of its own, reachable from this
// machine only, and ends again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace rackrate::test {

/// Runs a shell command and returns what it wrote to standard output; throws with its error output
/// if it fails. `input` goes to its standard input.
std::string run(const std::string& command, const std::string& input = {});

bool installed(const std::string& program);

/// A PostgreSQL server on a Unix socket in its own folder; it listens on no network address.
class Postgres {
 public:
  /// Nothing if the server is not installed.
  static std::optional<Postgres> start();
  Postgres(Postgres&& other) noexcept;
  Postgres& operator=(Postgres&&) = delete;
  ~Postgres();

  /// Result as CSV with a header. `input` feeds COPY ... FROM STDIN.
  std::string query(const std::string& sql, const std::string& input = {}) const;

 private:
  explicit Postgres(std::filesystem::path folder, std::string programs);
  std::filesystem::path folder_;
  std::string programs_;
};

/// A ClickHouse server on 127.0.0.1, on a port that was free.
class ClickHouse {
 public:
  static std::optional<ClickHouse> start();
  ClickHouse(ClickHouse&& other) noexcept;
  ClickHouse& operator=(ClickHouse&&) = delete;
  ~ClickHouse();

  std::string query(const std::string& sql, const std::string& input = {}) const;

 private:
  ClickHouse(std::filesystem::path folder, int port, pid_t server);
  std::filesystem::path folder_;
  int port_ = 0;
  pid_t server_ = 0;
};

}  // namespace rackrate::test
