// kvbench/words.cpp: the options that say what is run, how, and where the report goes.
//
// SPDX-License-Identifier: MIT
#include "words.hpp"

#include <CLI/CLI.hpp>  // options

namespace kvbench::cli {

namespace {

void many(CLI::App& app, std::string name, std::vector<std::string>& into, std::string about,
          std::string type) {
  app.add_option(name, into, about)->type_name(type)->expected(1, -1);
}

void one(CLI::App& app, std::string name, std::optional<std::string>& into, std::string about,
         std::string type) {
  app.add_option(name, into, about)->type_name(type);
}

}  // namespace

void add_scenario_words(CLI::App& app, words& w) {
  one(app, "--scenario", w.scenario, "The workloads of a YAML file", "FILE");
  many(app, "--name", w.names, "Only these of the file's workloads. Default: all", "NAME");
}

void add_workload_words(CLI::App& app, words& w) {
  many(app, "--workload", w.workloads, "Named workloads; `kvbench list` shows them", "NAME");
  many(app, "--op", w.operations, "Operations, each measured alone", "OP");
  many(app, "--group", w.groups,
       "All workloads of a group: core, structure, stress, patterns, ycsb, or all", "GROUP");
  add_scenario_words(app, w);
}

void add_trace_words(CLI::App& app, words& w) {
  one(app, "--trace", w.trace,
      "Play the commands of a trace: a MONITOR log, an append-only file or its folder, a Twitter "
      "cache trace",
      "FILE");
  one(app, "--speed", w.speed, "At the trace's own times: 1x, 2x ... Default: as fast as it goes",
      "TIMES");
}

void add_subject_words(CLI::App& app, words& w) {
  add_workload_words(app, w);
  many(app, "--client", w.clients,
       "redlite (in memory), redlite:FILE, redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE], "
       "unix:/PATH, map or null; several are compared. Default redlite",
       "CLIENT");
}

void add_load_words(CLI::App& app, words& w) {
  one(app, "--keys", w.keys, "Keys of each kind that are loaded and drawn. Default 10k", "N");
  one(app, "--elements", w.elements, "Elements of each collection. Default 10", "N");
  one(app, "--key-prefix", w.key_prefix,
      "What every key begins with, as in 'bench:{7}:'. Default: nothing", "TEXT");
  one(app, "--key-length", w.key_length,
      "Bytes of every key, prefixes and all, by leading zeros of its number; up to 250. Default: "
      "ten digits behind the prefixes",
      "N");
  one(app, "--value-size", w.value_size,
      "Bytes of a value: 100, 1KiB, uniform(10,1KiB), normal(512,128), pareto(64,64KiB,1.2) or "
      "weighted(80%:100,20%:1KiB). Default: the workload's, else 100",
      "SIZE");
  one(app, "--distribution", w.distribution,
      "uniform, zipfian(0.99), hot(10%,90%), latest or sequential. Default: the workload's, else "
      "uniform",
      "HOW");
  one(app, "--threads", w.threads, "Workers, each with a client of its own. Default 1", "T");
  one(app, "--connections", w.connections,
      "Connections to a server, of all threads together, each thread driving its share. Default "
      "one "
      "a thread, which waits for each reply",
      "C");
  one(app, "--pipeline", w.pipeline,
      "Requests on their way on each connection to a server. Default 1", "P");
  one(app, "--pin", w.pin,
      "Keep each worker on one of these CPUs, in turn: 1,2, or all. Default: the scheduler moves "
      "them",
      "CPUS");
  one(app, "--seed", w.seed, "Same seed, same operations, byte for byte. Default 42", "S");
}

void add_pace_words(CLI::App& app, words& w) {
  one(app, "--rate", w.rate,
      "Operations per second, of all threads together, begun when they are due (open loop). "
      "Default: each when the last has ended (closed loop)",
      "R");
  one(app, "--arrival", w.arrival,
      "constant or poisson: how operations of an open loop arrive. Default constant", "HOW");
  one(app, "--think-time", w.think_time, "Pause between operations of a thread, in a closed loop",
      "TIME");
  one(app, "--batch", w.batch,
      "Operations that are one: a transaction of redlite, a pipeline of a server. Default 1", "B");
}

void add_length_words(CLI::App& app, words& w) {
  one(app, "--ops", w.ops, "Operations to measure, of all threads together. Default 100k", "N");
  one(app, "--time", w.time, "Measure for so long instead", "TIME");
  one(app, "--precision", w.precision,
      "Measure until throughput is known within so much (95 % confidence), for --time or a minute "
      "at most",
      "SHARE");
  one(app, "--warmup", w.warmup,
      "Before measuring: so many operations (1k), so long (10s), or until throughput is steady "
      "(steady). Default 1k",
      "N|TIME|steady");
  one(app, "--interval", w.interval, "Report each interval too, as a time series", "TIME");
  one(app, "--repeat", w.repeat, "Runs of each, one after the other, and their spread. Default 1",
      "N");
  app.add_flag("--no-latency", w.no_latency, "Throughput only: no clock is read per operation");
}

void add_store_words(CLI::App& app, words& w) {
  one(app, "--durability", w.durability,
      "off, normal or full: what a power failure may take from a file. Default normal", "HOW");
  app.add_flag("--no-load", w.no_load, "Play on the data that is there: empty and load nothing");
  app.add_flag("--keep", w.keep, "Leave the data that was loaded where it is");
  app.add_flag("--force", w.force, "Empty a store even where it holds the data of others");
  one(app, "--sharing", w.sharing,
      "exclusive or shared: whether other processes may open the file. Default exclusive", "HOW");
}

void add_report_words(CLI::App& app, words& w) {
  one(app, "--format", w.format,
      "console, json, csv, markdown or hdr (a log of HdrHistogram). Default: what the name of "
      "--out says, else console",
      "FORMAT");
  add_out_word(app, w, "Write the report to a file, whole or not at all");
}

void add_out_word(CLI::App& app, words& w, std::string const& about) {
  one(app, "--out", w.out, about, "FILE");
}

void add_run_words(CLI::App& app, words& w) {
  add_subject_words(app, w);
  add_load_words(app, w);
  add_pace_words(app, w);
  add_length_words(app, w);
  add_store_words(app, w);
  add_report_words(app, w);
}

}  // namespace kvbench::cli
