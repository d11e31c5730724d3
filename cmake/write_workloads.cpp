// write_workloads.cpp: a scenario file as a header of typed workloads; kvbench_add_workloads
// compiles and calls it.
//
//     write_workloads shop.yaml build/shop.hpp shop
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/error.hpp>            // what is wrong with a file
#include <kvbench/scenario/header.hpp>       // what is written
#include <kvbench/scenario/read.hpp>         // what is read
#include <kvbench/scenario/redis_words.hpp>  // the operations

#include <exception>   // anything else
#include <filesystem>  // the folder
#include <fstream>     // the header
#include <iostream>    // complaints
#include <string>      // arguments

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: write_workloads FILE.yaml HEADER.hpp NAMESPACE\n";
    return 2;
  }
  try {
    std::filesystem::path const source{argv[1]};
    std::filesystem::path const header{argv[2]};
    kvbench::scenario_words const words = kvbench::redis_words();
    std::string const text =
        kvbench::to_header(kvbench::read_scenarios(source.string(), words), words,
                           header.filename().string(), source.filename().string(), argv[3]);
    std::filesystem::create_directories(header.parent_path());
    // Under another name until it is whole: a build that is interrupted leaves no half header.
    std::filesystem::path part{header};
    part += ".part";
    std::ofstream out{part, std::ios::binary};
    if (!(out << text) || !out.flush()) throw kvbench::error{part.string() + ": cannot be written"};
    out.close();
    std::filesystem::rename(part, header);
    return 0;
  } catch (std::exception const& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
  }
}
