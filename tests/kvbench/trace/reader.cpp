// tests/kvbench/trace/reader.cpp: traces of every form, whole and broken.
//
// SPDX-License-Identifier: MIT
#include <kvbench/trace/reader.hpp>

#include <string>
#include <vector>

#include "catch.hpp"
#include "temporary_file.hpp"

using namespace kvbench;

namespace {

using words = std::vector<std::string>;

struct everything {
  std::vector<words> commands;
  std::vector<std::optional<std::uint64_t>> times_us;
  trace_counts counts;
  std::string form;
};

everything read_path(std::string const& path) {
  trace_reader reader{path};
  everything all;
  for (trace_command c; reader.next(c);) {
    all.commands.emplace_back(c.words.begin(), c.words.end());
    all.times_us.push_back(c.time_us);
  }
  all.counts = reader.counts();
  all.form = reader.form();
  return all;
}

everything read(std::string const& bytes) {
  test::temporary_folder const folder;
  return read_path(folder.write("trace", bytes));
}

std::string resp(words const& all) {
  std::string bytes = "*" + std::to_string(all.size()) + "\r\n";
  for (std::string const& word : all)
    bytes += "$" + std::to_string(word.size()) + "\r\n" + word + "\r\n";
  return bytes;
}

std::string const head = "1700000000.123456 [0 127.0.0.1:5000] ";

}  // namespace

TEST_CASE("trace: a MONITOR log, with its quoting", "[trace]") {
  auto const all = read("OK\n" + head + R"("SET" "a \"key\" \\" "\x00\xfF\n\r\t\a\b")" + "\n" +
                        "1700000001.000001 [3 lua] \"get\" \"\"\r\n" +
                        "1700000002.000000 [0 unix:/tmp/x.sock] \"PING\"\n");
  CHECK(all.form == "MONITOR log");
  REQUIRE(all.commands.size() == 3);
  CHECK(all.commands[0] == words{"SET", "a \"key\" \\", std::string("\0\xff\n\r\t\a\b", 7)});
  CHECK(all.commands[1] == words{"get", ""});
  CHECK(all.commands[2] == words{"PING"});
  CHECK(all.times_us[0] == 1'700'000'000'123'456u);
  CHECK(all.times_us[1] == 1'700'000'001'000'001u);
  CHECK(all.counts.garbled == 0);
  CHECK(!all.counts.truncated);
}

// A line that was cut, or two that were written into each other, must not become a command.
TEST_CASE("trace: garbled lines of a MONITOR log are counted and skipped", "[trace]") {
  std::string const good = head + "\"GET\" \"a\"\n";
  for (std::string const& bad :
       {head + "\"GET\" \"a", head + "\"GET\" \"a\\", head + "\"GET\" \"\\x1\"",
        head + "\"GET\" \"\\q\"", head + "\"GET\"\"a\"", head + "GET a", head,
        std::string("1700000000 [0 x] \"GET\""), std::string("1700000000.12 [0 x] \"GET\""),
        std::string("99999999999999999999.123456 [0 x] \"GET\""), std::string("\x1b[2J"),
        std::string("1700000000.123456 0 x \"GET\"")}) {
    INFO(bad);
    auto const all = read(good + bad + "\n" + good);
    CHECK(all.commands.size() == 2);
    CHECK(all.counts.garbled == 1);
    CHECK(all.counts.first_fault.find(":2: no line of MONITOR") != std::string::npos);
  }
  auto const cut = read(good + head + "\"SET\" \"a\"");
  CHECK(cut.commands.size() == 1);
  CHECK(cut.counts.truncated);
  CHECK(cut.counts.garbled == 0);
}

TEST_CASE("trace: an append-only file, with times and any bytes", "[trace]") {
  std::string const any("\r\n*1\r\n\0", 7);
  auto const all = read("#TS:1700000000\r\n" + resp({"SELECT", "0"}) + resp({"SET", "a", any}) +
                        "#TS:1700000005\r\n" + resp({"DEL", ""}));
  CHECK(all.form == "append-only file");
  REQUIRE(all.commands.size() == 3);
  CHECK(all.commands[1] == words{"SET", "a", any});
  CHECK(all.commands[2] == words{"DEL", ""});
  CHECK(all.times_us[1] == 1'700'000'000'000'000u);
  CHECK(all.times_us[2] == 1'700'000'005'000'000u);
  CHECK(!read(resp({"SET", "a", "b"})).times_us[0]);
}

TEST_CASE("trace: an append-only file that is cut or garbled is read as far as it can be",
          "[trace]") {
  std::string const good = resp({"SET", "a", "b"});
  for (std::size_t cut = 1; cut < good.size(); ++cut) {
    auto const all = read(good + good.substr(0, cut));
    INFO(cut);
    CHECK(all.commands.size() == 1);
    CHECK(all.counts.truncated);
  }
  for (std::string const& bad :
       {std::string("garbage\r\nmore\r\n"), std::string("*2\r\n$1\r\nab\r\n$1\r\nc\r\n"),
        std::string("*-1\r\n"), std::string("*99999999999999999999\r\n"),
        std::string("*2\r\n$9999999999\r\n"), std::string("*0\r\n"), std::string("*2\r\n")}) {
    INFO(bad);
    auto const all = read(good + bad + good + good);
    CHECK(all.commands.size() == 3);
    CHECK(all.counts.garbled == 1);
    CHECK(all.counts.first_fault.find("byte 27") != std::string::npos);
  }
}

// A command of 512 MiB must not take 512 MiB here.
TEST_CASE("trace: commands that are too long are skipped and counted", "[trace]") {
  std::string const huge(trace_command_bytes_max + 1, 'x');
  auto const aof = read(resp({"SET", "a", huge}) + resp({"GET", "a"}));
  CHECK(aof.commands == std::vector<words>{{"GET", "a"}});
  CHECK(aof.counts.too_long == 1);
  auto const log = read(head + "\"GET\" \"a\"\n" + head + "\"SET\" \"" + huge + "\"\n" + head +
                        "\"GET\" \"b\"\n");
  CHECK(log.commands.size() == 2);
  CHECK(log.counts.too_long == 1);
}

TEST_CASE("trace: the parts of an append-only file are read in the order of its manifest",
          "[trace]") {
  test::temporary_folder const folder;
  folder.write("a.aof.1.base.rdb", "REDIS0010 and more");
  folder.write("a.aof.1.incr.aof", resp({"SET", "a", "1"}));
  folder.write("a.aof.2.incr.aof", "");
  folder.write("a.aof.3.incr.aof", resp({"SET", "a", "3"}));
  folder.write("elsewhere.aof", resp({"SET", "no", "0"}));
  std::string const manifest =
      folder.write("a.aof.manifest",
                   "file a.aof.1.base.rdb seq 1 type b\nfile elsewhere.aof seq 1 type h\n"
                   "file ../../etc/passwd seq 1 type i\nfile a.aof.1.incr.aof seq 1 type i\n"
                   "file a.aof.2.incr.aof seq 2 type i\nfile a.aof.3.incr.aof seq 3 type i\n");
  for (std::string const& path : {folder.path(), manifest}) {
    auto const all = read_path(path);
    CHECK(all.commands == std::vector<words>{{"SET", "a", "1"}, {"SET", "a", "3"}});
    CHECK(all.counts.garbled == 0);  // of a file elsewhere, which the manifest names too
    CHECK(all.counts.notes ==
          std::vector<std::string>{
              "a.aof.1.base.rdb is a snapshot (RDB) of what was there before: not read"});
  }
}

// At the trace's own times, a part without one would end a replay in its middle.
TEST_CASE("trace: a part of an append-only file goes on at the last time of the one before",
          "[trace]") {
  test::temporary_folder const folder;
  folder.write("a.1", resp({"SET", "a", "0"}) + "#TS:1700000000\r\n" + resp({"SET", "a", "1"}));
  folder.write("a.2", "");
  folder.write("a.3", resp({"SET", "a", "3"}) + "#TS:1700000007\r\n" + resp({"SET", "a", "4"}));
  folder.write("a.manifest",
               "file a.1 seq 1 type b\nfile a.2 seq 1 type i\nfile a.3 seq 2 type i\n");
  CHECK(read_path(folder.path()).times_us ==
        std::vector<std::optional<std::uint64_t>>{std::nullopt, 1'700'000'000'000'000u,
                                                  1'700'000'000'000'000u, 1'700'000'007'000'000u});
}

TEST_CASE("trace: a Twitter cache trace as Redis commands", "[trace]") {
  auto const all = read(
      "0,key,3,5,1,get,0\n1,a,key,5,2,1,set,60\n1,k,1,0,1,add,0\n2,k,1,3,1,delete,0\n"
      "2,k,1,3,1,incr,0\nbad,k,1,3,1,get,0\n2,k,1,99999999999,1,set,0\n2,k,1,1,1,fly,0\n"
      "2,k,1,1,1,prepend,0\n3,k,1,1,1,get,0");
  CHECK(all.form == "Twitter cache trace");
  CHECK(all.commands == std::vector<words>{{"GET", "key"},
                                           {"SET", "a,key", "xx", "EX", "60"},
                                           {"SET", "k", "", "NX"},
                                           {"DEL", "k"},
                                           {"INCR", "k"},
                                           {"APPEND", "k", "x"}});
  CHECK(all.times_us[1] == 1'000'000u);
  CHECK(all.counts.garbled == 3);
  CHECK(all.counts.truncated);
}

TEST_CASE("trace: what is no trace is refused", "[trace]") {
  test::temporary_folder const folder;
  auto const refuses = [&](std::string const& path, std::string const& why) {
    try {
      read_path(path);
      return false;
    } catch (error const& e) {
      return std::string(e.what()).find(why) != std::string::npos;
    }
  };
  CHECK(refuses(folder.path(), "one .manifest"));
  CHECK(refuses(folder.write("a", ""), "is empty"));
  CHECK(refuses(folder.write("b", "hello\n"), "begins like no MONITOR log"));
  CHECK(refuses(folder.write("c", "REDIS0010"), "begins with a snapshot (RDB)"));
  CHECK(refuses("/no/such/trace", "cannot be read"));
}
