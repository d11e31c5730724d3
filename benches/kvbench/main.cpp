// kvbench/main.cpp: the kvbench program.
//
// SPDX-License-Identifier: MIT
#include <exception>  // what a command throws

#include "command_line.hpp"  // what is asked for
#include "names.hpp"         // usage_error
#include "output.hpp"        // reader_gone
#include "status.hpp"        // how it ends
#include "stop.hpp"          // Ctrl-C

int main(int argc, char** argv) {
  using namespace kvbench::cli;
  try {
    watch_signals();
    return obey(argc, argv);
  } catch (reader_gone const&) {
    return ok;
  } catch (usage_error const& refused) {
    say(refused.what());
    return bad_arguments;
  } catch (std::exception const& failed) {
    say(failed.what());
    return run_failed;
  }
}
