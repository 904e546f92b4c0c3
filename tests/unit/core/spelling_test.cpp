// SPDX-License-Identifier: Apache-2.0
#include "core/spelling.hpp"

#include <doctest/doctest.h>

namespace rackrate {
namespace {

TEST_CASE("edit distance by hand") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("h10", "h100") == 1);
  CHECK(edit_distance("mdoel", "model") == 1);  // neighbours swapped
  CHECK(edit_distance("ca", "abc") == 3);       // optimal string alignment; the free form gives 2
  CHECK(edit_distance("abcdef", "fedcba") == edit_distance("fedcba", "abcdef"));
}

TEST_CASE("only names worth suggesting are suggested, best first") {
  const std::vector<std::string> gpus = {"h100", "h200", "a100", "l40s", "mi300x"};
  CHECK(nearest("h10", gpus) == std::vector<std::string>{"h100"});
  CHECK(nearest("H100", gpus).front() == "h100");
  CHECK(nearest("banana", gpus).empty());
  CHECK(nearest("300", gpus) == std::vector<std::string>{"mi300x"});
  CHECK(nearest("h100", {"h200", "a100", "h100"}, 1) == std::vector<std::string>{"h100"});
  CHECK(nearest("", gpus).empty());
  CHECK(nearest("x", {"a", "b"}).empty());  // nothing of it would be left
}

TEST_CASE("part of a name is enough") {
  CHECK(nearest("llama", {"meta-llama-3.3-70b", "qwen3"}) ==
        std::vector<std::string>{"meta-llama-3.3-70b"});
}

TEST_CASE("the question reads well for one, two and three names") {
  CHECK(did_you_mean("modle", {"model", "gpu"}) == "did you mean 'model'?");
  CHECK(did_you_mean("h00", {"h100", "h200"}) == "did you mean 'h100' or 'h200'?");
  CHECK(did_you_mean("abcx", {"abca", "abcb", "abcc", "abcd"}) ==
        "did you mean 'abca', 'abcb' or 'abcc'?");
  CHECK(did_you_mean("zzz", {"model"}).empty());
}

}  // namespace
}  // namespace rackrate
