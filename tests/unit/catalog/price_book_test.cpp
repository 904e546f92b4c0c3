// SPDX-License-Identifier: Apache-2.0
#include "catalog/price_book.hpp"

#include "catalog/embedded.hpp"
#include "catalog/model_catalog.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

const std::vector<Offer>& all() {
  static const std::vector<Offer> loaded =
      load_offers(io::Source::from_static("api_prices.csv", *embedded_file("api_prices.csv")));
  return loaded;
}

Date on(std::string_view text) { return *parse_date(text); }
const Date august = on("2026-08-21");

const Offer& offer(std::string_view model, std::string_view provider,
                   std::string_view region = "") {
  for (const Offer* const each : offers_for(all(), model)) {
    if (each->provider == provider && (region.empty() || each->region == region)) {
      return *each;
    }
  }
  FAIL("no offer of ", model, " at ", provider);
  return all().front();
}

// Dollars per million tokens; negative if there is no such price.
double price(const Offer& of, TokenClass token_class, const PriceQuery& query) {
  const TokenPrice* const found = find_price(of, token_class, query);
  return found == nullptr ? -1 : found->price.in_per_million();
}

double price(std::string_view model, std::string_view provider, TokenClass token_class) {
  return price(offer(model, provider), token_class, {august});
}

constexpr auto in = TokenClass::input;
constexpr auto out = TokenClass::output;
constexpr auto cached = TokenClass::cache_read;

// Hosts that sell open weights and nothing else.
bool sells_open_weights_only(const std::string& provider) {
  static const std::set<std::string> hosts{
      "together",   "fireworks", "groq",    "deepinfra", "nebius", "novita",  "cerebras",
      "openrouter", "vertex",    "alibaba", "moonshot",  "zai",    "minimax", "deepseek"};
  return hosts.contains(provider);
}

constexpr const char* header =
    "model,provider,provider_model,region,tier,component,unit,price_usd,ctx_from,ctx_to,ctx_op,"
    "time_window,effective_from,effective_to,min_commit,source,as_of,confidence,derived\n";

std::vector<Offer> load(const std::string& rows) {
  return load_offers(io::Source::from_text("p.csv", header + rows));
}

}  // namespace

TEST_CASE("price book: enough offers from the providers people use") {
  std::set<std::pair<std::string, std::string>> offers;
  std::map<std::string, int> providers;
  for (const Offer& each : all()) {
    if (offers.emplace(each.model, each.provider).second) {
      ++providers[each.provider];
    }
  }
  CHECK(offers.size() >= 170);
  for (const char* const name :
       {"openai", "anthropic", "google", "deepseek", "mistral", "together", "fireworks", "groq",
        "deepinfra", "bedrock", "nebius", "novita", "cerebras", "openrouter"}) {
    CAPTURE(name);
    CHECK(providers[name] >= 2);
  }
}

TEST_CASE("price book: every row has a source and a date, every tier input and output") {
  for (const Offer& each : all()) {
    CAPTURE(each.model);
    CAPTURE(each.provider);
    for (const auto& [tier, prices] : each.tiers) {
      std::set<TokenClass> classes;
      for (const TokenPrice& row : prices) {
        classes.insert(row.token_class);
        CHECK(row.provenance.source.starts_with("https://"));
        CHECK(row.provenance.as_of >= on("2026-07-01"));
        CHECK(row.price > UsdPerToken::zero());
        // Dearest known: o1-pro class models at a few hundred dollars.
        CHECK(row.price.in_per_million() < 300);
      }
      CHECK(classes.contains(in));
      CHECK(classes.contains(out));
    }
    CHECK(each.has(ServiceTier::standard));
  }
}

TEST_CASE("price book: open weights go by the ids of the model catalog") {
  const std::vector<Model> models =
      load_models(io::Source::from_static("models.toml", *embedded_file("models.toml")));
  for (const Offer& each : all()) {
    if (sells_open_weights_only(each.provider)) {
      CAPTURE(each.model);
      CAPTURE(each.provider);
      CHECK(std::any_of(models.begin(), models.end(),
                        [&](const Model& model) { return model.id == each.model; }));
    }
  }
}

// models.dev 2026-07-02 and litellm 2026-08-01, dollars per million tokens.
TEST_CASE("price book: hosted open weights as published") {
  CHECK(price("llama-3.1-8b", "fireworks", in) == doctest::Approx(0.10));
  CHECK(price("llama-3.1-8b", "groq", out) == doctest::Approx(0.08));
  CHECK(price("llama-3.1-8b", "bedrock", in) == doctest::Approx(0.22));
  CHECK(price("llama-3.1-8b", "novita", out) == doctest::Approx(0.05));
  CHECK(price("llama-3.3-70b", "deepinfra", in) == doctest::Approx(0.10));
  CHECK(price("llama-3.3-70b", "deepinfra", out) == doctest::Approx(0.32));
  CHECK(price("llama-3.3-70b", "together", in) == doctest::Approx(0.88));
  CHECK(price("llama-3.3-70b", "fireworks", out) == doctest::Approx(0.90));
  CHECK(price("llama-3.3-70b", "groq", in) == doctest::Approx(0.59));
  CHECK(price("llama-3.3-70b", "bedrock", in) == doctest::Approx(0.72));
  CHECK(price("llama-3.3-70b", "nebius", cached) == doctest::Approx(0.013));
  CHECK(price("llama-3.3-70b", "novita", in) == doctest::Approx(0.135));
  CHECK(price("gpt-oss-20b", "deepinfra", out) == doctest::Approx(0.14));
  CHECK(price("gpt-oss-20b", "fireworks", cached) == doctest::Approx(0.035));
  CHECK(price("gpt-oss-20b", "groq", cached) == doctest::Approx(0.0375));
  CHECK(price("gpt-oss-120b", "deepinfra", in) == doctest::Approx(0.039));
  CHECK(price("gpt-oss-120b", "fireworks", cached) == doctest::Approx(0.015));
  CHECK(price("gpt-oss-120b", "cerebras", out) == doctest::Approx(0.75));
  CHECK(price("qwen3-32b", "deepinfra", out) == doctest::Approx(0.28));
  CHECK(price("qwen3-32b", "fireworks", in) == doctest::Approx(0.90));
  CHECK(price("qwen3-32b", "groq", in) == doctest::Approx(0.29));
  CHECK(price("qwen3-30b-a3b", "deepinfra", in) == doctest::Approx(0.08));
  CHECK(price("qwen3-30b-a3b", "fireworks", in) == doctest::Approx(0.15));
  // One book has 6.00 for this output price: a slip by ten.
  CHECK(price("qwen3-235b-a22b-2507", "together", out) == doctest::Approx(0.60));
  CHECK(price("qwen3-235b-a22b-2507", "bedrock", out) == doctest::Approx(0.88));
  CHECK(price("qwen3.5-397b-a17b", "deepinfra", cached) == doctest::Approx(0.22));
  CHECK(price("qwen3.5-397b-a17b", "openrouter", in) == doctest::Approx(0.385));
  CHECK(price("deepseek-v3.2", "deepinfra", cached) == doctest::Approx(0.13));
  CHECK(price("deepseek-v3.2", "azure", in) == doctest::Approx(0.58));
  CHECK(price("deepseek-v4-flash", "deepseek", cached) == doctest::Approx(0.0028));
  CHECK(price("deepseek-v4-flash", "azure", out) == doctest::Approx(0.51));
  CHECK(price("deepseek-v4-pro", "deepseek", cached) == doctest::Approx(0.003625));
  CHECK(price("deepseek-v4-pro", "fireworks", cached) == doctest::Approx(0.145));
  CHECK(price("kimi-k2.6", "together", cached) == doctest::Approx(0.20));
  CHECK(price("kimi-k2.6", "openrouter", out) == doctest::Approx(3.2));
  CHECK(price("glm-5.1", "deepinfra", cached) == doctest::Approx(0.205));
  CHECK(price("glm-5", "bedrock", out) == doctest::Approx(3.2));
  CHECK(price("minimax-m2.7", "openrouter", in) == doctest::Approx(0.18));
  CHECK(price("minimax-m2.7", "fireworks", cached) == doctest::Approx(0.06));
}

TEST_CASE("price book: frontier models as published, tier by tier") {
  const Offer& gpt = offer("gpt-5.5", "openai");
  const auto at = [&](TokenClass token_class, ServiceTier tier, double input) {
    return price(gpt, token_class, {august, tier, Tokens::count(input)});
  };
  CHECK(at(in, ServiceTier::standard, 1000) == doctest::Approx(5));
  CHECK(at(out, ServiceTier::standard, 1000) == doctest::Approx(30));
  CHECK(at(cached, ServiceTier::standard, 1000) == doctest::Approx(0.5));
  CHECK(at(in, ServiceTier::batch, 1000) == doctest::Approx(2.5));
  CHECK(at(cached, ServiceTier::batch, 1000) == -1);  // no cache discount inside a batch
  CHECK(at(cached, ServiceTier::flex, 1000) == doctest::Approx(0.25));
  CHECK(at(out, ServiceTier::priority, 1000) == doctest::Approx(60));
  // Above 272k every token of the request costs more; exactly there it does not.
  CHECK(at(in, ServiceTier::standard, 272'000) == doctest::Approx(5));
  CHECK(at(in, ServiceTier::standard, 272'001) == doctest::Approx(10));
  CHECK(at(out, ServiceTier::standard, 272'001) == doctest::Approx(45));
  CHECK(at(cached, ServiceTier::standard, 272'001) == doctest::Approx(1));

  CHECK(price("gpt-5.4", "openai", cached) == doctest::Approx(0.25));
  CHECK(price("gpt-5.4-mini", "openai", out) == doctest::Approx(4.5));
  CHECK(price("claude-opus-5", "anthropic", TokenClass::cache_write_5m) == doctest::Approx(6.25));
  CHECK(price("claude-opus-5", "anthropic", TokenClass::cache_write_1h) == doctest::Approx(10));
  CHECK(price("claude-haiku-4.5", "anthropic", out) == doctest::Approx(5));
  CHECK(price("gemini-2.5-flash", "google", out) == doctest::Approx(2.5));
  const Offer& gemini = offer("gemini-3.1-pro", "google");
  const PriceQuery long_context{august, ServiceTier::standard, Tokens::count(200'001)};
  CHECK(price(gemini, in, long_context) == doctest::Approx(4));
  CHECK(price(gemini, cached, long_context) == doctest::Approx(0.4));
}

// The bill of one long request: 250,000 input tokens of which 200,000 read and 10,000 written.
TEST_CASE("price book: a request above 200k costs what the provider's rules say") {
  const Offer& sonnet = offer("claude-3.5-sonnet", "bedrock");
  const PriceQuery query{august, ServiceTier::standard, Tokens::count(250'000)};
  const Usd bill =
      Tokens::count(40'000) * find_price(sonnet, in, query)->price +
      Tokens::count(200'000) * find_price(sonnet, cached, query)->price +
      Tokens::count(10'000) * find_price(sonnet, TokenClass::cache_write_5m, query)->price +
      Tokens::count(1'000) * find_price(sonnet, out, query)->price;
  CHECK(bill.in_dollars() == doctest::Approx(0.465));
}

TEST_CASE("price book: xAI's higher tier begins at exactly 200,000 tokens") {
  const Offer& grok = offer("grok-4.5", "xai");
  const PriceQuery at{august, ServiceTier::standard, Tokens::count(200'000)};
  const PriceQuery below{august, ServiceTier::standard, Tokens::count(199'999)};
  CHECK(price(grok, in, below) == doctest::Approx(2));
  CHECK(price(grok, in, at) == doctest::Approx(4));
}

TEST_CASE("price book: announced changes take effect on their day") {
  const auto input_on = [](std::string_view model, std::string_view provider,
                           std::string_view date) {
    return price(offer(model, provider), in, {on(date)});
  };
  CHECK(input_on("claude-sonnet-5", "anthropic", "2026-08-31") == doctest::Approx(2));
  CHECK(input_on("claude-sonnet-5", "anthropic", "2026-09-01") == doctest::Approx(3));
  CHECK(input_on("gpt-5.6-luna", "openai", "2026-07-29") == doctest::Approx(1));
  CHECK(input_on("gpt-5.6-luna", "openai", "2026-07-30") == doctest::Approx(0.2));
  CHECK(input_on("gpt-5.6-terra", "openai", "2026-07-30") == doctest::Approx(2));
  CHECK(input_on("gemini-3.6-flash", "google", "2026-12-31") == doctest::Approx(0.75));
  CHECK(input_on("gemini-3.6-flash", "google", "2027-01-01") == doctest::Approx(1.5));
  CHECK(input_on("o3", "openai", "2025-06-09") == doctest::Approx(10));
  CHECK(input_on("o3", "openai", "2025-06-10") == doctest::Approx(2));
  // Sonnet 4.6 lost its long-context tier on 2026-03-13.
  const Offer& sonnet = offer("claude-sonnet-4.6", "anthropic");
  const Tokens much = Tokens::count(300'000);
  CHECK(price(sonnet, in, {on("2026-03-12"), ServiceTier::standard, much}) == doctest::Approx(6));
  CHECK(price(sonnet, in, {on("2026-03-13"), ServiceTier::standard, much}) == doctest::Approx(3));
  // A retired model keeps its price for old records only.
  CHECK(on_sale(offer("claude-opus-4.1", "anthropic"), on("2026-08-04")));
  CHECK_FALSE(on_sale(offer("claude-opus-4.1", "anthropic"), on("2026-08-05")));
}

TEST_CASE("price book: prices of one offer are in a sensible order") {
  for (const Offer& each : all()) {
    CAPTURE(each.model);
    CAPTURE(each.provider);
    for (const auto& [tier, prices] : each.tiers) {
      for (const TokenPrice& row : prices) {
        for (const TokenPrice& other : prices) {
          const bool together =
              row.validity.from == other.validity.from && row.validity.to == other.validity.to;
          const bool same_range =
              row.context.from == other.context.from && row.context.to == other.context.to;
          if (!together) {
            continue;
          }
          if (row.token_class == other.token_class && row.context.from && other.context.to) {
            CHECK(row.price >= other.price);  // the higher context tier is dearer
          }
          if (same_range && row.token_class == in) {
            if (other.token_class == cached) {
              CHECK(other.price <= row.price);
            }
            if (other.token_class == out) {
              CHECK(other.price >= row.price);
            }
            if (other.token_class == TokenClass::cache_write_5m) {
              CHECK(other.price >= row.price);
            }
          }
        }
      }
    }
    const auto order = [&](ServiceTier cheaper, ServiceTier dearer) {
      for (const Date date : {august, on("2027-02-01")}) {
        const double low = price(each, in, {date, cheaper});
        const double high = price(each, in, {date, dearer});
        CHECK((low < 0 || high < 0 || low < high));
      }
    };
    order(ServiceTier::batch, ServiceTier::standard);
    order(ServiceTier::flex, ServiceTier::standard);
    order(ServiceTier::standard, ServiceTier::priority);
  }
}

TEST_CASE("price book: hosts of the same weights are within a factor of thirty of each other") {
  std::map<std::string, std::pair<double, double>> range;
  for (const Offer& each : all()) {
    const double output = price(each, out, {august});
    if (output > 0) {
      const auto [entry, added] = range.try_emplace(each.model, output, output);
      entry->second.first = std::min(entry->second.first, output);
      entry->second.second = std::max(entry->second.second, output);
    }
  }
  for (const auto& entry : range) {
    CAPTURE(entry.first);
    CHECK(entry.second.second / entry.second.first < 30);
  }
}

TEST_CASE("price book: usage records name models in many ways") {
  const auto means = [](std::string_view text) {
    return priced_model(all(), text).value_or("nothing");
  };
  CHECK(means("gpt-5.5") == "gpt-5.5");
  CHECK(means("gpt-5.5-2026-04-23") == "gpt-5.5");
  CHECK(means("openai/gpt-5.5") == "gpt-5.5");
  CHECK(means("claude-opus-4-5-20251101") == "claude-opus-4.5");
  CHECK(means("anthropic/claude-opus-4.5") == "claude-opus-4.5");
  CHECK(means("us.anthropic.claude-haiku-4-5-20251001-v1:0") == "claude-haiku-4.5");
  CHECK(means("claude-sonnet-4-20250514") == "claude-sonnet-4");
  CHECK(means("gemini/gemini-2.5-pro") == "gemini-2.5-pro");
  CHECK(means("gemini-3.1-pro-preview") == "gemini-3.1-pro");
  CHECK(means("meta-llama/Llama-3.3-70B-Instruct") == "llama-3.3-70b");
  CHECK(means("accounts/fireworks/models/llama-v3p3-70b-instruct") == "llama-3.3-70b");
  CHECK(means("groq/llama-3.3-70b-versatile") == "llama-3.3-70b");
  CHECK(means("gpt-4o-2024-08-06") == "gpt-4o");
  CHECK(means("gpt-4o-2024-05-13") == "gpt-4o-2024-05-13");  // dearer than its successors
  CHECK(means("my-own-model") == "nothing");
  CHECK(means("") == "nothing");
}

TEST_CASE("price book: no name means two models") {
  std::map<std::string, std::string> owner;
  for (const Offer& each : all()) {
    for (const std::string& name : {each.model, each.provider_model}) {
      CAPTURE(name);
      const auto [entry, added] = owner.emplace(name, each.model);
      CHECK(entry->second == each.model);
    }
  }
}

TEST_CASE("price book: decimal prices survive reading to the last published digit") {
  const auto offers = load(
      "m,p,m,r,standard,input,per_1m_tokens,0.0028,,,,,,,,s,2026-08-01,high,0\n"
      "m,p,m,r,standard,output,per_1m_tokens,0.003625,,,,,,,,s,2026-08-01,high,0\n"
      "m,p,m,r,standard,web_search,per_1k_requests,10,,,,,,,,s,2026-08-01,high,0\n");
  REQUIRE(offers.size() == 1);
  CHECK(find_price(offers[0], in, {august})->price.in_per_token() == doctest::Approx(2.8e-9));
  CHECK((find_price(offers[0], in, {august})->price * Tokens::count(1e6)).in_dollars() ==
        doctest::Approx(0.0028).epsilon(1e-14));
  CHECK(find_price(offers[0], out, {august})->price.in_per_million() ==
        doctest::Approx(0.003625).epsilon(1e-14));
  CHECK(find_fee(offers[0], FeeKind::web_search, august)->each.in_dollars() ==
        doctest::Approx(0.01));
}

TEST_CASE("price book: time windows in the file, also over midnight") {
  const auto offers = load(
      "m,p,m,r,standard,input,per_1m_tokens,0.27,,,,,,,,s,2026-08-01,high,0\n"
      "m,p,m,r,standard,input,per_1m_tokens,0.135,,,,16:30-00:30,,,,s,2026-08-01,high,0\n");
  PriceQuery query{august};
  CHECK(price(offers[0], in, query) == doctest::Approx(0.27));
  query.time_of_day = Seconds::hours(23);
  CHECK(price(offers[0], in, query) == doctest::Approx(0.135));
  query.time_of_day = Seconds::hours(12);
  CHECK(price(offers[0], in, query) == doctest::Approx(0.27));
}

TEST_CASE("price book: everything wrong in a file is reported with line and column") {
  try {
    load(
        "m,p,m,r,standard,input,per_token,1,,,,,,,,s,2026-08-01,high,0\n"
        "m,p,m,r,cheap,input,per_1m_tokens,-1,,,,,,,,s,2026-08-01,high,0\n"
        "m,p,m,r,standard,tokens,per_1m_tokens,1,,,,,,,,s,2026-08-01,high,0\n"
        "m,p,m,r,standard,input,per_1m_tokens,1,300,200,gt,noon,2026-02-02,2026-02-01,,s,2026-08-"
        "01,"
        "high,0\n"
        "m,p,m,r,standard,input,per_1m_tokens,1,300,,,,,,,,2026-08-01,sure,0\n");
    FAIL("no error");
  } catch (const InputError& e) {
    CHECK(e.code() == ExitCode::stale_prices);
    std::multiset<std::string> codes;
    for (const Diagnostic& d : e.diagnostics()) {
      CHECK_FALSE(missing_slot(d).has_value());
      CHECK(d.where.file == "p.csv");
      CHECK(d.where.column > 0);
      codes.insert(d.code);
    }
    CHECK(codes == std::multiset<std::string>{"bad-range", "bad-range", "bad-time-window",
                                              "bad-unit", "bad-value", "bad-value", "bad-value",
                                              "bad-value", "missing-value", "out-of-range"});
    CHECK(render(e.diagnostics()[0])
              .starts_with("p.csv:2:24: error: column 'unit': expected per_1m_tokens"));
  }
}
