// SPDX-License-Identifier: Apache-2.0
// What compiles is as much of the contract as what it computes.
#include "core/units.hpp"

#include <doctest/doctest.h>

#include <type_traits>

namespace rackrate {
namespace {

template <class A, class B>
concept CanAdd = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept CanSubtract = requires(A a, B b) {
  a - b;
};
template <class A, class B>
concept CanMultiply = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept CanDivide = requires(A a, B b) {
  a / b;
};
template <class A, class B>
concept CanCompare = requires(A a, B b) {
  a < b;
};

static_assert(CanAdd<Usd, Usd> && CanSubtract<Usd, Usd> && CanCompare<Usd, Usd>);
static_assert(!CanAdd<Usd, Seconds> && !CanSubtract<Usd, Seconds> && !CanCompare<Usd, Seconds>);
static_assert(!CanAdd<Usd, double> && !CanAdd<double, Usd> && !CanCompare<Usd, double>);
static_assert(!CanAdd<Tokens, Requests> && !CanAdd<Bytes, Flops> && !CanAdd<Kilowatts, UsdPerKwh>);
static_assert(!CanAdd<UsdPerToken, UsdPerHour> && !CanAdd<TokensPerSecond, RequestsPerSecond>);
static_assert(!CanAdd<BytesPerSecond, FlopsPerSecond>);

static_assert(CanMultiply<Usd, double> && CanMultiply<double, Usd>);
static_assert(!CanMultiply<Usd, Usd> && !CanMultiply<Usd, Seconds>);
static_assert(!CanMultiply<Tokens, UsdPerHour> && !CanMultiply<Seconds, UsdPerToken>);
static_assert(!CanDivide<Bytes, FlopsPerSecond> && !CanDivide<Flops, BytesPerSecond>);
static_assert(!CanDivide<double, Seconds> && !CanDivide<Seconds, Usd>);

static_assert(!std::is_default_constructible_v<Usd>);
static_assert(!std::is_constructible_v<Usd, double> && !std::is_convertible_v<double, Usd>);
static_assert(!std::is_convertible_v<Usd, double> && !std::is_constructible_v<double, Usd>);
static_assert(!std::is_constructible_v<Seconds, Usd>);
static_assert(sizeof(Usd) == sizeof(double) && std::is_trivially_copyable_v<Usd>);

static_assert(std::is_same_v<decltype(Usd::dollars(1) / Usd::dollars(2)), double>);
static_assert(std::is_same_v<decltype(Tokens::count(1) * UsdPerToken::per_token(1)), Usd>);
static_assert(std::is_same_v<decltype(Tokens::count(1) / Seconds::seconds(1)), TokensPerSecond>);
static_assert(std::is_same_v<decltype(Bytes::gb(1) / BytesPerSecond::per_second(1)), Seconds>);

TEST_CASE("GB and GiB are different sizes") {
  CHECK(Bytes::gb(80).in_bytes() == 80e9);
  CHECK(Bytes::gib(80).in_bytes() == 85'899'345'920.0);
  CHECK(Bytes::gib(1).in_mib() == 1024);
  CHECK(Bytes::tb(1).in_gb() == 1000);
  CHECK(Bytes::gb(80).in_gib() == doctest::Approx(74.505806));
}

TEST_CASE("a value comes back in the unit it went in") {
  CHECK(Usd::cents(250).in_dollars() == doctest::Approx(2.5));
  CHECK(Usd::dollars(2.5).in_cents() == doctest::Approx(250));
  CHECK(Seconds::ms(31).in_seconds() == doctest::Approx(0.031));
  CHECK(Seconds::us(7).in_us() == doctest::Approx(7));
  CHECK(Seconds::days(1).in_hours() == 24);
  CHECK(UsdPerToken::per_million(0.23).in_per_million() == doctest::Approx(0.23));
  CHECK(FlopsPerSecond::tflops(989).in_per_second() == 989e12);
  CHECK(Kilowatts::watts(700).in_kw() == doctest::Approx(0.7));
}

TEST_CASE("arithmetic within a unit") {
  Usd total = Usd::zero();
  total += Usd::dollars(3);
  total -= Usd::dollars(1);
  total *= 2;
  CHECK(total == Usd::dollars(4));
  CHECK(-total == Usd::dollars(-4));
  CHECK(total / 8 == Usd::dollars(0.5));
  CHECK(total / Usd::dollars(16) == 0.25);
  CHECK(Usd::dollars(1) < Usd::dollars(2));
}

TEST_CASE("arithmetic between units, by hand") {
  // 22.4 M tokens at $0.23 per million.
  CHECK((Tokens::millions(22.4) * UsdPerToken::per_million(0.23)).in_dollars() ==
        doctest::Approx(5.152));
  // Two GPUs at $2.49 an hour for a month of 730 h.
  CHECK((2 * UsdPerHour::per_hour(2.49) * month).in_dollars() == doctest::Approx(3635.4));
  CHECK((month * UsdPerHour::per_hour(1)).in_dollars() == doctest::Approx(730));
  // 141 GB over 3.35 TB/s.
  CHECK((Bytes::gb(141) / BytesPerSecond::gb_per_second(3350)).in_ms() == doctest::Approx(42.0896));
  CHECK((Flops::tera(989) / FlopsPerSecond::tflops(989)).in_seconds() == 1);
  CHECK((Tokens::count(600) / Seconds::minutes(1)).in_per_second() == 10);
  CHECK((Tokens::count(600) / TokensPerSecond::per_second(10)).in_seconds() == 60);
  CHECK((TokensPerSecond::per_second(10) * hour).as_count() == 36000);
  CHECK((Requests::count(120) / Seconds::minutes(1)).in_per_second() == 2);
  CHECK((RequestsPerSecond::per_second(2) * day).as_count() == 172800);
  CHECK((Requests::count(3) * Tokens::count(500)).as_count() == 1500);
  CHECK((Usd::dollars(4) / Tokens::millions(2)).in_per_million() == doctest::Approx(2));
  CHECK((Usd::dollars(48) / day).in_per_hour() == doctest::Approx(2));
  CHECK((Kilowatts::kw(1.2) * UsdPerKwh::per_kwh(0.1)).in_per_hour() == doctest::Approx(0.12));
}

TEST_CASE("calendar conventions") {
  CHECK(year.in_hours() == 8760);
  CHECK(month * 12 == year);
}

}  // namespace
}  // namespace rackrate
