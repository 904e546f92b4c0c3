// SPDX-License-Identifier: Apache-2.0
// Large usage files for benchmarks, the same bytes at every run.
#pragma once

#include <cstdint>
#include <filesystem>

namespace rackrate::bench {

/// CSV in the layout of the public Azure 2024 LLM inference trace: about 42 bytes a row.
void write_azure_csv(const std::filesystem::path& path, std::int64_t rows);

/// LiteLLM spend logs as JSON Lines: about 1 kB a row.
void write_litellm_jsonl(const std::filesystem::path& path, std::int64_t rows);

}  // namespace rackrate::bench
