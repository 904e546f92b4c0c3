// SPDX-License-Identifier: Apache-2.0
// The commands and expectations that a golden file holds; the format is described in golden.cpp.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rackrate::golden {

using Lines = std::vector<std::string>;

[[noreturn]] inline void refuse(const std::string& what) { throw std::runtime_error(what); }

struct Expectation {
  std::string section;  // "" is standard output, "__ERROR__", or "__FILE__ name"
  Lines lines;
};

struct Test {
  std::string command;  // the arguments as written, without `< NAME` and `-> CODE`
  std::string standard_input;
  int exit_code = 0;
  std::vector<Expectation> expected;
  std::size_t begin = 0;  // lines of the file that hold the expectations
  std::size_t end = 0;
};

struct Input {
  std::string name;
  std::string content;
};

struct Script {
  Lines lines;
  std::vector<Input> inputs;
  std::vector<Test> tests;
};

inline Lines split_lines(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  return lines;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    refuse("cannot read " + path.string());
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline std::string unescape(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char kind = text[++i];
    if (kind == 'x') {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
    }
  }
  return out;
}

inline void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

// Words as a shell would split them; single and double quotes group.
inline std::vector<std::string> words(const std::string& command) {
  std::vector<std::string> out;
  std::string word;
  bool begun = false;
  char quote = 0;
  for (const char c : command) {
    if (quote != 0) {
      quote = c == quote ? '\0' : quote;
      word += quote != 0 ? std::string(1, c) : "";
    } else if (c == '\'' || c == '"') {
      quote = c;
      begun = true;
    } else if (c == ' ') {
      if (begun) {
        out.push_back(std::exchange(word, {}));
      }
      begun = false;
    } else {
      word += c;
      begun = true;
    }
  }
  if (begun) {
    out.push_back(word);
  }
  return out;
}

// "plan - < a.csv -> 3" in its parts.
inline Test parse_command(std::string text) {
  Test test;
  if (const auto at = text.rfind(" -> "); at != std::string::npos) {
    test.exit_code = std::stoi(text.substr(at + 4));
    text.resize(at);
  }
  if (const auto at = text.rfind(" < "); at != std::string::npos) {
    test.standard_input = text.substr(at + 3);
    text.resize(at);
  }
  replace_all(text, "${SHARED}", "../shared");
  replace_all(text, "${EXAMPLES}", "examples");
  test.command = text.substr(std::min(text.size(), text.find_first_not_of(' ')));
  return test;
}

inline std::vector<Expectation> parse_expected(const Lines& lines, std::size_t begin,
                                               std::size_t end) {
  std::vector<Expectation> expected{{}};
  for (std::size_t i = begin; i < end; ++i) {
    if (lines[i] == "__ERROR__" || lines[i].starts_with("__FILE__ ")) {
      expected.push_back({lines[i], {}});
    } else {
      expected.back().lines.push_back(lines[i]);
    }
  }
  return expected;
}

inline std::size_t find_line(const Lines& lines, std::size_t from, std::string_view wanted) {
  for (std::size_t i = from; i < lines.size(); ++i) {
    if (lines[i] == wanted) {
      return i;
    }
  }
  refuse(fmt::format("line {}: no '{}' follows", from, wanted));
}

inline Script parse_script(Lines lines) {
  Script script;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (line.starts_with("input ")) {
      const std::vector<std::string> parts = words(line);
      const std::size_t end = find_line(lines, i + 1, "end input");
      std::string content;
      for (std::size_t k = i + 1; k < end; ++k) {
        content += lines[k] + "\n";
      }
      const bool escaped = parts.size() == 3 && parts[2] == "escaped";
      if (escaped && !content.empty()) {
        content.pop_back();  // an escaped text says itself where its lines end
      }
      script.inputs.push_back({parts.at(1), escaped ? unescape(content) : content});
      i = end;
    } else if (line.starts_with("test ")) {
      Test test = parse_command(line.substr(4));
      test.begin = i + 1;
      test.end = find_line(lines, i + 1, "end test");
      test.expected = parse_expected(lines, test.begin, test.end);
      i = test.end;
      script.tests.push_back(std::move(test));
    } else {
      refuse(fmt::format("line {}: neither a comment, 'input' nor 'test': {}", i + 1, line));
    }
  }
  script.lines = std::move(lines);
  return script;
}

// `$ rackrate ...` and `$ ./dev plan ...` in ```console blocks; other commands are not ours to run.
inline Script parse_markdown(Lines lines) {
  Script script;
  bool inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("```")) {
      inside = lines[i] == "```console";
      continue;
    }
    std::string command;
    if (inside && lines[i].starts_with("$ rackrate ")) {
      command = lines[i].substr(11);
    } else if (inside && lines[i].starts_with("$ ./dev plan ")) {
      command = lines[i].substr(8);
    } else {
      continue;
    }
    Test test = parse_command(" " + command);
    test.begin = i + 1;
    test.end = i + 1;
    while (test.end < lines.size() && !lines[test.end].starts_with("$ ") &&
           !lines[test.end].starts_with("```")) {
      ++test.end;
    }
    test.expected = parse_expected(lines, test.begin, test.end);
    script.tests.push_back(std::move(test));
  }
  script.lines = std::move(lines);
  return script;
}

}  // namespace rackrate::golden
