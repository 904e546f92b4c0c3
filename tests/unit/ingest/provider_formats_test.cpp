// SPDX-License-Identifier: Apache-2.0
// Reports and logs of providers and gateways, by small inputs computed by hand.
#include "reading.hpp"
#include "support/diagnostic_of.hpp"

using namespace rackrate;
using test::read_text;

namespace {

const std::string openai_page = R"({"object":"page","data":[
 {"object":"bucket","start_time":1772442000,"end_time":1772445600,"results":[
  {"object":"organization.usage.completions.result","input_tokens":100,"input_cached_tokens":60,
   "output_tokens":7,"num_model_requests":2,"project_id":"p1","model":"m","batch":true}]},
 {"object":"bucket","start_time":1772445600,"end_time":1772449200,"results":[]}],
 "has_more":true,"next_page":"x"})";

}  // namespace

TEST_CASE("OpenAI usage: old schema, empty buckets, more pages") {
  const test::Read read = read_text(openai_page);
  CHECK(read.file().format == "openai-usage");
  CHECK(read.totals.requests == MaybeCount(2));
  CHECK(read.at(0).tokens.input == MaybeCount(100));
  CHECK(read.at(0).tokens.uncached == MaybeCount(40));
  CHECK(read.at(0).tokens.cache_read == MaybeCount(60));
  CHECK_FALSE(read.at(0).tokens.cache_write.known());
  CHECK(to_string(read.at(0).at) == "2026-03-02T09:00:00Z");
  CHECK(read.tags(0) == std::vector<ingest::Tag>{{"project", "p1"}, {"tier", "batch"}});
  CHECK(read.file().rows == 2);
  CHECK(read.file().skipped_rows == 1);
  CHECK(read.result.capabilities.grain == ingest::Grain::hour);
  CHECK_FALSE(read.result.capabilities.lengths);
  CHECK(test::notes_of(read).find("[pages-missing]") != std::string::npos);
}

TEST_CASE("OpenAI usage: a fault deep in a page has its line and column") {
  std::string page = openai_page;
  page.replace(page.find("\"input_tokens\":100"), 18, "\"input_tokens\":-10");
  const test::Read read = read_text(page);
  const std::string text = test::rejects_of(read);
  CHECK(text.substr(0, text.find('\n')) ==
        "usage:3:68: warning: key 'input_tokens': expected a whole number >= 0, got '-10' "
        "[negative-count]");
  CHECK(read.result.rejects.kept()[0].row.find("{\"object\":\"organization") == 0);
  CHECK(read.accounted());
}

TEST_CASE("files with dates and files that count from zero are not mixed") {
  const auto both = [](const std::string& first, const std::string& second) {
    std::vector<io::Input> inputs;
    inputs.push_back(io::Input::from_text("a.csv", first));
    inputs.push_back(io::Input::from_text("b.jsonl", second));
    return test::read(std::move(inputs));
  };
  const std::string dated =
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n";
  const std::string relative =
      "{\"timestamp\": 27482, \"input_length\": 6955, \"output_length\": 52}\n";
  const Diagnostic d = test::diagnostic_of([&] { both(dated, relative); });
  CHECK(d.code == "mixed-times");
  CHECK(d.where.file == "b.jsonl");
  CHECK(d.got == "'a.csv' with dates and 'b.jsonl' counting from zero");
  CHECK(test::diagnostic_of([&] { both(relative, dated); }).got ==
        "'b.jsonl' with dates and 'a.csv' counting from zero");
  CHECK(both(relative, relative + relative).totals.requests == MaybeCount(3));
}

TEST_CASE("the same page twice, or a bucket in two files, is refused unless allowed") {
  const auto both = [](const std::string& second, bool allow) {
    std::vector<io::Input> inputs;
    inputs.push_back(io::Input::from_text("one.json", openai_page));
    inputs.push_back(io::Input::from_text("two.json", second));
    ingest::Options options;
    options.allow_overlap = allow;
    try {
      return std::to_string(test::read(std::move(inputs), options).totals.requests.value());
    } catch (const InputError& error) {
      return render(error.diagnostics().front());
    }
  };
  CHECK(both(openai_page + "\n", false) ==
        "two.json: error: bucket: expected times or keys that no other file has, got the bucket of "
        "2026-03-02T09:00:00Z again [overlapping-files]\n"
        "  because: one.json has it, too\n"
        "  hint: leave one of the files out, or pass --allow-overlap if both count\n");
  CHECK(both(openai_page, true) == "4");
}

TEST_CASE("OpenAI dashboard: blank buckets are skipped") {
  const test::Read read = read_text(
      "start_time,end_time,start_time_iso,end_time_iso,num_model_requests,model,input_tokens,"
      "output_tokens,input_cached_tokens,input_uncached_tokens\n"
      "1772442000,1772442060,x,y,3.0,m,100,7,60,40\n"
      "1772442060,1772442120,x,y,,,,,,\n");
  CHECK(read.totals.requests == MaybeCount(3));
  CHECK(read.file().skipped_rows == 1);
  CHECK(read.result.capabilities.grain == ingest::Grain::minute);
}

TEST_CASE("Anthropic cost report: cents, as lines of a bill") {
  const test::Read read = read_text(
      R"({"data":[{"starting_at":"2026-03-02T00:00:00Z","ending_at":"2026-03-03T00:00:00Z",
      "results":[{"currency":"USD","amount":"70.11","cost_type":"tokens","model":"c",
      "description":"d","token_type":"output_tokens"}]}],"has_more":false})");
  REQUIRE(read.result.bill.size() == 1);
  CHECK(read.result.bill[0].amount == doctest::Approx(0.7011));
  CHECK(read.totals.records == 0);
  CHECK(read.file().bill_rows == 1);
}

TEST_CASE("LiteLLM: cache hits of the gateway are left out, metadata gives the split") {
  const std::string head =
      R"({"request_id":"1","call_type":"acompletion","spend":0.5,"prompt_tokens":100,)"
      R"("completion_tokens":7,"total_tokens":107,"startTime":"2026-03-02T09:00:00Z",)"
      R"("endTime":"2026-03-02T09:00:02.5Z","completionStartTime":"2026-03-02T09:00:00.5Z",)"
      R"("model":"m","team_id":"t","end_user":"c","user":"",)";
  const test::Read read =
      read_text(head +
                R"("cache_hit":"False","metadata":{"user_api_key_alias":"k","usage_object":)"
                R"({"prompt_tokens_details":{"cached_tokens":60}}}})"
                "\n" +
                head.substr(0, 15) + "2" + head.substr(16) +
                R"("cache_hit":"True","metadata":{}})"
                "\n" +
                head +
                R"("cache_hit":"False","metadata":"{}"})"
                "\n");
  CHECK(read.totals.records == 1);
  CHECK(read.file().skipped_rows == 1);
  CHECK(read.file().merged_rows == 1);  // the same request id
  CHECK(read.at(0).tokens.cache_read == MaybeCount(60));
  CHECK(read.at(0).latency_s == doctest::Approx(2.5));
  CHECK(read.at(0).ttft_s == doctest::Approx(0.5));
  CHECK(read.at(0).cost_usd == doctest::Approx(0.5));
  CHECK(read.tags(0) ==
        std::vector<ingest::Tag>{{"customer", "c"}, {"key_alias", "k"}, {"team", "t"}});
  CHECK(read.accounted());
}

TEST_CASE("Langfuse: only generations count, an input that holds its cache is told by the total") {
  const test::Read read = read_text(
      R"({"id":"1","type":"GENERATION","start_time":"2026-03-02 09:00:00.000","usage_details":)"
      R"({"input":100,"input_cached_tokens":60,"output":7,"total":107}})"
      "\n"
      R"({"id":"2","type":"SPAN","start_time":"2026-03-02 09:00:00.000","usage_details":)"
      R"({"input":100,"output":7}})"
      "\n");
  CHECK(read.totals.records == 1);
  CHECK(read.at(0).tokens.input == MaybeCount(100));
  CHECK(read.at(0).tokens.uncached == MaybeCount(40));
  CHECK(read.file().skipped_rows == 1);
}

TEST_CASE("Claude Code: one line a response, the one with the most output, across files") {
  const auto line = [](const std::string& id, const std::string& request, int output) {
    return R"({"type":"assistant","timestamp":"2026-03-02T09:00:00.000Z","sessionId":"s",)"
           R"("requestId":")" +
           request + R"(","message":{"id":")" + id +
           R"(","model":"claude","usage":{"input_tokens":5,"cache_read_input_tokens":50,)"
           R"("cache_creation_input_tokens":10,"output_tokens":)" +
           std::to_string(output) + "}}}\n";
  };
  std::vector<io::Input> inputs;
  inputs.push_back(io::Input::from_text(
      "a.jsonl", line("m1", "r1", 3) + line("m1", "r1", 400) + line("m2", "r2", 90) +
                     R"({"type":"assistant","message":{"id":"m3","us)"));
  inputs.push_back(io::Input::from_text("b.jsonl", line("m1", "side", 400) + line("m4", "r4", 60)));
  const test::Read read = test::read(std::move(inputs));
  CHECK(read.totals.records == 3);
  CHECK(read.totals.tokens.output == MaybeCount(550));
  CHECK(read.totals.tokens.input == MaybeCount(3 * 65));
  CHECK_FALSE(read.totals.tokens.cache_write_5m.known());
  CHECK(read.result.files[0].merged_rows == 1);
  CHECK(read.result.files[0].skipped_rows == 1);  // the line that is cut off
  CHECK(read.result.files[1].merged_rows == 1);
  CHECK(read.accounted());
  CHECK(test::notes_of(read).find("a.jsonl:4: note: last line") != std::string::npos);
}

TEST_CASE("OpenTelemetry: current and deprecated names, agents not counted twice") {
  const test::Read read = read_text(
      R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":)"
      R"({"stringValue":"shop"}}]},"scopeSpans":[{"spans":[)"
      R"({"traceId":"t","spanId":"1","startTimeUnixNano":"1772442000000000000",)"
      R"("endTimeUnixNano":"1772442001500000000","attributes":[)"
      R"({"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},)"
      R"({"key":"gen_ai.request.model","value":{"stringValue":"m"}},)"
      R"({"key":"gen_ai.usage.prompt_tokens","value":{"intValue":"100"}},)"
      R"({"key":"gen_ai.usage.completion_tokens","value":{"intValue":7}}]},)"
      R"({"traceId":"t","spanId":"2","startTimeUnixNano":"1772442000000000000","attributes":[)"
      R"({"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},)"
      R"({"key":"gen_ai.usage.input_tokens","value":{"intValue":"100"}}]},)"
      R"({"traceId":"t","spanId":"3","startTimeUnixNano":"1772442000000000000","attributes":[]}]}]}]})");
  CHECK(read.totals.records == 1);
  CHECK(read.at(0).tokens.input == MaybeCount(100));
  CHECK(read.at(0).tokens.output == MaybeCount(7));
  CHECK(read.at(0).latency_s == doctest::Approx(1.5));
  CHECK(read.tags(0) == std::vector<ingest::Tag>{{"service", "shop"}});
  CHECK(read.file().skipped_rows == 2);
}

TEST_CASE("Prometheus: increases by series, restarts, gaps") {
  const test::Read read = read_text(
      R"({"status":"success","data":{"resultType":"matrix","result":[)"
      R"({"metric":{"__name__":"vllm:prompt_tokens_total","engine":"0","model_name":"m"},)"
      R"("values":[[1772442000,"100"],[1772442060,"150"],[1772442120,"NaN"],[1772442180,"30"]]},)"
      R"({"metric":{"__name__":"vllm:prompt_tokens_total","engine":"1","model_name":"m"},)"
      R"("values":[[1772442000,"0"],[1772442060,"5"]]}]}})");
  // Engine 0 grew by 50, then restarted and counted 30; engine 1 by 5.
  CHECK(read.totals.tokens.input == MaybeCount(85));
  CHECK_FALSE(read.totals.requests.known());
  CHECK(read.totals.records == 2);
  CHECK(to_string(read.at(0).at) == "2026-03-02T09:00:00Z");
  CHECK(read.at(0).tokens.input == MaybeCount(55));
  CHECK(read.accounted());
  CHECK(test::error_of(R"({"data":{"resultType":"matrix","result":[{"metric":{"job":"x"},)"
                       R"("values":[[1,"2"]]}]}})")
            .find("query the counters themselves") != std::string::npos);
}

TEST_CASE("DeepSeek: long rows become one record a bucket, in UTC") {
  const test::Read read = read_text(
      "\xef\xbb\xbfuser_id,start_time_iso,end_time_iso,model,type,price,amount\r\n"
      "u,2026-03-02T17:00:00+08:00,2026-03-02T18:00:00+08:00,m,request_count,,3\r\n"
      "u,2026-03-02T17:00:00+08:00,2026-03-02T18:00:00+08:00,m,input_cache_hit_tokens,1,60\r\n"
      "u,2026-03-02T17:00:00+08:00,2026-03-02T18:00:00+08:00,m,input_cache_miss_tokens,1,40\r\n"
      "u,2026-03-02T17:00:00+08:00,2026-03-02T18:00:00+08:00,m,output_tokens,1,7\r\n"
      "u,2026-03-02T18:00:00+08:00,2026-03-02T19:00:00+08:00,m,input_cache_miss_tokens,1,5\r\n"
      "u,2026-03-02T18:00:00+08:00,2026-03-02T19:00:00+08:00,m,tea_tokens,1,5\r\n");
  CHECK(read.totals.records == 2);
  CHECK(read.at(0).tokens.input == MaybeCount(100));
  CHECK(read.at(0).tokens.cache_read == MaybeCount(60));
  CHECK(read.at(0).requests == MaybeCount(3));
  CHECK(to_string(read.at(0).at) == "2026-03-02T09:00:00Z");
  CHECK(read.at(1).tokens.cache_read == MaybeCount(0));  // none in that bucket
  CHECK(read.file().merged_rows == 3);
  CHECK(test::rejects_of(read).find("got 'tea_tokens' [unknown-type]") != std::string::npos);
  CHECK(read.accounted());
}

TEST_CASE("two scrapes give their difference, also over a restart") {
  const auto scrape = [](const std::string& input, const std::string& output) {
    return "# HELP vllm:prompt_tokens_total x\nvllm:prompt_tokens_total{model_name=\"m\"} " +
           input + "\nvllm:generation_tokens_total{model_name=\"m\"} " + output + "\n";
  };
  std::vector<io::Input> inputs;
  inputs.push_back(io::Input::from_text("1", scrape("9.8e+01", "50")));
  inputs.push_back(io::Input::from_text("2", scrape("110", "8")));
  const test::Read read = test::read(std::move(inputs));
  CHECK(read.totals.tokens.input == MaybeCount(12));
  CHECK(read.totals.tokens.output == MaybeCount(8));  // restarted: all of the new value
  CHECK(read.model(0) == "m");
  CHECK_FALSE(read.totals.requests.known());
  CHECK(read.accounted());
  CHECK(read.result.capabilities.grain == ingest::Grain::none);
}

TEST_CASE("FOCUS: classes by the meter's text, other charges are the bill's") {
  const test::Read read = read_text(
      "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ConsumedQuantity,"
      "ConsumedUnit,SkuMeter,ResourceId,Tags\n"
      "1.5,1.5,USD,Usage,5/1/25,2,1M tokens,input tokens,m,\"{\"\"team\"\":\"\"search\"\"}\"\n"
      "0.5,0.5,USD,Usage,5/1/25,300,Tokens,Cached Input "
      "Tokens,m,\"{\"\"team\"\":\"\"search\"\"}\"\n"
      "0.5,0.5,USD,Usage,5/1/25,7,Tokens,Output Tokens,m,\"{\"\"team\"\":\"\"search\"\"}\"\n"
      "9,9,USD,Tax,5/1/25,,,,,\n");
  CHECK(read.totals.records == 1);
  CHECK(read.at(0).tokens.uncached == MaybeCount(2'000'000));
  CHECK(read.at(0).tokens.cache_read == MaybeCount(300));
  CHECK(read.at(0).tokens.output == MaybeCount(7));
  CHECK(read.at(0).cost_usd == doctest::Approx(2.5));
  CHECK(read.tags(0) == std::vector<ingest::Tag>{{"team", "search"}});
  CHECK(to_string(read.at(0).at) == "2025-05-01T00:00:00Z");
  REQUIRE(read.result.bill.size() == 1);
  CHECK(read.result.bill[0].amount == doctest::Approx(9));
  CHECK(read.accounted());
}
