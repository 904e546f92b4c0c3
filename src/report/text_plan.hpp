// SPDX-License-Identifier: Apache-2.0
// The decision page: the verdict first, then the options side by side, then why, what would change
// it, and what it rests on.
#pragma once

#include "decide/plan.hpp"
#include "report/json_document.hpp"
#include "report/page.hpp"

#include <string>

namespace rackrate::report {

/// The page of `rackrate plan`.
std::string text_plan(const decide::Plan& plan, const Stamp& stamp, const Style& style);

// Its parts, in the order of the page.
void add_verdict(Page& page, const decide::Plan& plan);
void add_demand(Page& page, const decide::Plan& plan);
void add_options(Page& page, const decide::Plan& plan);
void add_why(Page& page, const decide::Plan& plan);
void add_flips(Page& page, const decide::Plan& plan);
void add_gates(Page& page, const decide::Plan& plan);
void add_assumptions(Page& page, const decide::Plan& plan);
void add_notes(Page& page, const decide::Plan& plan);
void add_next(Page& page, const decide::Plan& plan);

/// The option with this id, or null.
const decide::Option* find_option(const decide::Plan& plan, std::string_view id);
/// "3+1 replicas of 2x h100-sxm fp8 vllm", with the ids that --gpu, --quant and --engine take.
std::string option_title(const decide::Option& option);
/// The cheapest self-hosted option, ruled out or not, or null.
const decide::Option* best_self_hosted(const decide::Plan& plan);
/// The cheapest API option, ruled out or not, or null.
const decide::Option* best_api(const decide::Plan& plan);

}  // namespace rackrate::report
