// SPDX-License-Identifier: Apache-2.0
#include "ingest/head.hpp"

#include "ingest/chunks.hpp"
#include "io/csv.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace rackrate::ingest {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t npos = std::string_view::npos;

// Collects the paths of the keys of JSON text that may be cut off anywhere or hold mistakes.
class KeyScan {
 public:
  using Keys = std::map<std::string, std::set<std::string>, std::less<>>;
  KeyScan(std::string_view text, Keys& keys, std::vector<std::string>& top)
      : text_(text), keys_(&keys), top_(&top) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '{' || c == '[') {
        open(c == '[');
      } else if (c == '}' || c == ']') {
        close();
      } else if (c == '"') {
        string();
      } else if (c == ',') {
        expect_key_ = !levels_.empty() && !levels_.back().array;
        ++at_;
      } else if (c == ':' || std::isspace(static_cast<unsigned char>(c)) != 0) {
        ++at_;
      } else {
        word();
      }
    }
  }

 private:
  struct Level {
    bool array;
    std::size_t path_size;  // of the path before this level
  };

  void open(bool array) {
    levels_.push_back({array, path_.size()});
    if (array && levels_.size() > 1) {
      path_ += "[]";
    } else if (!array && !path_.empty()) {
      path_ += '.';
    }
    expect_key_ = !array;
    ++at_;
  }

  void close() {
    if (!levels_.empty()) {
      path_.resize(levels_.back().path_size);
      levels_.pop_back();
      end_value();
    }
    expect_key_ = false;
    ++at_;
  }

  // After a member's value the path is that of its object again.
  void end_value() {
    if (!levels_.empty() && !levels_.back().array) {
      path_.resize(levels_.back().path_size == 0 ? 0 : levels_.back().path_size + 1);
    }
  }

  void string() {
    const std::size_t end = json_value_end(text_, at_);
    const std::string_view inside =
        end == npos ? std::string_view() : text_.substr(at_ + 1, end - at_ - 2);
    at_ = std::min(end, text_.size());
    if (end == npos) {
      return;
    }
    if (expect_key_ && !levels_.empty()) {
      path_ += inside;
      const auto [entry, fresh] = keys_->try_emplace(path_);
      const bool top = levels_.size() == 1 || (levels_.size() == 2 && levels_.front().array);
      if (fresh && top) {
        top_->push_back(path_);
      }
      expect_key_ = false;
      return;
    }
    value(inside);
  }

  void word() {
    const std::size_t end = std::min(text_.find_first_of(",}] \t\r\n", at_), text_.size());
    value(text_.substr(at_, end - at_));
    at_ = std::max(end, at_ + 1);
  }

  void value(std::string_view shown) {
    constexpr std::size_t most_values = 32;
    constexpr std::size_t longest = 80;
    const auto found = keys_->find(path_);
    if (found != keys_->end() && found->second.size() < most_values && shown.size() <= longest) {
      found->second.emplace(shown);
    }
    end_value();
  }

  std::string_view text_;
  Keys* keys_;
  std::vector<std::string>* top_;
  std::size_t at_ = 0;
  std::string path_;
  std::vector<Level> levels_;
  bool expect_key_ = false;
};

// "# HELP ...", "# TYPE ...", "name{label=..." or "name 12.0" on the first line.
bool is_metrics(std::string_view text) {
  if (text.substr(0, 6) == "# HELP" || text.substr(0, 6) == "# TYPE" ||
      text.substr(0, 5) == "# EOF") {
    return true;
  }
  const std::size_t name =
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");
  return name != 0 && name != npos && text[name] == '{' &&
         text.substr(0, text.find('\n')).find('}') != npos;
}

}  // namespace

Head::Head(std::string_view text) : text_(text) {
  if (text_.substr(0, byte_order_mark.size()) == byte_order_mark) {
    text_.remove_prefix(byte_order_mark.size());
  }
  const std::size_t begin = text_.find_first_not_of(" \t\r\n");
  if (begin == npos) {
    return;
  }
  text_.remove_prefix(begin);
  if (text_.substr(0, 4096).find('\0') != npos) {
    container_ = Container::binary;
  } else if (text_.front() == '{' || text_.front() == '[') {
    container_ = Container::json;
    read_json();
  } else if (is_metrics(text_)) {
    container_ = Container::metrics;
  } else {
    container_ = Container::csv;
    read_csv();
  }
}

void Head::read_csv() {
  io::CsvReader reader(text_);
  io::CsvRow row;
  if (reader.next(row)) {
    columns_ = io::CsvHeader(row).names();
  }
}

void Head::read_json() {
  KeyScan(text_, keys_, columns_).run();
  // One value a line: the first line is a whole object, or longer than what is seen of it.
  const std::size_t line_end = text_.find('\n');
  const std::size_t value_end = json_value_end(text_.substr(0, line_end), 0);
  const bool whole_line =
      value_end != npos && text_.substr(0, line_end).find_first_not_of(" \t\r,", value_end) == npos;
  if (text_.front() == '{' && (line_end == npos || whole_line)) {
    layout_ = JsonLayout::lines;
  }
}

bool Head::has(std::string_view column) const {
  if (container_ == Container::csv) {
    return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
  }
  return keys_.find(column) != keys_.end();
}

bool Head::has_value(std::string_view path, std::string_view value) const {
  const auto found = keys_.find(path);
  return found != keys_.end() && found->second.find(std::string(value)) != found->second.end();
}

bool Head::has_below(std::string_view key) const {
  return std::any_of(keys_.begin(), keys_.end(), [key](const auto& entry) {
    const std::string_view path = entry.first;
    return path == key ||
           (path.size() > key.size() + 1 && path.substr(path.size() - key.size()) == key &&
            path[path.size() - key.size() - 1] == '.');
  });
}

}  // namespace rackrate::ingest
