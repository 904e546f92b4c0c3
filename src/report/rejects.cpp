// SPDX-License-Identifier: Apache-2.0
#include "report/rejects.hpp"

#include <string_view>

namespace rackrate::report {
namespace {

// RFC 4180: quoted where it must be.
std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    out += c;
    if (c == '"') {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace

std::string csv_rejects(const std::vector<ingest::Reject>& rejects) {
  std::string out = "file,line,code,field,expected,got,row\n";
  for (const ingest::Reject& reject : rejects) {
    const Diagnostic& why = reject.why;
    out += cell(why.where.file) + "," + std::to_string(why.where.line) + "," + cell(why.code) +
           "," + cell(why.field) + "," + cell(why.expected) + "," + cell(why.got) + "," +
           cell(reject.row) + "\n";
  }
  return out;
}

}  // namespace rackrate::report
