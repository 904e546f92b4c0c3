// SPDX-License-Identifier: Apache-2.0
#include "report/rejects.hpp"

#include <doctest/doctest.h>

using namespace rackrate;

TEST_CASE("a rejected row keeps its place, its reason and its text, quoted where CSV needs it") {
  ingest::Reject reject;
  reject.why.where = {"usage.csv", 7, 3, "", 0};
  reject.why.field = "column 'output'";
  reject.why.expected = "a whole number >= 0, e.g. 12";
  reject.why.got = "'-5'";
  reject.why.code = "negative-count";
  reject.row = "2026-01-01,\"a, b\",-5";
  CHECK(report::csv_rejects({reject}) ==
        "file,line,code,field,expected,got,row\n"
        "usage.csv,7,negative-count,column 'output',\"a whole number >= 0, e.g. 12\",'-5',"
        "\"2026-01-01,\"\"a, b\"\",-5\"\n");
  CHECK(report::csv_rejects({}) == "file,line,code,field,expected,got,row\n");
}
