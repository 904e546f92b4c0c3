// SPDX-License-Identifier: Apache-2.0
// Claude Code's session logs, JSON lines. A response takes several lines with the same message id,
// of which the one with the most output tokens is the final one (ccusage, issue 901); a side chain
// may replay it under another request id (issue 913). All its fields are taken from that one line.
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/reading.hpp"

#include <unordered_map>

namespace rackrate::ingest {
namespace {

enum Slot {
  type,
  timestamp,
  request_id,
  message_id,
  model,
  input,
  cache_read,
  write,
  write_5m,
  write_1h,
  output,
  is_error,
  usage
};

class ClaudeCode : public RowReader {
 public:
  ClaudeCode()
      : RowReader({.fields = {"type", "timestamp", "requestId", "message>id", "message>model",
                              "message>usage>input_tokens", "message>usage>cache_read_input_tokens",
                              "message>usage>cache_creation_input_tokens",
                              "message>usage>cache_creation>ephemeral_5m_input_tokens",
                              "message>usage>cache_creation>ephemeral_1h_input_tokens",
                              "message>usage>output_tokens", "isApiErrorMessage", "message>usage"},
                   .meaning = {},
                   .traits = {.in_order = false},
                   .sequential = true,
                   .unfinished = true}) {
    format_.meaning = [this](Row& row, Part& part) { meaning(row, part); };
  }

  void read(io::Input& input_file, const Head& head, Intake& intake) override {
    RowReader::read(input_file, head, intake);
    last_file_ = intake.file_index();
  }

  void finish(Intake& intake) override {
    intake.begin_file(last_file_);
    Part part;
    std::size_t small = 0;
    for (const Response& response : responses_) {
      constexpr std::int64_t placeholder = 30;
      small += response.record.tokens.output.value_or(0) < placeholder ? 1U : 0U;
      part.emit(response.record, response.model);
    }
    if (2 * small > responses_.size()) {
      note_placeholders(small, intake);
    }
    intake.traits(format_.traits);
    intake.add(std::move(part));
    responses_.clear();
  }

 private:
  struct Response {
    Record record;
    std::string model;
  };

  void meaning(Row& row, Part& part) {
    const bool response = row.text(type) == "assistant" && row.known(usage) &&
                          !row.flag(is_error).value_or(false) && row.text(model) != "<synthetic>";
    if (!response) {
      part.skip();
      return;
    }
    Record record;
    record.at = row.time(timestamp);
    Stated stated;
    stated.input = row.required_count(input);
    stated.cache_read = row.count(cache_read);
    stated.cache_write = row.count(write);
    stated.cache_write_5m = row.count(write_5m);
    stated.cache_write_1h = row.count(write_1h);
    stated.output = row.required_count(output);
    if (!row.ok()) {
      return;
    }
    record.tokens = tokens_of(row, stated, {.input = Input::excludes_cache}, input);
    const std::string_view id =
        row.text(message_id).empty() ? row.text(request_id) : row.text(message_id);
    const auto [place, fresh] =
        by_id_.try_emplace(id.empty() ? next_unnamed_++ : id_hash(id), responses_.size());
    if (fresh) {
      responses_.push_back({record, std::string(row.text(model))});
      ++part.held;
      return;
    }
    Response& known = responses_[place->second];
    if (record.tokens.output.value_or(0) > known.record.tokens.output.value_or(0)) {
      known = {record, std::string(row.text(model))};
    }
    ++part.merged;
  }

  void note_placeholders(std::size_t small, Intake& intake) const {
    Diagnostic d;
    d.severity = Severity::warning;
    d.where.file = intake.file().file;
    d.field = "key 'message.usage.output_tokens'";
    d.expected = "the final count of a response";
    d.got = std::to_string(small) + " of " + std::to_string(responses_.size()) +
            " responses below 30 tokens";
    d.code = "output-lower-bound";
    d.why = "some versions of Claude Code never write it (anthropics/claude-code#22671)";
    d.hint = "take the output of these files as a lower bound";
    intake.notes().push_back(std::move(d));
  }

  std::unordered_map<std::uint64_t, std::size_t> by_id_;
  std::uint64_t next_unnamed_ = 1;
  std::vector<Response> responses_;
  std::size_t last_file_ = 0;
};

}  // namespace

Format claude_code() {
  return {.id = "claude-code",
          .title = "Claude Code session log (JSON Lines)",
          .signatures = {{Container::json, {"message.usage.cache_read_input_tokens", "sessionId"}},
                         {Container::json, {"parentUuid|leafUuid", "sessionId|summary", "type"}}},
          .open = [](const Options&) { return std::make_unique<ClaudeCode>(); }};
}

}  // namespace rackrate::ingest
