// SPDX-License-Identifier: Apache-2.0
#include "ingest/normalise.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::ingest;

namespace {

MaybeCount n(std::int64_t value) { return MaybeCount(value); }

TokenCounts counts(const Stated& stated, Convention convention = {}) {
  std::string problem;
  const auto out = normalise(stated, convention, problem);
  REQUIRE(out.has_value());
  return *out;
}

Stated stated(MaybeCount input, MaybeCount read, MaybeCount write, MaybeCount output,
              MaybeCount total = {}) {
  Stated out;
  out.input = input;
  out.cache_read = read;
  out.cache_write = write;
  out.output = output;
  out.total = total;
  return out;
}

}  // namespace

TEST_CASE("input that includes cache is split") {
  const TokenCounts t = counts(stated(n(6360), n(6100), n(220), n(515), n(6875)));
  CHECK(t.input == n(6360));
  CHECK(t.uncached == n(40));
  CHECK(t.cache_read == n(6100));
  CHECK(t.cache_write == n(220));
  CHECK(t.output == n(515));
}

TEST_CASE("input that excludes cache is added up") {
  const TokenCounts t =
      counts(stated(n(40), n(6100), n(220), n(515)), {.input = Input::excludes_cache});
  CHECK(t.input == n(6360));
  CHECK(t.uncached == n(40));
}

TEST_CASE("the total decides against the documented reading") {
  // Documented as inclusive, but 75 + 54100 + 2500 + 640 = 57315.
  const TokenCounts t = counts(stated(n(75), n(54'100), n(2'500), n(640), n(57'315)));
  CHECK(t.input == n(56'675));
  CHECK(t.uncached == n(75));
}

TEST_CASE("more cached tokens than input means exclusive") {
  const TokenCounts t = counts(stated(n(31), n(48'000), n(0), n(905)));
  CHECK(t.input == n(48'031));
}

TEST_CASE("reasoning that the output leaves out is added") {
  Stated s = stated(n(1200), n(0), {}, n(182), n(1510));
  s.reasoning = n(128);
  const TokenCounts t =
      counts(s, {Input::includes_cache, Output::excludes_reasoning, Writes::none});
  CHECK(t.output == n(310));
  CHECK(t.reasoning == n(128));
  // Also where the format is said to include it, but the total says otherwise.
  CHECK(counts(s).output == n(310));
}

TEST_CASE("a total that fits no reading is a problem with both numbers") {
  std::string problem;
  CHECK_FALSE(normalise(stated(n(100), n(10), n(0), n(5), n(200)), {}, problem).has_value());
  CHECK(problem == "'200' where the parts add up to 105");
}

TEST_CASE("unknown stays unknown") {
  const TokenCounts t = counts(stated(n(100), {}, {}, n(5)));
  CHECK(t.input == n(100));
  CHECK_FALSE(t.uncached.known());
  CHECK_FALSE(t.cache_read.known());
  CHECK_FALSE(t.cache_write.known());
  CHECK_FALSE(t.reasoning.known());
  // Reads known, writes hidden in the input: the uncached part is not known.
  CHECK_FALSE(counts(stated(n(100), n(60), {}, n(5))).uncached.known());
  // A source without cache writes: it is.
  CHECK(counts(stated(n(100), n(60), {}, n(5)), {.writes = Writes::none}).uncached == n(40));
  // Exclusive input of which the cached part is not stated: the whole input is not known.
  const TokenCounts e = counts(stated(n(75), {}, {}, n(5)), {.input = Input::excludes_cache});
  CHECK_FALSE(e.input.known());
  CHECK(e.uncached == n(75));
}
