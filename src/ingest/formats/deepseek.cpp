// SPDX-License-Identifier: Apache-2.0
// DeepSeek's `amount-YYYY-M.csv`: one row a bucket and type of count, in hours or days of +08:00.
// Its prices are mostly in yuan, so the cost of the records stays unknown; the cost file has it.
#include "ingest/formats/formats.hpp"
#include "ingest/formats/long_reader.hpp"
#include "ingest/ingest.hpp"

namespace rackrate::ingest {
namespace {

enum Slot { start, date, end, model, key_name, key, user, type, amount };

class DeepSeek : public LongReader {
 public:
  DeepSeek()
      : LongReader({.fields = {"start_time_iso", "utc_date", "end_time_iso", "model",
                               "api_key_name", "api_key", "user_id", "type", "amount"},
                    .meaning = {},
                    .traits = {.grain = Grain::hour, .in_order = false},
                    .sequential = true}) {
    format_.meaning = [this](Row& row, Part& part) { meaning(row, part); };
  }

 private:
  void meaning(Row& row, Part& part) {
    const bool dated = !row.known(start);
    const Instant from = dated ? row.time(date, TimeUnit::compact_date) : row.time(start);
    const auto to = row.maybe_time(end);
    const MaybeCount count = row.required_count(amount);
    const std::string_view kind = row.text(type);
    MaybeCount Stated::*place = kind == "input_cache_hit_tokens"    ? &Stated::cache_read
                                : kind == "input_cache_miss_tokens" ? &Stated::input
                                : kind == "output_tokens"           ? &Stated::output
                                                                    : nullptr;
    if (place == nullptr && kind != "request_count") {
      row.reject(type,
                 "request_count, input_cache_hit_tokens, input_cache_miss_tokens or output_tokens",
                 row[type].shown(), "unknown-type");
    }
    if (!row.ok()) {
      return;
    }
    part.grain = std::max(part.grain, dated ? Grain::day : grain_of(from, to));
    std::vector<Tag> tags;
    for (const auto& [name, slot] :
         {std::pair("key_alias", key_name), std::pair("key", key), std::pair("user", user)}) {
      if (row.known(slot)) {
        tags.emplace_back(name, row.text(slot));
      }
    }
    Sums& all = sums(part, {from, std::string(row.text(model)), std::move(tags)});
    all.cost_known = false;
    add(place == nullptr ? all.requests : all.tokens.*place, count);
  }
};

}  // namespace

Format deepseek() {
  return {.id = "deepseek",
          .title = "DeepSeek usage export (CSV, zip)",
          .signatures = {{Container::csv, {"type", "amount", "start_time_iso|utc_date"}}},
          .open = [](const Options&) { return std::make_unique<DeepSeek>(); }};
}

}  // namespace rackrate::ingest
