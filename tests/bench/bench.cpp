// SPDX-License-Identifier: Apache-2.0
// Times rackrate on large generated usage files beside `wc -l`, and DuckDB where it is installed.
// Ratios within one run are what to compare: absolute times depend on the machine.
#include "bench/make_usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

struct Timing {
  double seconds = 1e300;
  double anonymous_mb = 0;  ///< largest memory beyond mapped files
  bool ok = true;
};

// Resident memory that is not a page of a mapped file; 0 once the process has gone.
double anonymous_mb(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("RssAnon:")) {
      return std::strtod(line.c_str() + 8, nullptr) / 1024;
    }
  }
  return 0;
}

Timing run_once(const std::string& command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
    _exit(127);
  }
  Timing timing;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    timing.anonymous_mb = std::max(timing.anonymous_mb, anonymous_mb(child));
    std::this_thread::sleep_for(std::chrono::microseconds(500));
  }
  timing.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  timing.ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return timing;
}

Timing best_of(int times, const std::string& command) {
  Timing best;
  for (int i = 0; i < times; ++i) {
    const Timing timing = run_once(command);
    best.seconds = std::min(best.seconds, timing.seconds);
    best.anonymous_mb = std::max(best.anonymous_mb, timing.anonymous_mb);
    best.ok = best.ok && timing.ok;
  }
  return best;
}

void print_row(std::string_view what, double mb, const Timing& timing, const Timing& base) {
  fmt::print("  {:34} {:8.3f} s {:9.0f} MB/s {:8.0f} MB {:7.2f}x wc -l{}\n", what, timing.seconds,
             mb / timing.seconds, timing.anonymous_mb, timing.seconds / base.seconds,
             timing.ok ? "" : "   FAILED");
}

bool compare(const fs::path& file, const std::string& rackrate, const std::string& duckdb_source) {
  const double mb = static_cast<double>(fs::file_size(file)) / 1e6;
  const std::string name = "'" + file.string() + "'";
  fmt::print("{} ({:.0f} MB)\n", file.filename().string(), mb);
  const Timing wc = best_of(5, "wc -l " + name + " > /dev/null");
  print_row("wc -l", mb, wc, wc);
  const Timing profile = best_of(5, rackrate + " profile " + name + " --json - > /dev/null");
  print_row("rackrate profile", mb, profile, wc);
  const Timing piped = best_of(3, rackrate + " profile - --json - < " + name + " > /dev/null");
  print_row("rackrate profile - (standard input)", mb, piped, wc);
  if (std::system("command -v duckdb > /dev/null") == 0) {
    const Timing duckdb = best_of(3, "duckdb -c \"" + duckdb_source + "\" > /dev/null");
    print_row("duckdb GROUP BY minute", mb, duckdb, wc);
  } else {
    fmt::print("  duckdb is not installed: no comparison\n");
  }
  return profile.ok && piped.ok;
}

std::int64_t number(const char* text) {
  std::int64_t value = 0;
  const std::string_view view(text);
  std::from_chars(view.data(), view.data() + view.size(), value);
  return value;
}

}  // namespace

// bench RACKRATE FOLDER CSV_ROWS JSON_ROWS
int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: bench RACKRATE FOLDER CSV_ROWS JSON_ROWS\n");
    return 2;
  }
  const std::string rackrate = argv[1];
  const fs::path folder = argv[2];
  const std::int64_t csv_rows = number(argv[3]);
  const std::int64_t json_rows = number(argv[4]);
  fs::create_directories(folder);
  const fs::path csv = folder / fmt::format("azure-{}.csv", csv_rows);
  const fs::path jsonl = folder / fmt::format("litellm-{}.jsonl", json_rows);
  if (!fs::exists(csv)) {
    rackrate::bench::write_azure_csv(csv, csv_rows);
  }
  if (!fs::exists(jsonl)) {
    rackrate::bench::write_litellm_jsonl(jsonl, json_rows);
  }
  const bool csv_ok =
      compare(csv, rackrate,
              fmt::format("SELECT time_bucket(INTERVAL 1 MINUTE, TIMESTAMP) m, count(*), "
                          "sum(ContextTokens), sum(GeneratedTokens) FROM '{}' GROUP BY m",
                          csv.string()));
  const bool json_ok = compare(
      jsonl, rackrate,
      fmt::format("SELECT time_bucket(INTERVAL 1 MINUTE, startTime::TIMESTAMPTZ) m, count(*), "
                  "sum(prompt_tokens), sum(completion_tokens) FROM '{}' GROUP BY m",
                  jsonl.string()));
  return csv_ok && json_ok ? 0 : 1;
}
