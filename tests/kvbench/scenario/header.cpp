// tests/kvbench/scenario/header.cpp: scenarios as a C++ header. That it compiles and means the same
// is same_stream.cpp, and tests/consumer.
//
// SPDX-License-Identifier: MIT
#include <kvbench/scenario/header.hpp>
#include <kvbench/scenario/redis_words.hpp>

#include <string>

#include "catch.hpp"

using namespace kvbench;

TEST_CASE("scenario as C++: names are C++ names", "[scenario]") {
  CHECK(cpp_name("read_heavy") == "read_heavy");
  CHECK(cpp_name("Read-heavy, 2nd") == "read_heavy_2nd");
  CHECK(cpp_name("2nd") == "w_2nd");
  CHECK(cpp_name("\xc3\xa4") == "w_");
  CHECK(cpp_name("__a  b") == "a_b");
  CHECK(cpp_name("class") == "class_workload");
  CHECK(cpp_name("linux") == "linux_workload");
  CHECK(cpp_name("NULL") == "null");
  CHECK(cpp_name("for_each_workload") == "for_each_workload_workload");
}

// The text of a file must not end a literal and go on as code.
TEST_CASE("scenario as C++: texts stay texts", "[scenario]") {
  scenario one{.name = "a", .description = "\"); int evil(\"\\"};
  one.operations = {{"GET", "string", whole_parts}};
  std::string const text = to_header({one}, redis_words(), "f.hpp", "f.yaml", "f");
  CHECK(text.find("description(\"\\\"); int evil(\\\"\\\\\")") != std::string::npos);
}

TEST_CASE("scenario as C++: two workloads of one name in C++ are refused", "[scenario]") {
  scenario a{.name = "a b"};
  a.operations = {{"GET", "string", whole_parts}};
  scenario b = a;
  b.name = "A-B";
  CHECK_THROWS_WITH(to_header({a, b}, redis_words(), "f.hpp", "f.yaml", "f"),
                    "f.yaml: two workloads would be a_b in C++: rename one");
  b.name = "c";
  b.run.keys = 1;
  a.name = "c_options";
  CHECK_THROWS_AS(to_header({a, b}, redis_words(), "f.hpp", "f.yaml", "f"), error);
  b.run = {};
  CHECK_NOTHROW(to_header({a, b}, redis_words(), "f.hpp", "f.yaml", "f"));
}

TEST_CASE("scenario as C++: data of another family is named", "[scenario]") {
  scenario one{.name = "a"};
  one.operations = {{"EXPIRE", "zset", whole_parts}};
  CHECK(to_header({one}, redis_words(), "f.hpp", "f.yaml", "f")
            .find("100_pct * ::kvbench::redis::on<::kvbench::redis::expire, "
                  "::kvbench::redis::sorted_sets>") != std::string::npos);
}

// That it compiles to the same sizes is same_stream.cpp.
TEST_CASE("scenario as C++: lengths of values are named", "[scenario]") {
  scenario one{.name = "a"};
  one.operations = {{"SET", "string", whole_parts}};
  auto const values = [&one](value_size const& size) {
    one.value_bytes = size;
    std::string const text = to_header({one}, redis_words(), "f.hpp", "f.yaml", "f");
    std::size_t const from = text.find("values(");
    return text.substr(from, text.find(";", from) - from);
  };
  CHECK(values(100) == "values(::kvbench::bytes(100u))");
  CHECK(values(sizes::uniform(1, 20)) == "values(::kvbench::sizes::uniform(1u, 20u))");
  CHECK(values(sizes::normal(20, 5)) == "values(::kvbench::sizes::normal(20u, 5u))");
  CHECK(values(sizes::pareto(1, 20, 0.5)) == "values(::kvbench::sizes::pareto(1u, 20u, 0.5))");
  CHECK(values(sizes::weighted({{80, 1}, {20, 2}})) ==
        "values(::kvbench::sizes::weighted({{80, 1u}, {20, 2u}}))");
}

// A prefix with a quote in it would end the string, and the build with it.
TEST_CASE("scenario as header: the shape of keys is among the options", "[scenario]") {
  scenario a{.name = "a"};
  a.operations = {{"GET", "string", whole_parts}};
  a.run.key_prefix = "b\"{7}\\:";
  a.run.key_length = 64;
  std::string const text = to_header({a}, redis_words(), "n", "f", "s");
  CHECK(text.find(R"(  options.key_prefix = "b\"{7}\\:";)") != std::string::npos);
  CHECK(text.find("  options.key_length = 64u;") != std::string::npos);
}
