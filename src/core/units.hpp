// SPDX-License-Identifier: Apache-2.0
// Strong units. A value is made by a named factory and read by a named getter, there is no
// conversion from double, and the only cross-unit arithmetic is the list at the end of this file.
#pragma once

#include <compare>

namespace rackrate {

/// What every unit can do with itself: add, subtract, scale, compare, and give a plain ratio.
template <class Unit>
class Quantity {
 public:
  static constexpr Unit zero() { return Unit(0.0); }

  friend constexpr Unit operator+(Unit a, Unit b) { return Unit(a.raw() + b.raw()); }
  friend constexpr Unit operator-(Unit a, Unit b) { return Unit(a.raw() - b.raw()); }
  friend constexpr Unit operator-(Unit a) { return Unit(-a.raw()); }
  friend constexpr Unit operator*(Unit a, double k) { return Unit(a.raw() * k); }
  friend constexpr Unit operator*(double k, Unit a) { return Unit(a.raw() * k); }
  friend constexpr Unit operator/(Unit a, double k) { return Unit(a.raw() / k); }
  friend constexpr double operator/(Unit a, Unit b) { return a.raw() / b.raw(); }
  friend constexpr Unit& operator+=(Unit& a, Unit b) { return a = a + b; }
  friend constexpr Unit& operator-=(Unit& a, Unit b) { return a = a - b; }
  friend constexpr Unit& operator*=(Unit& a, double k) { return a = a * k; }
  friend constexpr auto operator<=>(Unit a, Unit b) { return a.raw() <=> b.raw(); }
  friend constexpr bool operator==(Unit a, Unit b) { return a.raw() == b.raw(); }

 protected:
  explicit constexpr Quantity(double value) : value_(value) {}
  constexpr double raw() const { return value_; }

 private:
  double value_;
};

/// Money. We model and do not book: double storage, rounded only when shown.
class Usd : public Quantity<Usd> {
  friend class Quantity<Usd>;
  using Quantity<Usd>::Quantity;

 public:
  static constexpr Usd dollars(double value) { return Usd(value); }
  static constexpr Usd cents(double value) { return Usd(value * 0.01); }
  constexpr double in_dollars() const { return raw(); }
  constexpr double in_cents() const { return raw() / 0.01; }
};

/// A duration.
class Seconds : public Quantity<Seconds> {
  friend class Quantity<Seconds>;
  using Quantity<Seconds>::Quantity;

 public:
  static constexpr Seconds seconds(double value) { return Seconds(value); }
  static constexpr Seconds ms(double value) { return Seconds(value * 1e-3); }
  static constexpr Seconds us(double value) { return Seconds(value * 1e-6); }
  static constexpr Seconds minutes(double value) { return Seconds(value * 60.0); }
  static constexpr Seconds hours(double value) { return Seconds(value * 3600.0); }
  static constexpr Seconds days(double value) { return Seconds(value * 86400.0); }
  constexpr double in_seconds() const { return raw(); }
  constexpr double in_ms() const { return raw() / 1e-3; }
  constexpr double in_us() const { return raw() / 1e-6; }
  constexpr double in_minutes() const { return raw() / 60.0; }
  constexpr double in_hours() const { return raw() / 3600.0; }
  constexpr double in_days() const { return raw() / 86400.0; }
};

/// Tokens of any class. Whole counts stay exact up to 2^53.
class Tokens : public Quantity<Tokens> {
  friend class Quantity<Tokens>;
  using Quantity<Tokens>::Quantity;

 public:
  static constexpr Tokens count(double value) { return Tokens(value); }
  static constexpr Tokens millions(double value) { return Tokens(value * 1e6); }
  constexpr double as_count() const { return raw(); }
  constexpr double in_millions() const { return raw() / 1e6; }
};

/// Requests. Whole counts stay exact up to 2^53.
class Requests : public Quantity<Requests> {
  friend class Quantity<Requests>;
  using Quantity<Requests>::Quantity;

 public:
  static constexpr Requests count(double value) { return Requests(value); }
  constexpr double as_count() const { return raw(); }
};

/// Memory or storage. GB is 1e9 and GiB is 2^30; there is no third spelling.
class Bytes : public Quantity<Bytes> {
  friend class Quantity<Bytes>;
  using Quantity<Bytes>::Quantity;

 public:
  static constexpr Bytes bytes(double value) { return Bytes(value); }
  static constexpr Bytes kib(double value) { return Bytes(value * 1024.0); }
  static constexpr Bytes mib(double value) { return Bytes(value * 1048576.0); }
  static constexpr Bytes gib(double value) { return Bytes(value * 1073741824.0); }
  static constexpr Bytes gb(double value) { return Bytes(value * 1e9); }
  static constexpr Bytes tb(double value) { return Bytes(value * 1e12); }
  constexpr double in_bytes() const { return raw(); }
  constexpr double in_kib() const { return raw() / 1024.0; }
  constexpr double in_mib() const { return raw() / 1048576.0; }
  constexpr double in_gib() const { return raw() / 1073741824.0; }
  constexpr double in_gb() const { return raw() / 1e9; }
  constexpr double in_tb() const { return raw() / 1e12; }
};

/// Floating-point operations (a multiply-add counts as two).
class Flops : public Quantity<Flops> {
  friend class Quantity<Flops>;
  using Quantity<Flops>::Quantity;

 public:
  static constexpr Flops flops(double value) { return Flops(value); }
  static constexpr Flops tera(double value) { return Flops(value * 1e12); }
  constexpr double in_flops() const { return raw(); }
  constexpr double in_tera() const { return raw() / 1e12; }
};

/// Memory or link bandwidth.
class BytesPerSecond : public Quantity<BytesPerSecond> {
  friend class Quantity<BytesPerSecond>;
  using Quantity<BytesPerSecond>::Quantity;

 public:
  static constexpr BytesPerSecond per_second(double value) { return BytesPerSecond(value); }
  static constexpr BytesPerSecond gb_per_second(double value) {
    return BytesPerSecond(value * 1e9);
  }
  constexpr double in_per_second() const { return raw(); }
  constexpr double in_gb_per_second() const { return raw() / 1e9; }
};

/// Compute rate.
class FlopsPerSecond : public Quantity<FlopsPerSecond> {
  friend class Quantity<FlopsPerSecond>;
  using Quantity<FlopsPerSecond>::Quantity;

 public:
  static constexpr FlopsPerSecond per_second(double value) { return FlopsPerSecond(value); }
  static constexpr FlopsPerSecond tflops(double value) { return FlopsPerSecond(value * 1e12); }
  constexpr double in_per_second() const { return raw(); }
  constexpr double in_tflops() const { return raw() / 1e12; }
};

/// Token throughput.
class TokensPerSecond : public Quantity<TokensPerSecond> {
  friend class Quantity<TokensPerSecond>;
  using Quantity<TokensPerSecond>::Quantity;

 public:
  static constexpr TokensPerSecond per_second(double value) { return TokensPerSecond(value); }
  constexpr double in_per_second() const { return raw(); }
};

/// Request rate.
class RequestsPerSecond : public Quantity<RequestsPerSecond> {
  friend class Quantity<RequestsPerSecond>;
  using Quantity<RequestsPerSecond>::Quantity;

 public:
  static constexpr RequestsPerSecond per_second(double value) { return RequestsPerSecond(value); }
  constexpr double in_per_second() const { return raw(); }
};

/// Price of one token. Published prices are per million tokens.
class UsdPerToken : public Quantity<UsdPerToken> {
  friend class Quantity<UsdPerToken>;
  using Quantity<UsdPerToken>::Quantity;

 public:
  static constexpr UsdPerToken per_token(double value) { return UsdPerToken(value); }
  static constexpr UsdPerToken per_million(double value) { return UsdPerToken(value * 1e-6); }
  constexpr double in_per_token() const { return raw(); }
  constexpr double in_per_million() const { return raw() / 1e-6; }
};

/// Price of running something for an hour.
class UsdPerHour : public Quantity<UsdPerHour> {
  friend class Quantity<UsdPerHour>;
  using Quantity<UsdPerHour>::Quantity;

 public:
  static constexpr UsdPerHour per_hour(double value) { return UsdPerHour(value); }
  constexpr double in_per_hour() const { return raw(); }
};

/// Electrical power.
class Kilowatts : public Quantity<Kilowatts> {
  friend class Quantity<Kilowatts>;
  using Quantity<Kilowatts>::Quantity;

 public:
  static constexpr Kilowatts kw(double value) { return Kilowatts(value); }
  static constexpr Kilowatts watts(double value) { return Kilowatts(value * 1e-3); }
  constexpr double in_kw() const { return raw(); }
  constexpr double in_watts() const { return raw() / 1e-3; }
};

/// Price of electrical energy.
class UsdPerKwh : public Quantity<UsdPerKwh> {
  friend class Quantity<UsdPerKwh>;
  using Quantity<UsdPerKwh>::Quantity;

 public:
  static constexpr UsdPerKwh per_kwh(double value) { return UsdPerKwh(value); }
  constexpr double in_per_kwh() const { return raw(); }
};

// The only arithmetic between different units. Anything missing here does not compile.
constexpr Usd operator*(Tokens n, UsdPerToken price) {
  return Usd::dollars(n.as_count() * price.in_per_token());
}
constexpr Usd operator*(UsdPerToken price, Tokens n) { return n * price; }
constexpr Usd operator*(UsdPerHour price, Seconds t) {
  return Usd::dollars(price.in_per_hour() * t.in_hours());
}
constexpr Usd operator*(Seconds t, UsdPerHour price) { return price * t; }
constexpr UsdPerToken operator/(Usd cost, Tokens n) {
  return UsdPerToken::per_token(cost.in_dollars() / n.as_count());
}
constexpr UsdPerHour operator/(Usd cost, Seconds t) {
  return UsdPerHour::per_hour(cost.in_dollars() / t.in_hours());
}
constexpr UsdPerHour operator*(Kilowatts power, UsdPerKwh price) {
  return UsdPerHour::per_hour(power.in_kw() * price.in_per_kwh());
}
constexpr Tokens operator*(TokensPerSecond rate, Seconds t) {
  return Tokens::count(rate.in_per_second() * t.in_seconds());
}
constexpr TokensPerSecond operator/(Tokens n, Seconds t) {
  return TokensPerSecond::per_second(n.as_count() / t.in_seconds());
}
constexpr Seconds operator/(Tokens n, TokensPerSecond rate) {
  return Seconds::seconds(n.as_count() / rate.in_per_second());
}
constexpr Requests operator*(RequestsPerSecond rate, Seconds t) {
  return Requests::count(rate.in_per_second() * t.in_seconds());
}
constexpr RequestsPerSecond operator/(Requests n, Seconds t) {
  return RequestsPerSecond::per_second(n.as_count() / t.in_seconds());
}
constexpr Tokens operator*(Requests n, Tokens per_request) { return per_request * n.as_count(); }
constexpr Seconds operator/(Bytes n, BytesPerSecond rate) {
  return Seconds::seconds(n.in_bytes() / rate.in_per_second());
}
constexpr Seconds operator/(Flops n, FlopsPerSecond rate) {
  return Seconds::seconds(n.in_flops() / rate.in_per_second());
}

/// Calendar conventions used everywhere: 8,760 h a year and 730 h a month (720 would understate
/// a month by 1.4 %).
inline constexpr Seconds hour = Seconds::hours(1);
inline constexpr Seconds day = Seconds::days(1);
inline constexpr Seconds month = Seconds::hours(730);
inline constexpr Seconds year = Seconds::hours(8760);

}  // namespace rackrate
