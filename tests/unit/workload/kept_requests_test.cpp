// SPDX-License-Identifier: Apache-2.0
#include "workload/kept_requests.hpp"

#include "support/usage.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace rackrate;
using namespace rackrate::workload;

namespace {

KeptRequests of(const std::vector<ingest::Record>& rows, std::size_t most) {
  KeptRequests requests(most);
  for (const ingest::Record& row : rows) {
    requests.add(row);
  }
  requests.settle({});
  return requests;
}

std::vector<ingest::Record> one_a_second(int count) {
  std::vector<ingest::Record> rows;
  for (int i = 0; i < count; ++i) {
    rows.push_back(test::request(i, i, 1));
  }
  return rows;
}

}  // namespace

TEST_CASE("requests are kept with what a replay needs, in order of time") {
  ingest::Record cached = test::request(5, 100, 10);
  cached.tokens.cache_read = MaybeCount(60);
  cached.model = 2;
  const KeptRequests requests = of({cached, test::request(1, 7, 3)}, 10);
  REQUIRE(requests.all().size() == 2);
  CHECK(requests.all()[0] == CompactRequest{1'000'000'000, 7, 3, CompactRequest::unknown, 0});
  CHECK(requests.all()[1] == CompactRequest{5'000'000'000, 100, 10, 60, 2});
  CHECK(requests.kept_one_minute_in() == 1);
  CHECK(requests.note().empty());
}

TEST_CASE("rows that cannot be replayed are counted") {
  ingest::Record failed = test::request(0, 5, 0);
  failed.failed = 1;
  ingest::Record no_output = test::request(0, 5, 0);
  no_output.tokens.output = MaybeCount::unknown();
  const KeptRequests requests = of({failed, no_output, test::bucket(0, MaybeCount(4), 9, 9),
                                    test::request(0, std::int64_t{1} << 40, 1)},
                                   10);
  CHECK(requests.all().empty());
  CHECK(requests.left_out() == 4);
  CHECK(requests.note() ==
        "4 rows are not replayed: failed, or without the lengths of one request");
}

TEST_CASE("beyond the limit whole minutes are kept, each complete, and it is said") {
  const int hours = 50;
  const KeptRequests requests = of(one_a_second(hours * 3600), 20'000);
  CHECK(requests.all().size() <= 20'000);
  CHECK(requests.all().size() > 5'000);
  CHECK(requests.seen() == hours * 3600);
  std::map<std::int64_t, int> minutes;
  for (const CompactRequest& request : requests.all()) {
    ++minutes[request.at_ns / 60'000'000'000];
  }
  for (const auto& [minute, count] : minutes) {
    CHECK(count == 60);
  }
  CHECK(requests.kept_one_minute_in() >= 8);
  CHECK(requests.note().find("of 180,000 requests are kept: whole minutes, one in") !=
        std::string::npos);
}

TEST_CASE("what is kept depends neither on order nor on parts") {
  std::vector<ingest::Record> rows = one_a_second(30'000);
  const KeptRequests whole = of(rows, 4'000);

  KeptRequests joined(4'000);
  for (std::size_t from = 0; from < rows.size(); from += 7'000) {
    KeptRequests part = joined.fork();
    for (std::size_t i = from; i < std::min(rows.size(), from + 7'000); ++i) {
      part.add(rows[i]);
    }
    joined.merge(part);
  }
  joined.settle({});
  CHECK(joined.all() == whole.all());
  CHECK(joined.kept_one_minute_in() == whole.kept_one_minute_in());

  std::reverse(rows.begin(), rows.end());
  CHECK(of(rows, 4'000).all() == whole.all());
}

TEST_CASE("an accumulator keeps requests only when asked") {
  Accumulator none;
  Accumulator some(2);
  for (Accumulator* sink : {&none, &some}) {
    auto part = sink->fork();
    part->consume(std::vector{test::request(0, 1, 1), test::request(0.5, 2, 2)});
    sink->join(std::move(part));
    static_cast<void>(sink->finish({}));
  }
  CHECK(none.take_requests().all().empty());
  const KeptRequests kept = some.take_requests();
  CHECK(kept.all().size() == 2);
  CHECK(kept.models() == std::vector<std::string>{""});
}
