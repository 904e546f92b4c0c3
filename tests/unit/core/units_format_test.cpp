// SPDX-License-Identifier: Apache-2.0
#include "core/units_format.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

namespace rackrate {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

TEST_CASE("thousands are grouped") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1000) == "1,000");
  CHECK(with_thousands(22'361'870) == "22,361,870");
  CHECK(with_thousands(-1234) == "-1,234");
  CHECK(with_thousands(-123) == "-123");
  CHECK(with_thousands(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
}

TEST_CASE("significant digits, also where rounding adds one") {
  CHECK(significant(0, 3) == "0");
  CHECK(significant(-0.0, 3) == "0");
  CHECK(significant(1234, 3) == "1,230");
  CHECK(significant(0.012345, 3) == "0.0123");
  CHECK(significant(999.4, 3) == "999");
  CHECK(significant(999.6, 3) == "1,000");
  CHECK(significant(99.96, 3) == "100");
  CHECK(significant(9.996, 3) == "10.0");
  CHECK(significant(0.9996, 3) == "1.00");
  CHECK(significant(0.09996, 3) == "0.100");
  CHECK(significant(99.96, 2) == "100");
  CHECK(significant(9.96, 2) == "10");
  CHECK(significant(-999.6, 3) == "-1,000");
  CHECK(significant(1.9e9, 1) == "2,000,000,000");
  CHECK(significant(infinity, 3) == "unlimited");
  CHECK(significant(unknown, 3) == "?");
}

TEST_CASE("dollars") {
  CHECK(format_usd(Usd::zero()) == "$0");
  CHECK(format_usd(Usd::dollars(29312.47)) == "$29,300");
  CHECK(format_usd(Usd::dollars(3.414)) == "$3.41");
  CHECK(format_usd(Usd::dollars(-3.414)) == "-$3.41");
  CHECK(format_usd(Usd::dollars(412.3)) == "$412");
  CHECK(format_usd(Usd::dollars(0.0412)) == "$0.0412");
  CHECK(format_usd(Usd::dollars(0.9996)) == "$1.00");
  CHECK(format_usd(Usd::dollars(99.99)) == "$99.99");
  CHECK(format_usd(Usd::dollars(99.999)) == "$100");
  CHECK(format_usd(Usd::dollars(999.6)) == "$1,000");
  CHECK(format_usd(Usd::dollars(999'600)) == "$1,000,000");
  CHECK(format_usd(Usd::dollars(infinity)) == "unlimited");
  CHECK(format_usd_exact(Usd::dollars(29312.467)) == "$29,312.47");
  CHECK(format_usd_exact(Usd::dollars(-29312.467)) == "-$29,312.47");
  CHECK(format_usd_exact(Usd::dollars(-0.001)) == "$0.00");
  CHECK(format_usd_exact(Usd::dollars(999.999)) == "$1,000.00");
}

TEST_CASE("list prices per million tokens keep their digits") {
  const auto shown = [](double usd) { return format_per_million(UsdPerToken::per_million(usd)); };
  CHECK(shown(0) == "0.00");
  CHECK(shown(3) == "3.00");
  CHECK(shown(0.17) == "0.17");
  CHECK(shown(0.5) == "0.50");
  CHECK(shown(0.125) == "0.125");
  CHECK(shown(0.0375) == "0.0375");
  CHECK(shown(0.9996) == "1.00");
  CHECK(shown(1234.567) == "1,234.57");
  CHECK(shown(infinity) == "unlimited");
}

TEST_CASE("counts are exact below a million") {
  CHECK(format_count(0) == "0");
  CHECK(format_count(19366) == "19,366");
  CHECK(format_count(999'600) == "999,600");
  CHECK(format_count(999'999) == "999,999");
  CHECK(format_count(1e6) == "1.00 M");
  CHECK(format_count(22'361'870) == "22.4 M");
  CHECK(format_count(999.4e6) == "999 M");
  CHECK(format_count(999.6e6) == "1.00 B");
  CHECK(format_count(1.3e9) == "1.30 B");
  CHECK(format_count(999.6e9) == "1.00 T");
  CHECK(format_count(-22'361'870) == "-22.4 M");
  CHECK(format_count(unknown) == "?");
}

TEST_CASE("durations change unit where the next one reads better") {
  const auto shown = [](double s) { return format_duration(Seconds::seconds(s)); };
  CHECK(shown(0) == "0 ms");
  CHECK(shown(0.031) == "31 ms");
  CHECK(shown(0.0994) == "99 ms");
  CHECK(shown(0.0996) == "0.10 s");
  CHECK(shown(0.613) == "0.61 s");
  CHECK(shown(99.4) == "99 s");
  CHECK(shown(99.6) == "1.7 min");
  CHECK(shown(58.2 * 60) == "58 min");
  CHECK(shown(99.6 * 60) == "1.7 h");
  CHECK(shown(3.2 * 3600) == "3.2 h");
  CHECK(shown(47.4 * 3600) == "47 h");
  CHECK(shown(48 * 3600) == "2.0 days");
  CHECK(shown(12 * 86400) == "12 days");
  CHECK(shown(365 * 86400) == "365 days");
  CHECK(shown(-5) == "-5.0 s");
  CHECK(shown(infinity) == "unlimited");
}

TEST_CASE("sizes") {
  CHECK(format_gb(Bytes::gb(141.107)) == "141 GB");
  CHECK(format_gb(Bytes::gb(0.9996)) == "1.00 GB");
  CHECK(format_gb(Bytes::gb(0.5)) == "500 MB");
  CHECK(format_gb(Bytes::gb(1410)) == "1,410 GB");
  CHECK(format_gib(Bytes::gib(79.18)) == "79.2 GiB");
}

TEST_CASE("percent and ratio") {
  CHECK(format_percent(0.37) == "37 %");
  CHECK(format_percent(0.042) == "4.2 %");
  CHECK(format_percent(0.0996) == "10 %");
  CHECK(format_percent(0) == "0 %");
  CHECK(format_percent(1) == "100 %");
  CHECK(format_percent(1.234) == "123 %");
  CHECK(format_percent(-0.37) == "-37 %");
  CHECK(format_ratio(2.43) == "2.4x");
  CHECK(format_ratio(12) == "12x");
  CHECK(format_ratio(123.4) == "123x");
}

}  // namespace
}  // namespace rackrate
