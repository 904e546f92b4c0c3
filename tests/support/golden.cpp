// SPDX-License-Identifier: Apache-2.0
// Runs commands of rackrate and compares what they print: `golden FILE BINARY [--update]`.
//
// FILE is a .test file, or a Markdown page whose ```console blocks hold `$ rackrate ...`.
//   # comment                        between blocks
//   input usage.csv                  a file in the folder where the commands run, for all tests
//   ...lines...                      below; `input usage.bin escaped` knows \xNN, \n and \t
//   end input
//   test plan usage.csv -> 3         arguments, quoted as in a shell; `< NAME` feeds standard
//   ...standard output...            input; `-> CODE` unless the exit code is 0
//   __FILE__ out.csv                 a file that the command wrote
//   ...its content...
//   __ERROR__
//   ...standard error...
//   end test
// A line `…` stands for any lines, and … within a line for any text. `examples/` is there in the
// folder, `../shared/` (or ${SHARED}/) beside it where the shared data exists; a test that names it
// is skipped where it does not.
#include "golden_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <signal.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;
using namespace rackrate::golden;

namespace {

constexpr auto time_limit = std::chrono::seconds(60);
constexpr std::string_view any_text = "…";

struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

// Both pipes until both are closed, or the time is up.
bool drain(int out, int err, Outcome& outcome) {
  const auto deadline = std::chrono::steady_clock::now() + time_limit;
  pollfd pipes[] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
  while (pipes[0].fd >= 0 || pipes[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0 || poll(pipes, 2, static_cast<int>(left.count())) == 0) {
      return false;
    }
    for (int i = 0; i < 2; ++i) {
      if (pipes[i].fd < 0 || pipes[i].revents == 0) {
        continue;
      }
      char buffer[65536];
      const ssize_t n = read(pipes[i].fd, buffer, sizeof buffer);
      if (n <= 0) {
        pipes[i].fd = -1;
      } else {
        (i == 0 ? outcome.out : outcome.err).append(buffer, static_cast<std::size_t>(n));
      }
    }
  }
  return true;
}

Outcome run(const std::string& binary, const Test& test, const fs::path& folder) {
  std::vector<std::string> arguments = words(test.command);
  arguments.insert(arguments.begin(), "rackrate");
  std::vector<char*> argv;
  for (std::string& argument : arguments) {
    argv.push_back(argument.data());
  }
  argv.push_back(nullptr);
  const std::string standard_input =
      test.standard_input.empty() ? "/dev/null" : (folder / test.standard_input).string();
  int out[2];
  int err[2];
  if (pipe(out) != 0 || pipe(err) != 0) {
    refuse("cannot make a pipe");
  }
  const pid_t child = fork();
  if (child == 0) {
    const int in = open(standard_input.c_str(), O_RDONLY);
    if (in < 0 || dup2(in, 0) < 0 || dup2(out[1], 1) < 0 || dup2(err[1], 2) < 0 ||
        chdir(folder.c_str()) != 0) {
      _exit(126);
    }
    for (const int fd : {in, out[0], out[1], err[0], err[1]}) {
      close(fd);
    }
    execv(binary.c_str(), argv.data());
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  Outcome outcome;
  const bool in_time = drain(out[0], err[0], outcome);
  if (!in_time) {
    kill(child, SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  close(out[0]);
  close(err[0]);
  if (!in_time) {
    outcome.err += fmt::format("golden: stopped after {} s\n", time_limit.count());
  }
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

// … within a line matches any text.
bool same_line(std::string_view expected, std::string_view got) {
  const auto gap = expected.find(any_text);
  if (gap == std::string_view::npos) {
    return expected == got;
  }
  if (!got.starts_with(expected.substr(0, gap))) {
    return false;
  }
  const std::string_view rest = expected.substr(gap + any_text.size());
  for (std::size_t at = gap; at <= got.size(); ++at) {
    if (same_line(rest, got.substr(at))) {
      return true;
    }
  }
  return false;
}

// A line `…` matches any number of lines.
bool matches(const Lines& expected, std::size_t e, const Lines& got, std::size_t g) {
  for (; e < expected.size(); ++e, ++g) {
    if (expected[e] == any_text) {
      for (std::size_t skip = g; skip <= got.size(); ++skip) {
        if (matches(expected, e + 1, got, skip)) {
          return true;
        }
      }
      return false;
    }
    if (g == got.size() || !same_line(expected[e], got[g])) {
      return false;
    }
  }
  return g == got.size();
}

// What was got, with the expected lines that left something open where they still hold.
Lines merged(const Lines& expected, const Lines& got) {
  Lines out = got;
  for (const std::string& line : expected) {
    if (line == any_text || line.find(any_text) == std::string::npos) {
      continue;
    }
    for (std::string& fresh : out) {
      fresh = same_line(line, fresh) ? line : fresh;
    }
  }
  return out;
}

void print_difference(const Lines& expected, const Lines& got) {
  std::size_t same = 0;
  while (same < expected.size() && same < got.size() && expected[same] == got[same]) {
    ++same;
  }
  std::size_t tail = 0;
  while (tail < expected.size() - same && tail < got.size() - same &&
         expected[expected.size() - 1 - tail] == got[got.size() - 1 - tail]) {
    ++tail;
  }
  if (same > 0) {
    fmt::print("    ({} lines the same)\n", same);
  }
  for (std::size_t i = same; i < expected.size() - tail; ++i) {
    fmt::print("  - {}\n", expected[i]);
  }
  for (std::size_t i = same; i < got.size() - tail; ++i) {
    fmt::print("  + {}\n", got[i]);
  }
  if (tail > 0) {
    fmt::print("    ({} lines the same)\n", tail);
  }
}

/// What the test should say to pass: its own words where they match, what was got where not.
struct Result {
  bool passed = true;
  Lines rewritten;
};

Result compare(const Test& test, const Outcome& outcome, const fs::path& folder) {
  Result result;
  if (outcome.exit_code != test.exit_code) {
    fmt::print("FAILED: rackrate {}\n  exit code {}, expected {}\n", test.command,
               outcome.exit_code, test.exit_code);
    result.passed = false;
  }
  std::vector<Expectation> expected = test.expected;
  if (expected.back().section != "__ERROR__") {
    expected.push_back({"__ERROR__", {}});
  }
  for (const Expectation& part : expected) {
    Lines got = split_lines(outcome.out);
    if (part.section == "__ERROR__") {
      got = split_lines(outcome.err);
    } else if (!part.section.empty()) {
      const fs::path path = folder / part.section.substr(9);
      got = fs::exists(path) ? split_lines(read_file(path)) : Lines{"(there is no such file)"};
    }
    const bool same = matches(part.lines, 0, got, 0);
    if (!same) {
      fmt::print("FAILED: rackrate {}\n  {}:\n", test.command,
                 part.section.empty() ? "standard output" : part.section);
      print_difference(part.lines, got);
      result.passed = false;
    }
    const Lines kept = same ? part.lines : merged(part.lines, got);
    if (!part.section.empty() && !(part.section == "__ERROR__" && kept.empty())) {
      result.rewritten.push_back(part.section);
    }
    result.rewritten.insert(result.rewritten.end(), kept.begin(), kept.end());
  }
  return result;
}

// A folder of its own, with examples/ in it and shared/ beside it.
class Playground {
 public:
  explicit Playground(const fs::path& examples) {
    std::string pattern = (fs::temp_directory_path() / "rackrate-golden-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
      refuse("cannot make a temporary folder");
    }
    root_ = pattern;
    fs::create_directory(folder());
    if (fs::exists(examples)) {
      fs::create_directory_symlink(fs::absolute(examples), folder() / "examples");
    }
    const char* shared = std::getenv("RACKRATE_SHARED");
    if (shared != nullptr && fs::exists(shared)) {
      fs::create_directory_symlink(fs::absolute(shared), root_ / "shared");
      has_shared_ = true;
    }
  }
  Playground(const Playground&) = delete;
  Playground& operator=(const Playground&) = delete;
  ~Playground() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  fs::path folder() const { return root_ / "here"; }
  bool has_shared() const { return has_shared_; }

 private:
  fs::path root_;
  bool has_shared_ = false;
};

int run_file(const fs::path& file, const std::string& binary, bool update) {
  const Lines lines = split_lines(read_file(file));
  const bool markdown = file.extension() == ".md";
  const Script script = markdown ? parse_markdown(lines) : parse_script(lines);
  const Playground playground("examples");
  for (const Input& input : script.inputs) {
    const fs::path path = playground.folder() / input.name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << input.content;
  }
  const auto runs = [&](const Test& test) {
    return playground.has_shared() || test.command.find("../shared") == std::string::npos;
  };
  if (std::none_of(script.tests.begin(), script.tests.end(), runs)) {
    fmt::print("skipped: {} needs the shared data\n", file.string());
    return 0;
  }
  int failed = 0;
  Lines rewritten;
  std::size_t copied = 0;
  for (const Test& test : script.tests) {
    if (!runs(test)) {
      fmt::print("not run, it needs the shared data: rackrate {}\n", test.command);
      continue;
    }
    const Outcome outcome = run(binary, test, playground.folder());
    const Result result = compare(test, outcome, playground.folder());
    failed += result.passed ? 0 : 1;
    rewritten.insert(rewritten.end(), lines.begin() + static_cast<std::ptrdiff_t>(copied),
                     lines.begin() + static_cast<std::ptrdiff_t>(test.begin));
    rewritten.insert(rewritten.end(), result.rewritten.begin(), result.rewritten.end());
    copied = test.end;
  }
  rewritten.insert(rewritten.end(), lines.begin() + static_cast<std::ptrdiff_t>(copied),
                   lines.end());
  fmt::print("{}: {} of {} commands as expected\n", file.string(),
             script.tests.size() - static_cast<std::size_t>(failed), script.tests.size());
  if (update && failed > 0) {
    std::ofstream stream(file, std::ios::binary);
    for (const std::string& line : rewritten) {
      stream << line << '\n';
    }
    fmt::print("{}: rewritten; exit codes are yours to change\n", file.string());
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const bool update = argc == 4 && std::string_view(argv[3]) == "--update";
  if (argc != 3 && !update) {
    fmt::print(stderr, "usage: golden FILE BINARY [--update]   (in the root of the checkout)\n");
    return 2;
  }
  for (const char* name : {"COLUMNS", "NO_COLOR", "CLICOLOR_FORCE"}) {
    unsetenv(name);
  }
  setenv("SOURCE_DATE_EPOCH", "1792022400", 1);  // "today" is 2026-10-15 in every test
  try {
    return run_file(argv[1], fs::absolute(argv[2]).string(), update);
  } catch (const std::exception& error) {
    fmt::print(stderr, "golden: {}: {}\n", argv[1], error.what());
    return 2;
  }
}
