// SPDX-License-Identifier: Apache-2.0
// Every format, a function each.
#pragma once

#include "ingest/format.hpp"

namespace rackrate::ingest {

Format anthropic_console_costs();
Format anthropic_console_usage();
Format anthropic_costs();
Format anthropic_usage();
Format azure_apim();
Format azure_metrics();
Format azure_trace();
Format bedrock();
Format burstgpt();
Format claude_code();
Format cloudflare();
Format codex();
Format cursor();
Format deepseek();
Format deepseek_costs();
Format focus();
Format generic();
Format helicone();
Format kong();
Format langfuse();
Format litellm_daily();
Format litellm_spend_logs();
Format metrics_scrape();
Format mooncake_trace();
Format openai_costs();
Format openai_dashboard_costs();
Format openai_dashboard_usage();
Format openai_usage();
Format openrouter_activity();
Format openrouter_generations();
Format otlp();
Format portkey();
Format prometheus_range();
Format qwen_bailian();
Format ragpulse_trace();
Format servegen_client();
Format servegen_sums();
Format vertex();
Format vidur();
Format vidur_lengths();
Format warehouse_profile();

}  // namespace rackrate::ingest
