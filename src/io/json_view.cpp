// SPDX-License-Identifier: Apache-2.0
#include "io/json_view.hpp"

#include <simdjson.h>

#include <bit>

namespace rackrate::io {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;
using Handle = std::array<std::uint64_t, 2>;

// Elements and iterators are a document and an index into it, and trivially copyable.
template <class Simd>
Handle packed(const Simd& simd) {
  static_assert(sizeof(Simd) == sizeof(Handle) && std::is_trivially_copyable_v<Simd>);
  return std::bit_cast<Handle>(simd);
}

template <class Simd>
Simd unpacked(const Handle& handle) {
  return std::bit_cast<Simd>(handle);
}

JsonView::Kind kind_of(const element& value) {
  using simdjson::dom::element_type;
  switch (value.type()) {
    case element_type::ARRAY: return JsonView::Kind::array;
    case element_type::OBJECT: return JsonView::Kind::object;
    case element_type::INT64: return JsonView::Kind::integer;
    case element_type::UINT64:
    case element_type::DOUBLE: return JsonView::Kind::real;
    case element_type::STRING: return JsonView::Kind::text;
    case element_type::BOOL: return JsonView::Kind::boolean;
    case element_type::NULL_VALUE: return JsonView::Kind::null;
  }
  return JsonView::Kind::absent;
}

}  // namespace

JsonView::JsonView(const Handle& handle)
    : kind_(kind_of(unpacked<element>(handle))), handle_(handle) {}

std::string_view JsonView::text() const {
  return kind_ == Kind::text ? unpacked<element>(handle_).get_string().value_unsafe()
                             : std::string_view();
}

std::int64_t JsonView::integer() const {
  return kind_ == Kind::integer ? unpacked<element>(handle_).get_int64().value_unsafe() : 0;
}

double JsonView::real() const {
  const bool number = kind_ == Kind::integer || kind_ == Kind::real;
  return number ? unpacked<element>(handle_).get_double().value_unsafe() : 0.0;
}

bool JsonView::boolean() const {
  return kind_ == Kind::boolean && unpacked<element>(handle_).get_bool().value_unsafe();
}

JsonView JsonView::find(std::string_view key) const {
  JsonView found;
  JsonMembers members(*this);
  std::string_view name;
  while (members.next(name)) {
    if (name == key) {
      found = members.value();
    }
  }
  return found;
}

JsonItems::JsonItems(const JsonView& view) {
  if (view.kind() == JsonView::Kind::array) {
    const array items = unpacked<element>(view.handle_).get_array().value_unsafe();
    at_ = packed(items.begin());
    end_ = packed(items.end());
  }
}

bool JsonItems::next(JsonView& item) {
  if (at_ == end_) {
    return false;
  }
  auto at = unpacked<array::iterator>(at_);
  item = JsonView(packed(*at));
  at_ = packed(++at);
  return true;
}

JsonMembers::JsonMembers(const JsonView& view) {
  if (view.kind() == JsonView::Kind::object) {
    const object members = unpacked<element>(view.handle_).get_object().value_unsafe();
    at_ = packed(members.begin());
    end_ = packed(members.end());
  }
}

bool JsonMembers::next(std::string_view& key) {
  if (at_ == end_) {
    return false;
  }
  auto at = unpacked<object::iterator>(at_);
  key = at.key();
  member_ = at_;
  at_ = packed(++at);
  return true;
}

JsonView JsonMembers::value() const {
  return JsonView(packed(unpacked<object::iterator>(member_).value()));
}

struct JsonParser::State {
  simdjson::dom::parser parser;
  std::string padded;
};

JsonParser::JsonParser() : state_(std::make_unique<State>()) {}
JsonParser::JsonParser(JsonParser&&) noexcept = default;
JsonParser& JsonParser::operator=(JsonParser&&) noexcept = default;
JsonParser::~JsonParser() = default;

JsonView JsonParser::parse(std::string_view text, std::size_t readable_after) {
  if (readable_after < simdjson::SIMDJSON_PADDING) {
    state_->padded.assign(text);
    state_->padded.resize(text.size() + simdjson::SIMDJSON_PADDING);
    text = std::string_view(state_->padded).substr(0, text.size());
  }
  const auto result = state_->parser.parse(text.data(), text.size(), false);
  element root;
  if (const simdjson::error_code error = result.get(root); error != simdjson::SUCCESS) {
    fault_ = error == simdjson::UTF8_ERROR     ? "text that is not UTF-8"
             : error == simdjson::NUMBER_ERROR ? "a number that is too large or not one"
             : error == simdjson::EMPTY        ? "nothing"
                                               : "text that is not complete JSON";
    return {};
  }
  fault_.clear();
  return JsonView(packed(root));
}

}  // namespace rackrate::io
