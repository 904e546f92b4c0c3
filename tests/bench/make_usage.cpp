// SPDX-License-Identifier: Apache-2.0
#include "bench/make_usage.hpp"

#include "core/date.hpp"
#include "core/random.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

namespace rackrate::bench {
namespace {

constexpr std::int64_t first_ns = 1'715'472'000'000'000'000;  // 2024-05-12T00:00:00Z
constexpr std::size_t flush_at = std::size_t{1} << 20;

struct Usage {
  Instant at;
  std::int64_t input;
  std::int64_t output;
};

// Arrivals 25 ms apart on average; lengths log-normal-like with means near those of the trace.
class Stream {
 public:
  Usage next() {
    now_ns_ += static_cast<std::int64_t>(-25e6 * std::log(1 - random_.uniform()));
    const auto input = 1 + static_cast<std::int64_t>(std::exp(5.5 + 3 * random_.uniform()));
    const auto output = 1 + static_cast<std::int64_t>(std::exp(3.5 + 3 * random_.uniform()));
    return {Instant{now_ns_ / 1000 * 1000}, input, output};
  }

 private:
  Random random_{20240512};
  std::int64_t now_ns_ = first_ns;
};

std::string stamp(Instant at, char separator) {
  const std::int64_t in_day = at.ns % 86'400'000'000'000;
  const std::int64_t us = in_day / 1000;
  return fmt::format("{}{}{:02}:{:02}:{:02}.{:06}", to_string(date_of(at)), separator,
                     us / 3'600'000'000, us / 60'000'000 % 60, us / 1'000'000 % 60, us % 1'000'000);
}

template <class Row>
void write_rows(const std::filesystem::path& path, std::string text, std::int64_t rows, Row row) {
  std::ofstream file(path, std::ios::binary);
  Stream stream;
  for (std::int64_t i = 0; i < rows; ++i) {
    row(text, i, stream.next());
    if (text.size() > flush_at) {
      file << text;
      text.clear();
    }
  }
  file << text;
}

}  // namespace

void write_azure_csv(const std::filesystem::path& path, std::int64_t rows) {
  write_rows(path, "TIMESTAMP,ContextTokens,GeneratedTokens\n", rows,
             [](std::string& text, std::int64_t, const Usage& usage) {
               fmt::format_to(std::back_inserter(text), "{}+00:00,{},{}\n", stamp(usage.at, ' '),
                              usage.input, usage.output);
             });
}

void write_litellm_jsonl(const std::filesystem::path& path, std::int64_t rows) {
  write_rows(path, "", rows, [](std::string& text, std::int64_t i, const Usage& usage) {
    const std::string at = stamp(usage.at, 'T');
    const std::int64_t cached = usage.input / 3;
    fmt::format_to(
        std::back_inserter(text),
        R"({{"request_id":"chatcmpl-bench-{:012}","call_type":"acompletion","api_key":"{:064x}",)"
        R"("spend":{:.8f},"total_tokens":{},"prompt_tokens":{},"completion_tokens":{},)"
        R"("startTime":"{}+00:00","endTime":"{}+00:00","completionStartTime":"{}+00:00",)"
        R"("request_duration_ms":{},"model":"gpt-5-mini-2025-08-07","model_id":"bench","model_group":"fast",)"
        R"("custom_llm_provider":"openai","api_base":"https://api.example.invalid/v1","user":"user-{}",)"
        R"("metadata":{{"additional_usage_values":{{"cache_read_input_tokens":{},"cache_creation_input_tokens":0}},)"
        R"("usage_object":{{"prompt_tokens":{},"completion_tokens":{},"total_tokens":{},)"
        R"("prompt_tokens_details":{{"cached_tokens":{}}},"completion_tokens_details":{{"reasoning_tokens":0}}}}}},)"
        R"("cache_hit":"False","cache_key":"off","request_tags":["production"],"team_id":"team-{}",)"
        R"("organization_id":null,"end_user":"","requester_ip_address":"192.0.2.1",)"
        R"("session_id":"session-{}","status":"success","mcp_namespaced_tool_name":null}})"
        "\n",
        i, i % 97, static_cast<double>(usage.input) * 2.5e-7, usage.input + usage.output,
        usage.input, usage.output, at, at, at, 500 + usage.output * 20, i % 1000, cached,
        usage.input, usage.output, usage.input + usage.output, cached, i % 12, i % 5000);
  });
}

}  // namespace rackrate::bench
