// SPDX-License-Identifier: Apache-2.0
#include "io/json_value.hpp"
#include "report/prices.hpp"

namespace rackrate::report {
namespace {

using io::Json;

void add_provenance(Json& to, const Provenance& provenance) {
  to["source"] = provenance.source;
  to["as_of"] = to_string(provenance.as_of);
  to["confidence"] = name(provenance.confidence);
}

Json whole(const std::optional<Tokens>& tokens) {
  return tokens ? Json(static_cast<std::int64_t>(tokens->as_count())) : Json();
}

Json date(const std::optional<Date>& day) { return day ? Json(to_string(*day)) : Json(); }

Json token_price(catalog::ServiceTier tier, const catalog::TokenPrice& price) {
  Json out;
  out["tier"] = catalog::name(tier);
  out["token_class"] = catalog::name(price.token_class);
  out["usd_per_million_tokens"] = price.price.in_per_million();
  out["context_from_tokens"] = whole(price.context.from);
  out["context_to_tokens"] = whole(price.context.to);
  out["boundary_pays"] = price.context.boundary_is_above ? "upper" : "lower";
  out["window_from_h_utc"] = price.window ? Json(price.window->from.in_hours()) : Json();
  out["window_to_h_utc"] = price.window ? Json(price.window->to.in_hours()) : Json();
  out["effective_from"] = date(price.validity.from);
  out["effective_to"] = date(price.validity.to);
  out["derived"] = price.derived;
  add_provenance(out, price.provenance);
  return out;
}

Json offer(const catalog::Offer& from) {
  Json out = {
      {"model", from.model},   {"provider", from.provider}, {"provider_model", from.provider_model},
      {"region", from.region}, {"prices", Json::array()},   {"fees", Json::array()}};
  for (const auto& [tier, prices] : from.tiers) {
    for (const catalog::TokenPrice& price : prices) {
      out["prices"].push_back(token_price(tier, price));
    }
  }
  for (const catalog::RequestFee& fee : from.fees) {
    Json one = {{"kind", catalog::name(fee.kind)}, {"usd_each", fee.each.in_dollars()}};
    add_provenance(one, fee.provenance);
    out["fees"].push_back(std::move(one));
  }
  return out;
}

Json gpu_price(const catalog::GpuPrice& from) {
  Json out = {{"gpu", from.gpu},
              {"provider", from.provider},
              {"instance", from.instance},
              {"region", from.region},
              {"term", catalog::name(from.term)},
              {"usd_per_gpu_hour", from.per_gpu().in_per_hour()},
              {"sold_in_gpus", from.sold_in()},
              {"host_included", from.host_included}};
  add_provenance(out, from.provenance);
  return out;
}

}  // namespace

std::string json_prices(const PriceBook& book, const Stamp& stamp) {
  Json document = begin_document("prices", stamp, {});
  document["api"] = Json::array();
  for (const catalog::Offer* one : book.offers) {
    document["api"].push_back(offer(*one));
  }
  document["gpu"] = Json::array();
  for (const catalog::GpuPrice* one : book.gpus) {
    document["gpu"].push_back(gpu_price(*one));
  }
  return io::to_bytes(document);
}

}  // namespace rackrate::report
