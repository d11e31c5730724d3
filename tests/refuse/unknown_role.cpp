// refuse: redlite: a parameter of a command's signature is no role
// A type that merely looks like an argument would travel unencoded.
#include <kvbench/adapter/null.hpp>

namespace redlite::cmd {
#ifdef FIXED
REDLITE_COMMAND(peek, "PEEK", read, integer(key))
#else
REDLITE_COMMAND(peek, "PEEK", read, integer(key, const char*))
#endif
}  // namespace redlite::cmd

using signature = redlite::main_signature<redlite::cmd::peek>;
static_assert(sizeof(signature) > 0);
