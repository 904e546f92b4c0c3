// SPDX-License-Identifier: Apache-2.0
// Which deployments can serve the load within the limits, and the cheapest of them for each way of
// paying for GPUs.
#pragma once

#include "decide/make_plan.hpp"
#include "decide/point.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rackrate::decide {

/// A deployment that meets the limits, and the fleet the load needs.
struct Candidate {
  serving::Fleet fleet;
  SelfHosting own;  ///< its supply not yet chosen
};

struct Candidates {
  std::vector<Candidate> qualified;
  bool too_slow = false;              ///< some fit in memory and miss a latency limit
  std::vector<std::string> rejected;  ///< "H100, fp8: tpot needs 38 ms on average, 51 ms ..."
};

serving::Slo slo_of(const Register& assumptions);

Candidates qualify(const Inputs& inputs, const workload::Demand& demand);

/// How GPUs are paid for: the ids of the choice gpu.term, without "any".
enum class Term { on_demand, reserved_12mo, reserved_36mo, spot, owned };
std::string_view name(Term term);
/// Those the register asks for; spot only by name.
std::vector<Term> terms_wanted(const Register& assumptions);

struct Chosen {
  Term term = Term::on_demand;
  const Candidate* candidate = nullptr;
  SelfHosting own;
  Usd expected = Usd::zero();  ///< per month
};

/// The qualified deployment with the lowest expected cost under that term; nothing if no price is
/// known for any. Prices of low confidence and without a host are left out unless the GPU or
/// provider was asked for.
std::optional<Chosen> cheapest(const Candidates& candidates, Term term, const Inputs& inputs,
                               const Load& load, const Point& point);

/// Why nothing is self-hosted, and what to do about it.
std::string why_no_fleet(const Candidates& candidates);

/// "2x NVIDIA H100 SXM5 80GB, fp8, vLLM"
std::string describe(const sizing::Deployment& deployment);

/// Throws InputError if the register names a GPU provider that no price has.
void check_gpu_provider(const Inputs& inputs);

}  // namespace rackrate::decide
