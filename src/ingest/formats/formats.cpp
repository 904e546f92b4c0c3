// SPDX-License-Identifier: Apache-2.0
#include "ingest/formats/formats.hpp"

namespace rackrate::ingest {

// A format whose signature holds another's comes before it; the generic one is the last.
const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      openai_costs(),
      openai_usage(),
      openai_dashboard_costs(),
      openai_dashboard_usage(),
      anthropic_usage(),
      anthropic_costs(),
      anthropic_console_usage(),
      anthropic_console_costs(),
      litellm_spend_logs(),
      litellm_daily(),
      langfuse(),
      metrics_scrape(),
      prometheus_range(),
      otlp(),
      claude_code(),
      codex(),
      cursor(),
      openrouter_generations(),
      openrouter_activity(),
      bedrock(),
      azure_metrics(),
      azure_apim(),
      helicone(),
      cloudflare(),
      portkey(),
      vertex(),
      deepseek(),
      deepseek_costs(),
      focus(),
      kong(),
      warehouse_profile(),
      azure_trace(),
      burstgpt(),
      ragpulse_trace(),
      qwen_bailian(),
      mooncake_trace(),
      vidur(),
      vidur_lengths(),
      servegen_sums(),
      servegen_client(),
      generic(),
  };
  return all;
}

}  // namespace rackrate::ingest
