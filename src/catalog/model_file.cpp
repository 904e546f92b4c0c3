// SPDX-License-Identifier: Apache-2.0
#include "catalog/model_file.hpp"

#include "catalog/gguf_model.hpp"
#include "catalog/model_catalog.hpp"
#include "catalog/model_config.hpp"
#include "catalog/quantization_config.hpp"
#include "catalog/safetensors.hpp"
#include "io/fields.hpp"
#include "io/json.hpp"

#include <string>
#include <system_error>
#include <utility>

namespace rackrate::catalog {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

// Python writes bare NaN and Infinity, which JSON does not have. No key we read holds one; a null
// or 0 of the same length keeps every position.
std::string without_bare_infinities(std::string_view text) {
  std::string out(text);
  bool quoted_text = false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] == '"') {
      quoted_text = !quoted_text;
    } else if (quoted_text && out[i] == '\\') {
      ++i;
    } else if (!quoted_text && out.compare(i, 9, "-Infinity") == 0) {
      out.replace(i, 9, "     null");
    } else if (!quoted_text && out.compare(i, 8, "Infinity") == 0) {
      out.replace(i, 8, "    null");
    } else if (!quoted_text && out.compare(i, 3, "NaN") == 0) {
      out.replace(i, 3, "  0");
    }
  }
  return out;
}

io::Document open_config(const fs::path& path) {
  const io::Source source = io::Source::open(path, ExitCode::usage);
  return io::parse_json(
      io::Source::from_text(source.name(), without_bare_infinities(source.text())),
      ExitCode::usage);
}

void read_formats_beside(const fs::path& folder, Model& model) {
  const fs::path path = folder / "hf_quant_config.json";
  if (!is_file(path)) {
    return;
  }
  const io::Document document = open_config(path);
  Diagnostics sink;
  io::Fields fields(document, document.root, "", sink);
  if (auto quantization = fields.object("quantization")) {
    read_modelopt_quantization(*quantization, model);
  }
  sink.throw_if_errors(ExitCode::usage);
}

void read_weights_beside(const fs::path& folder, Model& model) {
  const fs::path index = folder / "model.safetensors.index.json";
  const fs::path single = folder / "model.safetensors";
  if (is_file(index)) {
    model.exact_weights = read_safetensors_index(io::Source::open(index, ExitCode::usage));
  } else if (is_file(single)) {
    model.exact_weights = read_safetensors_header(io::Source::open(single, ExitCode::usage));
  } else {
    return;
  }
  if (model.mtp) {
    model.notes.push_back(
        "the exact weights include prediction layers, which engines load only for speculation");
  }
}

Model read_config_file(const fs::path& path) {
  Model model = model_from_config(open_config(path));
  if (path.filename() == "config.json") {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (model.native_format == WeightFormat::bf16) {
      read_formats_beside(folder, model);
    }
    read_weights_beside(folder, model);
  }
  return model;
}

}  // namespace

bool names_model_file(std::string_view text) {
  const fs::path path{std::string(text)};
  const std::string extension = path.extension().string();
  std::error_code error;
  return extension == ".json" || extension == ".gguf" || fs::is_directory(path, error);
}

Model read_model_file(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return read_config_file(path / "config.json");
  }
  if (path.extension() == ".gguf") {
    const io::Source source = io::Source::open(path, ExitCode::usage);
    return model_from_gguf(read_gguf(source), source.name());
  }
  return read_config_file(path);
}

Model resolve_model(const std::vector<Model>& models, std::string_view text,
                    std::string_view field) {
  if (names_model_file(text)) {
    return read_model_file(fs::path(std::string(text)));
  }
  return require_model(models, text, field);
}

}  // namespace rackrate::catalog
