// SPDX-License-Identifier: Apache-2.0
#include "catalog/model_file.hpp"

#include "catalog/parameters.hpp"
#include "core/diagnostic.hpp"
#include "support/gguf_bytes.hpp"
#include "support/model_text.hpp"
#include "support/shared_data.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

using namespace rackrate;
using namespace rackrate::catalog;
namespace fs = std::filesystem;

namespace {

constexpr const char* config = R"({"model_type": "llama", "hidden_size": 64,
  "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 100,
  "max_position_embeddings": 512, "time_step_limit": [0.0, Infinity], "eps": NaN,
  "said": "Infinity \" NaN"})";

class Folder {
 public:
  explicit Folder(const std::string& name) : path_(fs::temp_directory_path() / name) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  fs::path operator/(const std::string& name) const { return path_ / name; }
  std::string text() const { return path_.string(); }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("model file: a config.json, alone or by its folder") {
  const Folder folder("rackrate-model-file-test-a");
  folder.write("config.json", config);
  const Model by_folder = read_model_file(folder.text());
  CHECK(by_folder.id == "rackrate-model-file-test-a");
  CHECK(by_folder.hidden == 64);
  CHECK_FALSE(by_folder.exact_weights);
  CHECK_FALSE(by_folder.provenance);
  CHECK(by_folder.read_from.find("config.json") != std::string::npos);
  CHECK(resolve_model({}, (folder / "config.json").string()).hidden == 64);
}

TEST_CASE("model file: exact weights and formats from the files beside it") {
  const Folder folder("rackrate-model-file-test-b");
  folder.write("config.json", config);
  folder.write("model.safetensors.index.json", R"({"metadata": {"total_size": 123456}})");
  folder.write("hf_quant_config.json",
               R"({"quantization": {"quant_algo": "NVFP4", "exclude_modules": ["lm_head"]}})");
  const Model model = read_model_file(folder.text());
  REQUIRE(model.exact_weights);
  CHECK(model.exact_weights->total.in_bytes() == 123456);
  CHECK(model.native_format == WeightFormat::nvfp4);
  CHECK(model.native_parts[Part::lm_head] == WeightFormat::bf16);
}

TEST_CASE("model file: a GGUF") {
  const Folder folder("rackrate-model-file-test-c");
  folder.write("x.gguf", "GGUF but not really");
  CHECK_THROWS_AS(read_model_file(folder / "x.gguf"), InputError);
}

TEST_CASE("model file: what is a path and what is a name") {
  const Folder folder("rackrate-model-file-test-d");
  CHECK(names_model_file("config.json"));
  CHECK(names_model_file("some/where/model.gguf"));
  CHECK(names_model_file(folder.text()));
  CHECK_FALSE(names_model_file("llama-3.3-70b"));
  CHECK_FALSE(names_model_file("meta-llama/Llama-3.3-70B-Instruct"));
  CHECK(resolve_model(test::built_in_models(), "qwen3-32b").id == "qwen3-32b");
  CHECK_THROWS_AS(resolve_model(test::built_in_models(), "no-such-file.json"), InputError);
  CHECK_THROWS_AS(resolve_model(test::built_in_models(), folder.text()), InputError);  // no config
}

// Published configs of 85 repositories: each is read, or refused for a reason that is known here.
TEST_CASE("model file: real configs") {
  const auto folder = test::shared_data("truth/model_configs");
  if (!folder) {
    return;
  }
  const std::map<std::string, std::string> refused{
      {"MiniMaxAI--MiniMax-M3_config.json", "unknown-architecture"},
      {"moonshotai--Kimi-K3_config.json", "unsupported-model"},
      {"stepfun-ai--Step-3.7-Flash-FP8_config.json", "unknown-architecture"},
      {"stepfun-ai--Step-3.7-Flash_config.json", "unknown-architecture"},
  };
  int read = 0;
  for (const auto& entry : fs::directory_iterator(*folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    try {
      const Model model = read_model_file(entry.path());
      CHECK_FALSE(refused.contains(name));
      CHECK(parameter_count(model) > 500'000'000);
      CHECK(parameter_count(model) < 2'000'000'000'000);
      CHECK(layer_count(model) >= 24);
      ++read;
    } catch (const InputError& error) {
      REQUIRE(refused.contains(name));
      CHECK(error.diagnostics()[0].code == refused.at(name));
      CHECK_FALSE(missing_slot(error.diagnostics()[0]));
    }
  }
  CHECK(read >= 81);
}

TEST_CASE("model file: totals from real configs") {
  const auto folder = test::shared_data("truth/model_configs");
  if (!folder) {
    return;
  }
  const std::map<std::string, double> billions{
      {"Qwen--Qwen3.5-27B", 26.90},
      {"meta-llama--Llama-4-Scout-17B-16E-Instruct", 107.77},
      {"meta-llama--Llama-4-Maverick-17B-128E-Instruct", 400.71},
      {"zai-org--GLM-5", 743.9},
      {"nvidia--Llama-3_3-Nemotron-Super-49B-v1", 49.87},
      {"nvidia--NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16", 549.3},
      {"mistralai--Mixtral-8x22B-v0.1", 140.62},
  };
  for (const auto& total : billions) {
    const std::string& name = total.first;
    CAPTURE(name);
    const Model model = read_model_file(*folder / (name + "_config.json"));
    CHECK(static_cast<double>(parameter_count(model)) / 1e9 ==
          doctest::Approx(total.second).epsilon(0.001));
  }
}
